"""A real office under test: `chafang serve` in a process, and hands beside it."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from server import schema
from server.actions import passwords, people
from server.models import Job
from tests.actors.device import Device
from tests.actors.office import Office
from tests.actors.places import running
from tests.actors.serving import Served
from tests.actors.wire import Line
from tests.actors.world import PEOPLE, Country
from tests.browser.phone import Phone
from tests.browser.sheets import FORM

LIBRARY = Path(__file__).resolve().parents[2] / "forms" / "library"
PATIENCE = 30.0
PASSWORD = "plain-words-7"
#: Drawn forms are tried in a campaign of their own, beside the one of the story.
SIDE = Country(code="traps", prefix="TR", mark="t-")


class House:
    """The served office, its address, and the campaigns in it."""

    def __init__(self, server: Served, office: Office, side: Office) -> None:
        self.server = server
        self.office = office
        self.side = side

    @property
    def url(self) -> str:
        return self.server.url

    def await_jobs(self) -> None:
        """Wait until the server has worked off all that was given to it."""
        deadline = time.monotonic() + PATIENCE
        while self.office.count(Job):
            assert time.monotonic() < deadline, "jobs are left"
            time.sleep(0.05)

    def stores(self, digest: str) -> bool:
        """Tell whether the media store of the other campaign holds these bytes."""
        with self.side.reading() as session:
            room = self.side.campaign(session).room
        return self.side.app.extensions["store"].size(room, digest) is not None

    def device(self, office: Office, team: str = "DZ07") -> Device:
        """Enrol a phone that speaks over the same line without a browser."""
        return Device(Line(self.url)).enrol(office.invite(team))

    def bring(self, phone: Phone, title: str) -> Phone:
        """Enrol a phone in the other campaign and open a form on it."""
        phone.enrol(self.link(self.side.invite("DZ07"))).ready(title).begin(title)
        return phone

    def link(self, code: str) -> str:
        """Write the link that an office hands to a phone."""
        return f"{self.url}/app/#/enrol/{code}"


@contextmanager
def opened(data: Path) -> Iterator[House]:
    """Serve an office with two campaigns, six people a team and two forms."""
    data.mkdir()
    told = {"CHAFANG_DATA": str(data)}
    with running(told) as app:
        with app.app_context():
            schema.upgrade()
        office, side = Office.open(app), Office.open(app, SIDE)
        _let_in(office)
        _let_in(side)
        for name in ("plaque_audit", "app_burden"):
            publish(office, name)
        side.publish(FORM)
        server = Served(told)
        server.start()
        try:
            yield House(server, office, side)
        finally:
            server.stop()
            app.extensions["darkroom"].close()


def await_whole(office: Office, instance_id: str, page: Page) -> None:
    """Wait until the office has all of a submission; the page goes on meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while (state := _state(office, instance_id)) != "complete":
        assert time.monotonic() < deadline, state
        page.wait_for_timeout(100)


def _state(office: Office, instance_id: str) -> str | None:
    sent = {each.instance_id: each.state for each in office.submissions()}
    return sent.get(instance_id)


def publish(office: Office, name: str) -> None:
    """Publish a form of the library with the lists that lie beside it."""
    book = LIBRARY / f"{name}.xlsx"
    plaques = LIBRARY / "plaque_list.csv"
    files = {plaques.name: plaques.read_bytes()} if name == "plaque_audit" else {}
    office.publish_file(book.read_bytes(), book.name, files)


def labels(name: str = "plaque_list.csv") -> dict[str, str]:
    """Read what the entries of a list are called."""
    with (LIBRARY / name).open(encoding="utf-8-sig") as lines:
        return {line["name"]: line["label"] for line in csv.DictReader(lines)}


def _let_in(office: Office) -> None:
    """Give everybody of the story the same password."""
    digest = passwords.hashed(PASSWORD)
    with office.writing() as session:
        for login in PEOPLE:
            user = people.find_user(session, office.country.mark + login)
            assert user is not None
            user.password_hash = digest
