"""What a fresh machine needs, fetched once: small scripts with one job each.

They run on the machine's own Python, before anything is installed: the standard
library only. Each does nothing, quickly, when its work is already done.
"""
