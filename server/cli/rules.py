"""`chafang rules`: give a form other rules, look at what that changes, apply it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.aside import read_rules_aside
from server.actions import rule_books
from server.actions.access import SYSTEM, Actor
from server.actions.rule_books import Source
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import reading, writing
from server.errors import NotFound
from server.models import Form, FormVersion, RuleBook, RuleDifference

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Option = Callable[[Callable[..., Told]], Callable[..., Told]]
Act = Callable[[Session, Actor, Form, RuleBook], None]
KINDS = {"new": "新增", "changed": "改变", "gone": "撤下", "kept": "不再提出但保留"}


def hang(main: click.Group) -> None:
    """Add the commands of rules."""

    @main.group("rules")
    def rules() -> None:
        """Give a form other rules, parameters and lists."""

    named = click.option("--form", "form_id", required=True, help="The form's id.")
    home = click.option("--campaign", "code", help="The campaign's code.")

    @command(rules, "try")
    @click.argument("file", type=FILE)
    @named
    @home
    @click.option("--with", "lists", type=FILE, multiple=True, help="A list (CSV).")
    def attempt(
        file: Path, form_id: str, code: str | None, lists: tuple[Path, ...]
    ) -> Told:
        """Read a workbook of rules; the server tries it on what is there."""
        beside = {path.name: path.read_bytes() for path in lists}
        source = Source(file.name, file.read_bytes(), beside)
        with office():
            form = _form(reading(), code, form_id)
            current = reading().get_one(FormVersion, form.current_version_id)
            brought = read_rules_aside(source.content, current.xform, beside)
            with writing() as session:
                form = _form(session, code, form_id)
                book = rule_books.bring(session, SYSTEM, form, brought, source)
                return _told(session, book)

    @command(rules, "show")
    @named
    @home
    def show(form_id: str, code: str | None) -> Told:
        """Say how far the newest rules are, and what they would change."""
        with office():
            session = reading()
            return _told(session, _newest(session, _form(session, code, form_id)))

    _hang_acts(rules, named, home)


def _hang_acts(rules: click.Group, named: Option, home: Option) -> None:
    @command(rules, "apply")
    @named
    @home
    def apply(form_id: str, code: str | None) -> Told:
        """Put the newest rules in force, once they have been tried."""
        return _acted(code, form_id, rule_books.apply)

    @command(rules, "again")
    @named
    @home
    def again(form_id: str, code: str | None) -> Told:
        """Try the newest rules anew, also where trying them stood still."""
        return _acted(code, form_id, rule_books.try_again)

    @command(rules, "go-on")
    @named
    @home
    def go_on(form_id: str, code: str | None) -> Told:
        """Go on looking again under rules in force, where it stood still."""
        return _acted(code, form_id, rule_books.go_on)


def _acted(code: str | None, form_id: str, act: Act) -> Told:
    with office(), writing() as session:
        form = _form(session, code, form_id)
        book = _newest(session, form)
        act(session, SYSTEM, form, book)
        return _told(session, book)


def _form(session: Session, code: str | None, form_id: str) -> Form:
    campaign = place.campaign(session, code)
    form = session.scalar(Form.of(campaign.id).where(Form.form_id == form_id))
    if form is None:
        raise NotFound("form_unknown", form_id=form_id, version="")
    return form


def _newest(session: Session, form: Form) -> RuleBook:
    book = session.scalar(RuleBook.of(form.id).limit(1))
    if book is None:
        raise NotFound("rules_unknown", form_id=form.form_id)
    return book


def _told(session: Session, book: RuleBook) -> Told:
    counted = session.execute(
        select(RuleDifference.kind, func.count())
        .where(RuleDifference.rule_book_id == book.id)
        .group_by(RuleDifference.kind)
    )
    changes = {row[0]: row[1] for row in counted}
    facts: dict[str, Any] = {
        "number": book.number,
        "state": book.state,
        "looked_at": book.looked_at,
        "total": book.total,
        "changes": changes,
    }
    said = f"规则 {book.number}：{STATES[book.state]}，{book.looked_at}/{book.total} 份"
    lines = [f"{KINDS[kind]} {changes.get(kind, 0)}" for kind in KINDS]
    return Told(facts, [said, *lines])


STATES = {
    "trying": "正在试算（由运行中的服务器完成）",
    "tried": "已试算，待启用",
    "applying": "已启用，正在重新核对",
    "applied": "已启用",
}
