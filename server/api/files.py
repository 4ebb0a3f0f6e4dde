"""Send bytes with their ETag; answer 304 to who has them."""

from __future__ import annotations

import hashlib

from flask import make_response, request
from werkzeug.wrappers import Response


def sent(content: bytes, mime: str = "text/csv; charset=utf-8") -> Response:
    """Send a file for a phone's own use."""
    answer = make_response(content)
    answer.content_type = mime
    answer.set_etag(hashlib.md5(content, usedforsecurity=False).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)
