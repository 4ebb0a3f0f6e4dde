"""Steps of editing a draft, worked out and not kept yet: what the draft would be.

Who works on what somebody else has changed meanwhile is told, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.editing import changes, sheet_rows
from forms.editing.changes import Cell, Edit, Shift, Write
from forms.editing.new_sheet import with_sheet
from forms.editing.pushing import push_down
from forms.editing.survey_rows import SHEET, Added
from forms.errors import EditRefused, WorkbookProblem
from server.actions import drafts, forms
from server.actions.forms import Source
from server.errors import Conflict, WrongState
from server.models import EditState, FormDraft, FormEdit, User

#: How a workbook that can be edited begins.
XLSX = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Plan:
    """A step that is worked out but not kept: what the draft would be."""

    edition: int
    source: Source
    action: str
    cells: tuple[Cell, ...] = ()
    #: The step that is taken back or made again; None for a new one.
    step: int | None = None
    #: The file that is put in, and whether it is the workbook or a list beside it.
    file: str = ""
    is_workbook: bool = False

    @property
    def is_nothing(self) -> bool:
        """Tell whether everything would stay as it is."""
        return not (self.cells or self.file or self.step)


def change(
    session: Session, draft: FormDraft, base: int, edits: Sequence[Edit]
) -> Plan:
    """Work out what a draft would be with some cells changed.

    `base` is the edition that the editor saw. Raises Conflict where somebody has
    changed the same rows since, EditRefused for a cell that would lose something.
    """
    _stand_aside(session, draft, base, edits)
    source = drafts.source(session, draft)
    content, cells = changes.make(source.content, edits)
    told = Source(source.name, content, source.files)
    return Plan(draft.edition, told, "form.draft_edited", cells)


def add_question(session: Session, draft: FormDraft, base: int, added: Added) -> Plan:
    """Work out the draft with a question more; rows move down where they must.

    Raises Conflict where somebody was quicker, EditRefused where rows are held.
    """
    as_seen(session, draft, base)
    source = drafts.source(session, draft)
    if not added.is_taken:
        return change(session, draft, base, added.edits)
    pushed = push_down(source.content, SHEET, added.row, added.height)
    # Rows that moved are many: the workbook of before is what takes it back.
    return _rewritten(draft, source, pushed, added)


def add_row(
    session: Session, draft: FormDraft, base: int, sheet: str, added: Added
) -> Plan:
    """Work out the draft with a row more in a sheet that it may not have yet.

    Raises Conflict where somebody was quicker.
    """
    as_seen(session, draft, base)
    source = drafts.source(session, draft)
    grown = with_sheet(source.content, sheet, sheet_rows.columns(sheet))
    if grown is source.content:
        return change(session, draft, base, added.edits)
    return _rewritten(draft, source, grown, added)


def _rewritten(draft: FormDraft, source: Source, content: bytes, added: Added) -> Plan:
    """Write what is added into a workbook that differs in more than cells."""
    content, cells = changes.make(content, added.edits)
    told = Source(source.name, content, source.files)
    return Plan(
        draft.edition,
        told,
        "form.draft_edited",
        cells,
        file=source.name,
        is_workbook=True,
    )


def undo(session: Session, draft: FormDraft, base: int) -> Plan:
    """Work out the draft without its last step; raises WrongState without one."""
    as_seen(session, draft, base)
    step = _last(session, draft, EditState.DONE)
    return _turned(session, draft, step, "form.draft_undone")


def redo(session: Session, draft: FormDraft, base: int) -> Plan:
    """Work out the draft with the step that was taken back last made again.

    Raises WrongState without one.
    """
    as_seen(session, draft, base)
    undone = select(FormEdit).where(
        FormEdit.draft_id == draft.id, FormEdit.state == EditState.UNDONE
    )
    step = session.scalars(undone.order_by(FormEdit.id)).first()
    return _turned(session, draft, step, "form.draft_redone")


def put_list(
    session: Session, draft: FormDraft, base: int, name: str, content: bytes
) -> Plan:
    """Work out the draft with another file in the place of one of its lists.

    Raises Conflict where somebody was quicker, WrongState for a list it has not.
    """
    as_seen(session, draft, base)
    source = drafts.source(session, draft)
    if name not in draft.media_names or name in forms.MADE_BY_US:
        raise WrongState
    files = {**source.files, name: content}
    told = Source(source.name, source.content, files)
    return Plan(draft.edition, told, "form.draft_replaced", file=name)


def put_workbook(
    session: Session, draft: FormDraft, base: int, name: str, content: bytes
) -> Plan:
    """Work out the draft with another workbook in the place of its own.

    Raises Conflict where somebody was quicker, EditRefused for another format.
    """
    as_seen(session, draft, base)
    if not content.startswith(XLSX):
        raise EditRefused([WorkbookProblem("edit_not_xlsx", "")])
    told = Source(name, content, drafts.source(session, draft).files)
    return Plan(draft.edition, told, "form.draft_replaced", file=name, is_workbook=True)


def as_seen(session: Session, draft: FormDraft, base: int) -> None:
    """Raise Conflict unless a draft is as its editor saw it."""
    if draft.edition != base:
        raise Conflict("draft_moved", who=_who(session, draft))


def may_undo(session: Session, draft: FormDraft) -> bool:
    """Tell whether there is a step to take back."""
    return _last(session, draft, EditState.DONE) is not None


def may_redo(session: Session, draft: FormDraft) -> bool:
    """Tell whether there is a step to make again."""
    return _last(session, draft, EditState.UNDONE) is not None


def _last(session: Session, draft: FormDraft, state: EditState) -> FormEdit | None:
    chosen = FormEdit.of(draft.id).where(FormEdit.state == state)
    return session.scalars(chosen.limit(1)).first()


def _turned(
    session: Session, draft: FormDraft, step: FormEdit | None, action: str
) -> Plan:
    """Work out the draft with a step turned round."""
    if step is None:
        raise WrongState
    source = drafts.source(session, draft)
    done = step.state == EditState.DONE
    if step.other is not None:
        told = _exchanged(source, step)
        return Plan(
            draft.edition, told, action, (), step.id, step.file, step.is_workbook
        )
    cells = changes.from_json(step.cells)
    turn = changes.take_back if done else changes.make_again
    told = Source(source.name, turn(source.content, cells), source.files)
    shown = tuple(map(_backwards, cells)) if done else cells
    return Plan(draft.edition, told, action, shown, step.id)


def _backwards(cell: Cell) -> Cell:
    return Cell(cell.sheet, cell.cell, cell.new, cell.old, cell.after, cell.before)


def _exchanged(source: Source, step: FormEdit) -> Source:
    other = step.other or b""
    if step.is_workbook:
        return Source(step.file, other, source.files)
    return Source(source.name, source.content, {**source.files, step.file: other})


def _stand_aside(
    session: Session, draft: FormDraft, base: int, edits: Sequence[Edit]
) -> None:
    """Raise Conflict where somebody changed the same rows, or a file, since."""
    since = session.scalars(FormEdit.of(draft.id).where(FormEdit.edition > base)).all()
    if draft.edition - base != len(since):
        as_seen(session, draft, base)
    rows = {(one.sheet, one.row) for one in edits if isinstance(one, Write)}
    moved = {one.sheet for one in edits if isinstance(one, Shift)}
    for step in since:
        for cell in changes.from_json(step.cells):
            if cell.sheet in moved or (cell.sheet, cell.row) in rows:
                raise Conflict("draft_moved", who=_who(session, draft))
        if step.other is not None:
            raise Conflict("draft_moved", who=_who(session, draft))


def _who(session: Session, draft: FormDraft) -> str:
    """Name who changed a draft last."""
    edits = FormEdit.of(draft.id).order_by(None).order_by(FormEdit.edition.desc())
    last = session.scalars(edits.limit(1)).first()
    user = session.get(User, last.made_by) if last and last.made_by else None
    return user.display_name if user else "…"
