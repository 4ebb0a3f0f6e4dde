"""Decode a photograph: its facts and copies of it. Runs in the darkroom only.

Only the darkroom imports this module, for it imports Pillow: whoever imports it
decodes strangers' bytes in its own process.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PIL import Image

from media.exif import Notes, read_notes
from media.facts import NoPreview, PhotoFacts
from media.fingerprint import FINE, SIDE, phash
from media.mosaic import Region, cover
from media.sniff import OTHER, has_trailing_bytes, sniff

FORMATS = ["JPEG", "PNG", "WEBP"]
# 50 "mega" pixels as cameras count them: a sensor sold as 50 MP is 8192 × 6144.
MOST_PIXELS = 50 * (1 << 20)
#: The longer edge of a covered copy: enough to read a plaque by, and to hold.
COPY_EDGE, COPY_QUALITY = 3200, 88
_PHOTO_TAGS, _PLACE_TAGS = 0x8769, 0x8825
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SCALABLE = {"L", "LA", "RGB", "RGBA"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("ignore")
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Refused(Exception):
    """The photograph cannot be decoded, for this reason."""

    def __init__(self, reason: NoPreview) -> None:
        super().__init__(reason)
        self.reason = reason


def develop(photo: bytes, edge: int) -> tuple[PhotoFacts, bytes]:
    """Decode a photograph once: what it says, and an upright JPEG within ``edge``.

    One that cannot be decoded has facts that say why, and no small copy.
    """
    facts = PhotoFacts(mime=sniff(photo[:32]))
    try:
        with opened(photo) as image:
            facts = _sized(facts, image)
            if image.format == "PNG":
                image.load()  # a PNG may carry its notes behind the picture
            facts = _noted(facts, _notes(image))
            small = _small(image, edge, facts.orientation)
            facts = replace(facts, phash=_phash(small))
            if has_trailing_bytes(photo):
                facts = _odd(facts, "trailing_bytes")
            return facts, _jpeg(small)
    except Refused as refused:
        return replace(facts, undecodable=refused.reason), b""


def look(photo: bytes) -> bytes:
    """Give a photograph as 64 × 64 grey values, upright; raises Refused."""
    with opened(photo) as image:
        small = _small(image, 4 * FINE, _notes(image).orientation)
        grey = small.convert("L").resize((FINE, FINE), Image.Resampling.BOX)
        return grey.tobytes()


def covered(photo: bytes, regions: Sequence[Region]) -> bytes:
    """Give a copy with regions covered and no notes of a camera; raises Refused."""
    with opened(photo) as image:
        copy = _small(image, COPY_EDGE, _notes(image).orientation)
        for region in regions:
            cover(copy, region)
        return _jpeg(copy, COPY_QUALITY)


@contextmanager
def opened(photo: bytes) -> Iterator[Image.Image]:
    """Open a photograph of an allowed format; every failure becomes Refused."""
    mime = sniff(photo[:32])
    if mime == OTHER:
        raise Refused(NoPreview.NOT_A_PHOTO)
    if mime == "image/heic":
        raise Refused(NoPreview.OPAQUE_FORMAT)
    try:
        with Image.open(io.BytesIO(photo), formats=FORMATS) as image:
            yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(NoPreview.TOO_MANY_PIXELS) from None
    except MemoryError:
        raise Refused(NoPreview.TOO_MUCH_MEMORY) from None
    except Exception:  # noqa: BLE001 - decoders fail in every way there is
        raise Refused(NoPreview.DAMAGED) from None


def upright_of(image: Image.Image, edge: int) -> Image.Image:
    """Lay a picture out upright within so many pixels, as it looks on white."""
    return _small(image, edge, _notes(image).orientation)


def _sized(facts: PhotoFacts, image: Image.Image) -> PhotoFacts:
    sized = replace(facts, width=image.width, height=image.height)
    if getattr(image, "is_animated", False):
        return _odd(sized, "several_pictures")
    return sized


def _noted(facts: PhotoFacts, notes: Notes) -> PhotoFacts:
    """Add the camera's notes; lying pictures change width and height."""
    lying = notes.orientation >= 5
    noted = replace(
        facts,
        width=facts.height if lying else facts.width,
        height=facts.width if lying else facts.height,
        taken_at=notes.taken_at,
        gps=notes.gps,
        make=notes.make,
        model=notes.model,
        orientation=notes.orientation,
    )
    return _odd(noted, *notes.oddities)


def _odd(facts: PhotoFacts, *oddities: str) -> PhotoFacts:
    return replace(facts, oddities=facts.oddities + oddities)


def _notes(image: Image.Image) -> Notes:
    try:
        tags = image.getexif()
        return read_notes(tags, tags.get_ifd(_PHOTO_TAGS), tags.get_ifd(_PLACE_TAGS))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - so do readers of a camera's notes
        return Notes(oddities=("exif_unreadable",))


def _small(image: Image.Image, edge: int, orientation: int) -> Image.Image:
    """Scale down while decoding: a JPEG is never laid out in full."""
    small = image if image.mode in _SCALABLE else _plain(image)
    small.thumbnail((edge, edge), reducing_gap=1.0)
    return _on_white(_upright(small, orientation))


def _jpeg(image: Image.Image, quality: int = 82) -> bytes:
    """Write the picture, and nothing that came with it."""
    image.info.clear()
    developed = io.BytesIO()
    image.save(developed, "JPEG", quality=quality)
    return developed.getvalue()


def _phash(small: Image.Image) -> str:
    grey = small.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return phash(grey.tobytes())


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


def _plain(image: Image.Image) -> Image.Image:
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in {"LA", "RGBA"}:
        return image.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
