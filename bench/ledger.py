"""The ledger of a province: its page, the overview, any past day, and what leaves."""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Sequence
from datetime import date
from http.cookiejar import CookieJar
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from sqlalchemy import select

from bench import province
from bench.office import Office, demonstrated, placed, told
from bench.watch import watching
from server import config
from server.actions import access, bulletins, exports
from server.actions.access import SYSTEM
from server.actions.bulletins import Words
from server.app import create_app
from server.db import apart, now, writing
from server.demo.days import PRESENT
from server.models import Campaign, ExportJob, ExportState, User
from server.reports.bulletin import paper, sentences
from server.reports.bulletin.figures import about

#: Each question is asked so often, or until the seconds are over.
TRIES, PATIENCE = 60, 60.0
CLERK, CAMPAIGN = "dz-office", "dezhou"
#: What a clerk asks for in turn; the last opens a page far behind.
ASKED = (
    "sort=due",
    "sort=number&descending=1",
    "county=371424000000&status=rectifying",
    "severity=serious&overdue=1",
    "text=%E5%B7%A5%E4%BD%9C%E7%BE%A4",
    "sort=region&page=900",
)
#: Days of the demonstration: before its first finding, in the midst, after all.
DAYS = ("2026-03-10", "2026-03-25", "2026-04-05", "2026-04-30")
PAST = tuple(f"{page}?as_of={day}" for day in DAYS for page in ("ledger", "overview"))
PERIOD = date(2026, 3, 25), date(2026, 4, 30)
WIDE = "ledger.xlsx?county=371424000000"


def province_of(folder: Path) -> dict[str, object]:
    """Fill a province's ledger and ask it as people do; times in ms, p95."""
    told(placed(folder), "demo", "--day", PRESENT.isoformat())
    findings = province.fill(folder)
    with demonstrated(folder) as office:
        clerk = signed_in(office)
        pages = [f"ledger?{words}" for words in ASKED]
        return {
            "findings": findings,
            "base_mb": round((folder / "chafang.sqlite3").stat().st_size / 1e6),
            "ledger_page_p95_ms": _p95(office, clerk, pages),
            "overview_p95_ms": _p95(office, clerk, ["overview"]),
            "as_of_p95_ms": _p95(office, clerk, PAST),
            **_exported(office, clerk),
            "bulletin_s": _bulletin(folder),
            "beside_export_p95_ms": _beside(office, clerk, pages),
        }


def signed_in(office: Office) -> OpenerDirector:
    """Sign in as the city's clerk, as the page does."""
    known = json.loads((office.folder / "demo-accounts.json").read_text())
    jar = CookieJar()
    clerk = build_opener(HTTPCookieProcessor(jar))
    door = f"{office.address}/sign-in"
    clerk.open(door).close()
    slip = next(str(one.value) for one in jar)
    words = {"login": CLERK, "password": known[CLERK], "csrf": slip}
    clerk.open(door, urlencode(words).encode()).close()
    return clerk


def _p95(office: Office, clerk: OpenerDirector, pages: Sequence[str]) -> float:
    """Ask for pages in turn, once for warming; give the 95th percentile in ms."""
    for page in pages:
        _seconds(office, clerk, page)
    until = time.perf_counter() + PATIENCE
    taken = [
        _seconds(office, clerk, page)
        for page in islice(cycle(pages), TRIES)
        if time.perf_counter() < until
    ]
    return round(statistics.quantiles(taken, n=20)[-1] * 1000, 1)


def _seconds(office: Office, clerk: OpenerDirector, page: str) -> float:
    began = time.perf_counter()
    with clerk.open(f"{office.address}/c/{CAMPAIGN}/{page}") as answer:
        answer.read()
    return time.perf_counter() - began


def _bulletin(folder: Path) -> float:
    """Draft the bulletin of a month and write its document; tell how long it took."""
    app = create_app(config.read({"CHAFANG_DATA": str(folder)}))
    try:
        with app.app_context(), writing() as session:
            home = session.scalars(select(Campaign)).one()
            given = Words("情况通报", *PERIOD)
            subject = bulletins.draft(session, SYSTEM, home, home.region_code, given)
            began = time.perf_counter()
            scope = about(session, home, subject, now())
            paper.write(io.BytesIO(), scope, sentences.text(scope), "专班")
            return round(time.perf_counter() - began, 1)
    finally:
        app.extensions["darkroom"].close()


def _beside(office: Office, clerk: OpenerDirector, pages: Sequence[str]) -> float:
    """Ask for pages while the ledger of the whole province is written as a file."""
    app = create_app(config.read({"CHAFANG_DATA": str(office.folder)}))
    try:
        with app.app_context():
            with writing() as session:
                home = session.scalars(select(Campaign)).one()
                user = session.scalars(select(User).where(User.login == CLERK)).one()
                who = access.actor_of_user(session, user)
                key = exports.ask(session, who, home, "book", {}, "bench").id
            while _state(key) == ExportState.WAITING:
                time.sleep(0.1)
            seen = _p95(office, clerk, pages)
            if _state(key) != ExportState.MAKING:
                raise RuntimeError("the file was made before the pages were timed")
            return seen
    finally:
        app.extensions["darkroom"].close()


def _state(key: int) -> ExportState:
    with apart() as session:
        return ExportState(session.get_one(ExportJob, key).state)


def _exported(office: Office, clerk: OpenerDirector) -> dict[str, object]:
    """Take a county's ledger as a workbook with its small pictures."""
    with watching(office.pid) as memory:
        seconds = _seconds(office, clerk, WIDE)
    return {"xlsx_10k_s": round(seconds, 1), "xlsx_10k_mb": memory.peak}
