"""Tell a file's type by its bytes, and whether something hides behind them."""

import os
from typing import BinaryIO

OTHER = "application/octet-stream"
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_FILMS = {b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash"}
_HEADS = (
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"%PDF-", "application/pdf"),
)
#: So much of the end is looked at: some cameras fill up with zeros.
_TAIL = 1 << 16
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"


def sniff(first_bytes: bytes) -> str:
    """Name the type by its first 32 bytes.

    One of image/jpeg, image/png, image/webp, image/heic, video/webm (a recording
    without a picture too), video/mp4, audio/mp4, audio/ogg, application/pdf;
    everything else is application/octet-stream, whatever its name says.
    """
    if first_bytes.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if first_bytes.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if first_bytes[:4] == b"RIFF" and first_bytes[8:12] == b"WEBP":
        return "image/webp"
    if first_bytes[4:8] == b"ftyp":
        return _boxed(first_bytes[8:12])
    return next((mime for head, mime in _HEADS if first_bytes.startswith(head)), OTHER)


def _boxed(brand: bytes) -> str:
    """Name the type of a file made of ISO boxes by its brand."""
    if brand in _HEIC:
        return "image/heic"
    if brand.startswith(b"M4A"):
        return "audio/mp4"
    return "video/mp4" if brand in _FILMS else OTHER


def has_trailing_bytes(photo: bytes) -> bool:
    """Say whether something follows the end of the picture."""
    return _goes_on(photo[:32], photo[-_TAIL:], len(photo))


def hides_something(photo: BinaryIO) -> bool:
    """Say the same of a stream by its two ends, and leave it at its beginning."""
    first = photo.read(32)
    size = photo.seek(0, os.SEEK_END)
    photo.seek(max(0, size - _TAIL))
    last = photo.read()
    photo.seek(0)
    return _goes_on(first, last, size)


def _goes_on(first: bytes, last: bytes, size: int) -> bool:
    match sniff(first):
        case "image/jpeg":
            return not last.rstrip(b"\0").endswith(b"\xff\xd9")
        case "image/png":
            return not last.endswith(_PNG_END)
        case "image/webp":
            return size > int.from_bytes(first[4:8], "little") + 9
    return False
