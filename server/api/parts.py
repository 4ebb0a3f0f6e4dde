"""The parts of a request in several parts, as Collect sends them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from flask import current_app, request
from multipart import MultipartError, MultipartParser, MultipartPart
from werkzeug.http import parse_options_header

from server.errors import BadInput

#: A photograph of this size waits in memory, a larger one on the disk.
IN_MEMORY = 1 << 19


@dataclass(frozen=True, slots=True)
class Sent:
    """A part as it came: the field, the sender's label of a file, the bytes."""

    field: str
    label: str | None
    stream: BinaryIO


@contextmanager
def parts_sent() -> Iterator[list[Sent]]:
    """Give the parts of the request in hand; raises BadInput when it is cut."""
    with ExitStack() as stack:
        sent = []
        try:
            for part in _parser():
                stack.callback(part.close)
                sent.append(_sent(part))
        except MultipartError:
            raise BadInput from None
        yield sent


def _sent(part: MultipartPart) -> Sent:
    """Read the label as it was written: paths in it are no paths to us."""
    _, told = parse_options_header(part.disposition)
    return Sent(told.get("name", ""), told.get("filename"), part.file)


def _parser() -> MultipartParser:
    return MultipartParser(
        request.stream,
        request.mimetype_params.get("boundary", ""),
        content_length=request.content_length or -1,
        part_limit=current_app.config["MAX_FORM_PARTS"],
        spool_limit=IN_MEMORY,
        memory_limit=current_app.config["MAX_CONTENT_LENGTH"],
    )
