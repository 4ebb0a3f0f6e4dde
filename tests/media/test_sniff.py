"""A file's type is in its bytes, whatever its name says."""

import io

import pytest

from media.photo import sniff
from media.sniff import has_trailing_bytes, hides_something

JPEG = b"\xff\xd8\xff\xe0rest\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\nrest\0\0\0\0IEND\xaeB`\x82"
WEBP = b"RIFF\x08\0\0\0WEBPrest"


@pytest.mark.parametrize(
    ("first", "mime"),
    [
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (WEBP, "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmif1", "image/heic"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x18ftypqxyz", "application/octet-stream"),
        (b"\x1a\x45\xdf\xa3webm", "video/webm"),
        (b"OggS\0\x02", "audio/ogg"),
        (b"GIF89a", "application/octet-stream"),
        (b"<svg onload=alert(1)>", "application/octet-stream"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0" * 32, "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_type_is_named_by_the_first_bytes(first, mime):
    assert sniff(first) == mime


@pytest.mark.parametrize("photo", [JPEG, PNG, WEBP, JPEG + b"\0\0"])
def test_a_picture_that_ends_where_it_ends_hides_nothing(photo):
    assert not has_trailing_bytes(photo)
    assert not hides_something(io.BytesIO(photo))


@pytest.mark.parametrize("photo", [JPEG, PNG, WEBP])
@pytest.mark.parametrize("hidden", [b"PK\x05\x06 a whole archive", b"<html></html>"])
def test_what_follows_a_picture_is_noticed(photo, hidden):
    assert has_trailing_bytes(photo + hidden)
    stream = io.BytesIO(photo + hidden)
    assert hides_something(stream)
    assert stream.read() == photo + hidden
