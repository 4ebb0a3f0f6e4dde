"""The office: what it does by itself, and who works there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from forms.brought import Brought
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.rule_workbook import read_rule_workbook
from forms.workbook import CompiledForm, compile_source
from server.actions import devices, form_states, forms, rule_books, visits
from server.actions.access import SYSTEM
from server.actions.forms import Source
from server.actions.inspection import Damage, by_reading, damages
from server.actions.life import due
from server.actions.standing_book import BookChoice
from server.actions.visits import Plan
from server.db import db, now, reading, writing
from server.jobs import drain, upkeep
from server.models import (
    Attachment,
    Campaign,
    Device,
    Event,
    Finding,
    FindingEvidence,
    Form,
    FormVersion,
    Grant,
    Job,
    RivalAnswers,
    RuleBook,
    Submission,
    Team,
    Unit,
    User,
    Visit,
    VisitMode,
)
from tests.actors.person import Person
from tests.actors.tables import compiled, workbook
from tests.actors.world import Country, furnish


class Office:
    """One campaign of an application, and all that can be done and seen there."""

    def __init__(self, app: Flask, country: Country) -> None:
        self.app = app
        self.country = country

    @classmethod
    def open(cls, app: Flask, country: Country | None = None) -> Office:
        office = cls(app, country or Country())
        with office.writing() as session:
            furnish(session, office.country)
        return office

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.app.app_context(), writing() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.app.app_context():
            yield reading()

    # ------------------------------------------------------------ what it does

    def publish(self, tables: str, **files: bytes) -> CompiledForm:
        """Publish the form that is drawn; lists by name, a point as two lines."""
        named = {name.replace("__", "."): told for name, told in files.items()}
        return self.publish_compiled(compiled(tables), workbook(tables), named)

    def publish_over(self, tables: str, choice: BookChoice, **files: bytes) -> None:
        """Publish it where other rules or lists hold, with a choice between them."""
        named = {name.replace("__", "."): told for name, told in files.items()}
        self.publish_compiled(compiled(tables), workbook(tables), named, choice)

    def publish_file(
        self, content: bytes, name: str, files: dict[str, bytes] | None = None
    ) -> CompiledForm:
        return self.publish_compiled(compile_source(content, name), content, files)

    def publish_compiled(
        self,
        form: CompiledForm,
        content: bytes,
        files: dict[str, bytes] | None = None,
        choice: BookChoice | None = None,
    ) -> CompiledForm:
        with self.writing() as session:
            source = Source("form.xlsx", content, files or {})
            home = self.campaign(session)
            forms.publish(session, SYSTEM, home, form, source, choice=choice)
        return form

    def bring_rules(self, form_id: str, tables: str = "", **lists: bytes) -> int:
        """Bring other rules for a form and try them; answer their number."""
        content = write_workbook(read_tables(tables)) if tables else b""
        with self.writing() as session:
            form = self._form(session, form_id)
            version = session.get_one(FormVersion, form.current_version_id)
            read = Brought(None, None, {})
            if tables:
                read = read_rule_workbook(content, forms.definition(version))
            named = {name.replace("__", "."): told for name, told in lists.items()}
            source = rule_books.Source("rules.xlsx", content, named)
            number = rule_books.bring(session, SYSTEM, form, read, source).number
        self.work()
        return number

    def apply_rules(self, form_id: str) -> None:
        """Put the newest rules of a form in force and look at everything again."""
        with self.writing() as session:
            form = self._form(session, form_id)
            book = session.scalars(RuleBook.of(form.id)).first()
            assert book is not None
            rule_books.apply(session, SYSTEM, form, book)
        self.work()

    def withdraw(self, form_id: str) -> None:
        with self.writing() as session:
            form = self._form(session, form_id)
            form_states.withdraw(session, SYSTEM, form, "误发")

    def close(self, form_id: str) -> None:
        with self.writing() as session:
            form = self._form(session, form_id)
            form_states.close(session, SYSTEM, form, "本轮结束")

    def invite(self, team: str, login: str | None = None) -> str:
        """Make the one-time code that a link carries."""
        with self.writing() as session:
            user = self._user(session, login) if login else None
            return devices.invite(session, SYSTEM, self._team(session, team), user)

    def key(self, team: str) -> str:
        """Make a key for ODK Collect."""
        with self.writing() as session:
            own = self._team(session, team)
            return devices.issue(session, SYSTEM, own, "Collect")[1]

    def revoke(self, token: str) -> None:
        with self.writing() as session:
            held = devices.by_token(session, token)
            devices.revoke(session, SYSTEM, session.get_one(Device, held.id))

    def shut(self, login: str) -> None:
        """Shut somebody's account, as of now."""
        with self.writing() as session:
            self._user(session, login).disabled_at = now()

    def move(self, login: str, team: str) -> None:
        """Give somebody another team in the place of the one they had."""
        with self.writing() as session:
            other = self._team(session, team)
            for grant in session.scalars(Grant.of(self._user(session, login).id)):
                grant.team_id = other.id

    def issue_visit(self, team: str, site: str, *form_ids: str, **told: Any) -> str:
        """Send a team to a site; answer the visit's id."""
        plan = Plan(
            site_name=site,
            region_code=told.get("region_code"),
            planned_from=told.get("planned_from"),
            planned_to=told.get("planned_to"),
            form_ids=form_ids,
            latitude=told.get("latitude"),
            longitude=told.get("longitude"),
            mode=told.get("mode", VisitMode.ANNOUNCED),
            secret_to=told.get("secret_to"),
        )
        with self.writing() as session:
            own = self._team(session, team)
            return visits.issue(session, SYSTEM, own, plan).key

    def set_parameters(self, **parameters: Any) -> None:
        with self.writing() as session:
            home = self.campaign(session)
            home.settings = {**home.settings, "parameters": parameters}

    def work(self) -> int:
        """Run the jobs that wait."""
        with self.app.app_context():
            return drain()

    def reminds(self) -> None:
        """Make the reminders of this day, as the worker's upkeep does."""
        with self.app.app_context():
            upkeep.remind(due.today(now()))

    def person(self, login: str) -> Person:
        return Person(self.app, self.country.mark + login, self.country.code)

    def fsck(self) -> list[Damage]:
        with self.reading() as session:
            store = self.app.extensions["store"]
            return list(damages(session, store, by_reading))

    # ------------------------------------------------------------ what it has

    def campaign(self, session: Session) -> Campaign:
        return session.scalars(
            select(Campaign).where(Campaign.code == self.country.code)
        ).one()

    def submissions(self) -> list[Submission]:
        return self._all(
            self._own(Submission).options(
                undefer(Submission.xml), undefer(Submission.answers)
            )
        )

    def submission(self, instance_id: str) -> Submission:
        return next(
            each for each in self.submissions() if each.instance_id == instance_id
        )

    def findings(self, instance_id: str) -> list[Finding]:
        kept = self.submission(instance_id)
        return self._all(Finding.of_submission(kept.id))

    def files(self, instance_id: str) -> list[Attachment]:
        kept = self.submission(instance_id)
        return self._all(Attachment.of(kept.id))

    def evidence(self, finding: Finding) -> list[Attachment]:
        """List the photos that show a finding."""
        chosen = (
            select(Attachment)
            .join(FindingEvidence, FindingEvidence.attachment_id == Attachment.id)
            .where(FindingEvidence.finding_id == finding.id)
            .order_by(Attachment.name)
        )
        return self._all(chosen)

    def rivals(self, instance_id: str) -> list[RivalAnswers]:
        kept = self.submission(instance_id)
        chosen = RivalAnswers.of(kept.id).options(undefer(RivalAnswers.xml))
        return self._all(chosen)

    def bytes_of(self, file: Attachment) -> bytes:
        store = self.app.extensions["store"]
        with self.reading() as session:
            room = self.campaign(session).room
        with store.open(room, file.sha256) as stream:
            content: bytes = stream.read()
            return content

    def visit_of(self, instance_id: str) -> Visit:
        kept = self.submission(instance_id)
        visits: list[Visit] = self._all(select(Visit).where(Visit.id == kept.visit_id))
        return visits[0]

    def events(self) -> list[Event]:
        return self._all(self._own(Event).order_by(None).order_by(Event.seq))

    def unit(self, code: str) -> Unit:
        units: list[Unit] = self._all(self._own(Unit).where(Unit.code == code))
        return units[0]

    def devices(self) -> list[Device]:
        return self._all(self._own(Device))

    def count(self, model: Any) -> int:
        with self.reading() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def failures(self) -> list[str]:
        """Say what went wrong with jobs."""
        return self._all(select(Job.error).where(Job.error != ""))

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Read every row of every table: equal dumps are equal offices."""
        with self.reading() as session:
            return {
                table.name: sorted(
                    (tuple(map(_plain, row)) for row in session.execute(select(table))),
                    key=repr,
                )
                for table in db.metadatas[None].sorted_tables
            }

    def _all(self, chosen: Select[Any]) -> list[Any]:
        with self.reading() as session:
            return list(session.scalars(chosen))

    def _own(self, model: Any) -> Select[Any]:
        home = select(Campaign.id).where(Campaign.code == self.country.code)
        return (
            select(model)
            .where(model.campaign_id == home.scalar_subquery())
            .order_by(model.id)
        )

    def _team(self, session: Session, code: str) -> Team:
        home = self.campaign(session)
        return session.scalars(Team.of(home.id).where(Team.code == code)).one()

    def _form(self, session: Session, form_id: str) -> Form:
        home = self.campaign(session)
        return session.scalars(Form.of(home.id).where(Form.form_id == form_id)).one()

    def _user(self, session: Session, login: str) -> User:
        chosen = select(User).where(User.login == self.country.mark + login)
        return session.scalars(chosen).one()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
