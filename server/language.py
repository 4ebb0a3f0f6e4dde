"""Which language somebody reads: chosen by cookie, asked by browser, or set."""

from __future__ import annotations

from flask import current_app, has_request_context, request

from server.texts import Language

COOKIE = "chafang_language"
#: Faces of machines: these say what they read, a person chooses on the page.
MACHINES = ("/api/", "/v1/")


def language() -> Language:
    """Tell the language of this request; Chinese unless English is wished."""
    if not has_request_context():
        return "zh"
    chosen = request.cookies.get(COOKIE)
    if chosen is None and request.path.startswith(MACHINES):
        chosen = request.accept_languages.best_match(("zh", "en"))
    if chosen is None:
        chosen = current_app.extensions["settings"].language
    return "en" if chosen == "en" else "zh"
