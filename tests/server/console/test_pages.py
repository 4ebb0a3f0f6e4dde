"""What pages show, decided without a browser; and what they cost."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import event, select

from server.actions.access import SYSTEM
from server.console import shapes
from server.console.pages import ledger, stages, submissions
from server.console.pages.listing import Slice
from server.db import db
from server.models import Campaign, Finding, FindingStatus, Submission, SubmissionState
from tests.actors.photos import photo


@pytest.mark.parametrize(
    ("query", "total", "shown"),
    [
        ({}, 0, (0, 0, 1)),
        ({}, 53, (1, 25, 3)),
        ({"page": "3"}, 53, (51, 53, 3)),
        ({"page": "9"}, 53, (51, 53, 3)),
        ({"page": "-1"}, 53, (1, 25, 3)),
        ({"page": "二"}, 53, (1, 25, 3)),
        ({"size": "50", "page": "2"}, 53, (51, 53, 2)),
        ({"size": "1000000"}, 53, (1, 25, 3)),
    ],
)
def test_a_slice_is_cut_from_the_address(query, total, shown):
    part = Slice.read(query, total)
    assert (part.first, part.last, part.pages) == shown


def test_the_stage_that_is_shown_is_the_one_that_filters(office, visited):
    """Every combination of states: the badge and the filter agree."""
    shown = {"decide": "decide", "send": "send", "review": "review", "pass": "review"}
    with office.reading() as session:
        kept = session.scalars(select(Submission)).one().id
    for state, *statuses in product(
        SubmissionState, ["", *FindingStatus], ["", *FindingStatus]
    ):
        with office.writing() as session:
            submission = session.get_one(Submission, kept)
            submission.state = state
            found = session.scalars(Finding.of_submission(kept)).all()
            for finding, status in zip(found, statuses, strict=True):
                finding.status = status or FindingStatus.DROPPED
        with office.reading() as session:
            submission = session.get_one(Submission, kept)
            given = [one.status for one in session.scalars(Finding.of_submission(kept))]
            counts = {status: given.count(status) for status in given}
            stage = stages.stage_of(submission, counts)
            fits = stages.where(submission.campaign_id, shown.get(stage, stage))
            chosen = select(Submission.id).where(fits)
            assert session.scalar(chosen) == kept, (state, statuses, stage)
            session.rollback()


@pytest.mark.parametrize(
    ("count", "said"),
    [(None, "—"), (1, "1 KB"), (450_000, "439 KB"), (3_500_000, "3.3 MB")],
)
def test_a_size_is_written_for_people(count, said):
    assert shapes.size(count) == said


@pytest.mark.parametrize(
    ("gps", "said"),
    [
        (None, ""),
        ({"lat": None, "lon": 1}, ""),
        ({"lat": 37.4341, "lon": 116.3575}, "37.434100 N 116.357500 E"),
        ({"lat": -1, "lon": -2}, "1.000000 S 2.000000 W"),
    ],
)
def test_a_place_is_written_with_six_digits(gps, said):
    assert shapes.position(gps) == said


def test_a_longer_list_asks_no_more_questions(office, device, visited):
    """The number of queries of the two long lists does not grow with their rows."""
    _count_visits(office, device, "第一村")
    few = _asked(office)
    _count_visits(office, device, *(f"{number} 村" for number in range(6)))
    assert _asked(office) == few


def _count_visits(office, device, *names: str) -> None:
    """Bring in a visit to each village, with what it gives in the ledger."""
    for name in names:
        device.fill("visit", site_name=name, minutes=80, door=photo(f"{name}.jpg"))
    device.push()
    office.work()
    with office.writing() as session:
        session.query(Finding).update({"status": FindingStatus.CONFIRMED})
        session.query(Campaign).update({"counted_seq": Campaign.seq})


def _asked(office) -> tuple[int, int]:
    counted = []
    with office.reading() as session:
        campaign = office.campaign(session)

        def note(*_told) -> None:
            counted.append(1)

        event.listen(db.engine, "before_cursor_execute", note)
        submissions.read(session, SYSTEM, campaign, {}, "zh")
        first = len(counted)
        ledger.read(session, SYSTEM, campaign, {}, "zh")
        event.remove(db.engine, "before_cursor_execute", note)
    return first, len(counted) - first
