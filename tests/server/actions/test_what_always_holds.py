"""Whatever is sent and done about photos, what must hold holds (domain study §2.3)."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select

from server.actions import access, copies, evidence, outcomes, redaction, seals
from server.actions.outcomes import Entry
from server.db import clock_at, now
from server.errors import BadInput, NotFound, Refusal
from server.models import Attachment, Finding, Redaction, Submission
from server.reports import evidence as gate
from server.reports.filters import LedgerFilter
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import desk
from tests.actors.world import BIAOBAISI, LINYI, MENGSI, QIHE

SHOTS = count(1)
CORNER = ((0.0, 0.0, 0.5, 0.5),)
#: Who sees which teams' work; the city sees all, a unit none of it.
SIGHT = {
    "leader07": {"DZ07"},
    "leader01": {"DZ01"},
    "linyi": {"DZ07"},
    "qihe": {"DZ01"},
    "city": {"DZ07", "DZ01"},
    "reviewer": {"DZ07", "DZ01"},
    "verifier_linyi": {"DZ07"},
    "bigdata": set(),
}
WHERE = {"DZ07": MENGSI, "DZ01": BIAOBAISI}
#: What is done one after another to one finding, or to what it came with.
WAYS = [
    *("send", "again", "correct", "return", "drop", "confirm submit"),
    *("confirm submit accept", "confirm submit accept", "accept release mark"),
    *("release mark", "mark release", "mark cover uncover", "cover mark unmark"),
    *("release cover withhold", "release withhold", "release again", "release correct"),
]
HISTORIES = some.lists(
    some.tuples(
        some.sampled_from(["DZ07", "DZ01"]),
        some.sampled_from(WAYS),
        some.integers(0, 1),
    ),
    min_size=6,
    max_size=14,
)


class House:
    """Two teams with a phone each, their leaders and a reviewer."""

    def __init__(self, office):
        self.office = office
        self.reviewer = desk(office, "reviewer")
        self.phones = {team: phone(office, team) for team in WHERE}
        self.sent = {team: [self.send(team)] for team in WHERE}

    def send(self, team):
        rows = [
            {"app_name": f"某通{n}", "issuer": "县局", "forced": "yes", "shot": shot()}
            for n in range(2)
        ]
        filled = self.phones[team].fill(
            "visit", site_name=f"{team}村", town=WHERE[team], minutes=90, app=rows
        )
        self.phones[team].push()
        self.office.work()
        return filled

    def findings(self, team):
        return self.office.findings(self.sent[team][-1].instance_id)

    def do(self, team, move, which):
        """Try one thing, allowed or not."""
        found = self.findings(team)
        leader = self.office.person(f"leader{team[-2:]}")
        last = self.sent[team][-1].instance_id
        does = {
            "send": lambda: self.sent[team].append(self.send(team)),
            "again": lambda: self.push_again(team),
            "correct": lambda: self.correct(team),
            "confirm": lambda: each(leader.confirm, found),
            "drop": lambda: leader.drop(found[which], "不属实"),
            "submit": lambda: leader.submit(last),
            "accept": lambda: each(self.accept, found),
            "return": lambda: self.reviewer.send_back(last, "请补"),
        }
        with suppress(Refusal):
            does.get(move, lambda: self.turn(found[which], move))()

    def accept(self, finding):
        self.reviewer.accept(finding, self.office.unit("LY-DSJ"))

    def push_again(self, team):
        """Send what was delivered once more, as after a lost answer."""
        filled = self.sent[team][-1]
        self.phones[team].outbox[filled.instance_id] = filled
        self.phones[team].push()

    def correct(self, team):
        corrected = self.phones[team].correct(self.sent[team][-1], minutes=80)
        self.phones[team].push()
        self.office.work()
        self.sent[team].append(corrected)

    def turn(self, finding, move):
        """Do something about the first photo of a finding."""
        shown = self.office.evidence(finding)
        if shown:
            self.reviewer.does("finding.review", self.turning(move), finding, shown[0])

    def turning(self, move):
        of_findings = {"release": evidence.release, "withhold": evidence.withhold}
        of_photos = {
            "cover": self.cover,
            "uncover": redaction.undo,
            "mark": redaction.mark,
            "unmark": redaction.unmark,
        }

        def act(session, actor, finding, photo):
            kept = session.get_one(Attachment, photo.id)
            if move in of_findings:
                of_findings[move](session, actor, finding, kept)
            else:
                of_photos[move](session, actor, kept)

        return act

    def cover(self, session, actor, kept):
        copy = self.covered(session, kept)
        redaction.redact(session, actor, kept, CORNER, copy)

    def covered(self, session, kept):
        store, darkroom = (
            self.office.app.extensions[name] for name in ("store", "darkroom")
        )
        room = self.office.campaign(session).room
        return copies.cover(store, darkroom, room, kept.sha256, CORNER)


def each(act, findings):
    """Do something about each of them that allows it."""
    for one in findings:
        with suppress(Refusal):
            act(one)


def shot():
    return photo(f"s{next(SHOTS)}.jpg")


@pytest.fixture
def house_of_two(office):
    office.publish(VISIT)
    return House(office)


@settings(
    max_examples=4,
    deadline=None,
    # The examples go on in one house: a shorter one would be another history.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
def test_whatever_is_sent_and_shown_the_invariants_hold(office, house_of_two, history):
    for team, way, which in history:
        for move in way.split():
            house_of_two.do(team, move, which)
    with office.reading() as session:
        _one_id_is_one_submission(session, house_of_two)
        _bytes_are_what_was_declared(office, session)
        _nothing_guarded_leaves(session)
        _everybody_sees_what_is_theirs(office, session)
    _the_chain_holds(office)


def _one_id_is_one_submission(session, house):
    """I1: however often it was sent."""
    ids = list(session.scalars(select(Submission.instance_id)))
    assert sorted(ids) == sorted(
        filled.instance_id for sent in house.sent.values() for filled in sent
    )


def _bytes_are_what_was_declared(office, session):
    """I7: all that an accepted submission names is there, with its hash."""
    accepted = select(Attachment).join(
        Submission, Submission.id == Attachment.submission_id
    )
    for file in session.scalars(accepted.where(Submission.state == "accepted")):
        assert hashlib.sha256(office.bytes_of(file)).hexdigest() == file.sha256


def _nothing_guarded_leaves(session):
    """I8: what leaves is a covered copy, or was released and is not sensitive."""
    copies_now = set(
        session.scalars(select(Redaction.sha256).where(Redaction.undone_at.is_(None)))
    )
    ids = list(session.scalars(select(Finding.id)))
    for leaving in gate.leaving(session, ids).values():
        for one in leaving.photos:
            kept = session.get_one(Attachment, one.attachment_id)
            fine = kept.is_released and not kept.sensitivity
            assert one.sha256 in copies_now or (fine and one.sha256 == kept.sha256)


def _the_chain_holds(office):
    """I9: what happened is sealed, and the seals agree with what is there."""
    with clock_at(now() + timedelta(minutes=5)):
        with office.reading() as session:
            ready = [seals.prepare(session, one) for one in seals.due(session)]
        with office.writing() as session:
            for one in filter(None, ready):
                seals.keep(session, one)
    assert office.fsck() == []


def _everybody_sees_what_is_theirs(office, session):
    """I10: rows, counts, hits and photos by their keys are those of one's scope."""
    home = office.campaign(session)
    teams = {"DZ07": LINYI, "DZ01": QIHE}
    every = session.scalars(select(Finding)).all()
    for login, seen in SIGHT.items():
        actor = office.person(login).who(session)
        regions = {teams[team] for team in seen}
        mine = {one.id for one in every if one.county_code in regions}
        chosen = access.findings(actor, home)
        assert {one.id for one in session.scalars(chosen)} == mine
        hits = LedgerFilter(text="某通").select(actor, home)
        assert {one.id for one in session.scalars(hits)} <= mine
        counted = chosen.with_only_columns(func.count()).order_by(None)
        assert session.scalar(counted) == len(mine)
        for finding in every:
            assert _opens(session, actor, access.finding, finding) == (
                finding.id in mine
            )
            for shown in evidence.shown(session, finding):
                kept = session.get_one(Attachment, shown)
                assert _opens(session, actor, access.attachment, kept) == (
                    finding.id in mine
                )


def _opens(session, actor, look, row):
    """Say whether a row opens to somebody who knows its key."""
    told = ("finding.read",) if look is access.finding else ()
    try:
        look(session, actor, row.key, *told)
    except NotFound:
        return False
    return True


@given(some.tuples(*[some.integers(-5, 40)] * 3))
def test_no_more_sanctions_than_persons_are_entered(sums):
    """I12, for sums of any kind."""
    problems, persons, sanctions = sums
    days = date(2026, 4, 1), date(2026, 4, 30)
    fine = min(sums) >= 0 and sanctions <= persons
    try:
        outcomes.check(Entry(LINYI, *days, problems, persons, sanctions))
    except BadInput:
        assert not fine
    else:
        assert fine
