"""Sealing: what only this office can open. Knows nothing else of ours.

An installation has one key pair. Phones seal to its public half: the key of their own
store, and the bundles they save. The private half lies in the data folder.
"""

from server.sealing.bundle import (
    BundleDamaged,
    BundleNotOurs,
    open_bundle,
    seal_bundle,
)
from server.sealing.envelope import NotOpened, Opener, public_text, seal
from server.sealing.keys import FILE, office_key

__all__ = [
    "FILE",
    "BundleDamaged",
    "BundleNotOurs",
    "NotOpened",
    "Opener",
    "office_key",
    "open_bundle",
    "public_text",
    "seal",
    "seal_bundle",
]
