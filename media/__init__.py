"""Keep photographs and other files: store, receive in pieces, look at, fingerprint.

This library knows nobody else of ours. Only :mod:`media.s3` imports boto3, and
only the child process :mod:`media.darkroom` imports Pillow.
"""
