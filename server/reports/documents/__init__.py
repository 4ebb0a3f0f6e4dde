"""The documents of an office (domain study §4.2), one module each.

All are written on the paper of GB/T 9704 by `letter.writing`. They name posts, never
persons, and show only photos that may leave.
"""
