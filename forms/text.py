"""One way to clean text that people typed."""

import unicodedata


def clean(text: str) -> str:
    """Compose characters (NFC); drop NUL and halves of surrogate pairs."""
    if text.isascii():
        return text.replace("\0", "")
    kept = "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", kept)
