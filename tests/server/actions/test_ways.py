"""Every step from every state: allowed, or refused by name (domain study §2.3)."""

from __future__ import annotations

import pytest
from flask import current_app

from server.actions import referrals
from server.actions.life import (
    aside,
    assignment,
    more_time,
    sorting,
    stages,
    statements,
    verification,
    work,
)
from server.actions.life.assignment import Assignment
from server.actions.life.sorting import Origin
from server.actions.life.verification import Failure
from server.actions.life.work import Measure
from server.actions.referrals import Handing
from server.db import now
from server.errors import Refusal, WrongState
from server.models import (
    Extension,
    Finding,
    FindingStatus,
    Part,
    Proof,
    Rectification,
    RectificationMeasure,
)
from tests.actors.rectifying import DUE, accepted, desk, proof, unit

#: For each step the states from which it leads on; from all others it is refused.
WAYS = """
statement   | candidate team_confirmed in_review
merge       | in_review
assign      | confirmed assigned
fix_on_spot | confirmed
acknowledge | assigned
dispute     | assigned
plan        | rectifying
fulfil      | rectifying
explain     | rectifying
note        | rectifying
bring       | rectifying
ask         | rectifying
report      | rectifying
pass        | reported verifying
fail        | reported verifying
object      | pending_notice
close       | pending_notice
reopen      | closed
give        | confirmed assigned rectifying reported verifying pending_notice
grant       | confirmed assigned rectifying reported verifying pending_notice
refuse      | confirmed assigned rectifying reported verifying pending_notice
escalate    | confirmed assigned rectifying reported verifying pending_notice
clear       | confirmed assigned rectifying reported verifying
exempt      | confirmed assigned rectifying reported verifying
refer       | confirmed assigned rectifying reported verifying pending_notice closed
reclassify  | confirmed assigned rectifying reported verifying pending_notice closed
trace       | confirmed assigned rectifying reported verifying pending_notice closed
"""
TABLE = {
    name.strip(): set(states.split())
    for name, states in (line.split("|") for line in WAYS.strip().splitlines())
}


def the(session, model, finding):
    return session.scalars(model.of(finding.id).limit(1)).one()


def owed(session, finding):
    return the(session, Rectification, finding)


def other(session, finding):
    return session.query(Finding).where(Finding.id != finding.id).first()


#: What each step is taken with, so that nothing but the state can be in its way.
STEPS = {
    "statement": lambda s, a, f: statements.keep(s, a, f, "某镇", "已停用"),
    "merge": lambda s, a, f: aside.merge(s, a, f, other(s, f)),
    "assign": lambda s, a, f: assignment.assign(
        s, a, f, Assignment(unit(s, "LY-DSJ"), "立即整改", DUE)
    ),
    "fix_on_spot": verification.fix_on_spot,
    "acknowledge": lambda s, a, f: assignment.acknowledge(s, a, f, owed(s, f)),
    "dispute": lambda s, a, f: assignment.dispute(s, a, f, owed(s, f), "非我职责"),
    "plan": lambda s, a, f: work.plan(s, a, f, owed(s, f), Measure("下线")),
    "fulfil": lambda s, a, f: work.fulfil(s, a, f, the(s, RectificationMeasure, f)),
    "explain": lambda s, a, f: work.explain(
        s, a, f, the(s, RectificationMeasure, f), "已无必要"
    ),
    "note": lambda s, a, f: work.note(s, a, f, owed(s, f), "过半", 50),
    "bring": lambda s, a, f: work.bring(s, a, f, owed(s, f), [proof("b.jpg")]),
    "ask": lambda s, a, f: more_time.ask_for_time(
        s, a, f, owed(s, f), DUE.replace(year=2100), "周期长"
    ),
    "report": lambda s, a, f: work.report(s, a, f, owed(s, f), "已改"),
    "pass": lambda s, a, f: verification.pass_(s, a, f, "属实"),
    "fail": lambda s, a, f: verification.fail(s, a, f, Failure("仍在")),
    "object": lambda s, a, f: verification.object_to(s, a, f, "未改"),
    "close": verification.close,
    "reopen": lambda s, a, f: verification.reopen(s, a, f, "rebound", Failure("反弹")),
    "give": lambda s, a, f: more_time.give_time(
        s, a, f, DUE.replace(year=2100), "周期长"
    ),
    "grant": lambda s, a, f: more_time.grant_time(s, a, f, the(s, Extension, f)),
    "refuse": lambda s, a, f: more_time.refuse_time(s, a, f, the(s, Extension, f)),
    "escalate": lambda s, a, f: assignment.escalate(s, a, f, "province", "未改"),
    "clear": lambda s, a, f: aside.propose(s, a, f, "cleared", "不属实"),
    "exempt": lambda s, a, f: aside.propose(s, a, f, "exempted", "容错"),
    "refer": lambda s, a, f: referrals.refer(
        s, a, current_app.extensions["sealing"], f, Handing("市纪委", "摘要", "违纪")
    ),
    "reclassify": lambda s, a, f: sorting.reclassify(s, a, f, "A1.3", "major", "复核"),
    "trace": lambda s, a, f: sorting.trace(s, a, f, Origin("town")),
}


def test_the_table_names_every_step_and_state():
    assert set(TABLE) == set(STEPS)
    assert {state for states in TABLE.values() for state in states} <= set(
        FindingStatus
    )


@pytest.fixture
def ready(office, finding):
    """Give a finding that lacks nothing for any step but the right state."""
    accepted(office, "甲村")
    with office.writing() as session:
        kept = session.get_one(Finding, finding.id)
        kept.due_on = kept.original_due_on = DUE
        home = {"campaign_id": kept.campaign_id, "finding_id": kept.id}
        own = Rectification(**home, unit_id=unit(session, "LY-DSJ").id, part=Part.LEAD)
        session.add(own)
        session.flush()
        session.add(
            RectificationMeasure(
                campaign_id=kept.campaign_id,
                rectification_id=own.id,
                text="下线",
                scope="point",
                horizon="now",
                done_at=now(),
            )
        )
        file = {"name": "a.jpg", "sha256": "0" * 64, "size": 1, "mime": "image/jpeg"}
        session.add(Proof(**home, **file))
        asked = {"reason": "周期长", "old_due_on": DUE, "new_due_on": DUE}
        session.add(Extension(**home, **asked))
    return finding


#: Steps about which something else has to be so, beside the state.
UNACKNOWLEDGED = ("acknowledge",)
UNASKED = ("ask",)
#: Who takes a step that an office does not.
BY = {"pass": "verifier_linyi", "fail": "verifier_linyi", "dispute": "bigdata"}


def taken(office, actor, finding, state, name):
    """Try a step from a state, and undo it; answer what refused it."""
    with office.writing() as session, session.begin_nested() as attempt:
        kept = session.get_one(Finding, finding.id)
        kept.status = state
        own = owed(session, kept)
        own.acknowledged_at = None if name in UNACKNOWLEDGED else now()
        if name in UNASKED:
            session.delete(the(session, Extension, kept))
        session.flush()
        try:
            STEPS[name](session, actor, kept)
        except Refusal as refusal:
            return refusal
        finally:
            attempt.rollback()
    return None


def test_a_step_leads_on_from_these_states_and_from_no_other(office, ready):
    found, refusals = {}, set()
    for name in STEPS:
        login = BY.get(name, "city")
        with office.reading() as session:
            actor = desk(office, login).who(session)
        tries = {
            state.value: taken(office, actor, ready, state, name)
            for state in FindingStatus
        }
        found[name] = {state for state, refusal in tries.items() if refusal is None}
        refusals |= {type(refusal) for refusal in tries.values()}
    assert found == TABLE
    assert refusals == {type(None), WrongState}


def test_what_the_pages_offer_is_what_leads_on():
    """The table of `stages` and this one say the same."""
    names = {"pass": "pass_level", "ask": "ask_time", "give": "answer_time"}
    for name, states in TABLE.items():
        step = names.get(name, name)
        if step in stages.WAYS:
            assert set(stages.WAYS[step].start) == states, name
