"""A draft looked at as publishing would look at it."""

from __future__ import annotations

from forms.aside import compile_aside
from forms.errors import WorkbookError
from server.actions import drafts, editing
from server.actions.editing import Verdict
from server.actions.forms import Source
from server.console.asked import managed
from server.db import reading, writing


def checked(key: str) -> None:
    """Compile a draft that was edited since it was compiled last; keep what is said."""
    draft = drafts.of_campaign(reading(), managed(reading()), key)
    edition = draft.edition
    if draft.checked == edition:
        return
    verdict = _verdict(drafts.source(reading(), draft))
    with writing() as session:
        found = drafts.of_campaign(session, managed(session), key)
        editing.judge(session, found, edition, verdict)


def _verdict(source: Source) -> Verdict:
    try:
        return compile_aside(source.content, source.name, source.files)
    except WorkbookError as refused:
        return refused.problems
