"""The words of tus 1.0 that both ends must agree on."""

import base64
import binascii

from sync.errors import BadMetadata

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
CHECKSUM_ALGORITHMS = "sha1,sha256"
CONTENT_TYPE = "application/offset+octet-stream"


def parse_metadata(header: str) -> dict[str, str]:
    """Read Upload-Metadata: ``key base64,key base64,key``.

    Raises BadMetadata for what is no base64, no UTF-8, or named twice.
    """
    metadata: dict[str, str] = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        key, _, encoded = pair.partition(" ")
        if key in metadata:
            raise BadMetadata(key=key)
        metadata[key] = _decoded(key, encoded.strip())
    return metadata


def write_metadata(metadata: dict[str, str]) -> str:
    """Write Upload-Metadata."""
    return ",".join(
        f"{key} {base64.b64encode(text.encode()).decode()}"
        for key, text in metadata.items()
    )


def _decoded(key: str, encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        raise BadMetadata(key=key) from None
