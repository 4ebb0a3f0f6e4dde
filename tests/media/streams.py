"""Streams as the field has them."""

import io


class Cut(io.RawIOBase):
    """A stream that breaks after its bytes, as a connection does."""

    def __init__(self, arriving: bytes) -> None:
        self._rest = io.BytesIO(arriving)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._rest.read(size)
        if not chunk:
            raise ConnectionResetError("the village has no signal")
        return chunk
