"""What is another team's does not exist: on every route, to the last byte."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from server.actions import drafts, exports
from server.actions.access import SYSTEM
from server.actions.entities import list_trials
from server.actions.forms import Source
from server.models import (
    Arrangement,
    Bulletin,
    Device,
    Draw,
    ExportJob,
    Form,
    IssueTheme,
    KeptDraft,
    Likeness,
    Mention,
    Milestone,
    Notice,
    Opening,
    Proof,
    Recommendation,
    Rectification,
    Round,
    SelfCheck,
    SystemMeasure,
    Team,
    Thing,
    User,
    Visit,
)
from tests.actors.clue_desk import clue_desk
from tests.actors.forms import VISIT_2
from tests.actors.places import phone
from tests.actors.tables import compiled, workbook
from tests.actors.world import LINYI
from tests.server.console.clerk import keys

UNKNOWN = "nobody-has-this-key-000"
KEYED = re.compile(r"^(?:/c/<campaign>)?/((?:forms/)?[a-z]+)/<key>")
#: Whatever else stands in an address; what comes first is looked up first.
OTHERS = {
    "photo": "some-photo",
    "submission": "some-submission",
    "correction": "some-correction",
    "other": "other-photo",
    "question": "minutes",
    "digest": "0" * 64,
    "transfer": "some-transfer",
    "verb": "close",
    "version": "1",
    "name": "a.csv",
    "paper": "confirmation",
    "any(apply, again, on):verb": "apply",
    "any(undo, redo):turn": "undo",
    "any(up, down):move": "up",
    "any(first, last):end": "last",
    "any(findings, bases, parameters):of": "findings",
    "int:number": "1",
    "any(docx, pdf):ending": "docx",
    "any(again, send, decline):verb": "again",
    "any(move, holds, broken):verb": "holds",
    "any(release, withhold):verb": "release",
    "any(uncover, mark, unmark):verb": "mark",
}
#: What a form asks is for all who fill or judge it; what was answered to it is cut to
#: what each may see (test_form).
OF_ALL = "console.form."
OF_OFFICE = "console.form.history"
STEPS = {
    "findings": "assign",
    "tasks": "report",
    "recommendations": "approve",
    "notices": "approve",
    "clues": "screen",
}


def routes(house):
    """List the console's routes that name a row: noun, address, method, endpoint."""
    for rule in house.url_map.iter_rules():
        noun = KEYED.match(rule.rule)
        if noun is None or not rule.endpoint.startswith("console."):
            continue
        for method in sorted(rule.methods & {"GET", "POST"}):
            place = rule.rule.replace("<campaign>", "jf26")
            for name, value in OTHERS.items():
                place = place.replace(f"<{name}>", value)
            place = place.replace("<step>", STEPS.get(noun[1], ""))
            yield noun[1], place, method, rule.endpoint


@pytest.fixture
def theirs(office, visited):
    """Name what belongs to DZ07 and its county, by the noun of the address."""
    visit = office.issue_visit("DZ07", "孟寺镇", "visit")
    owed, proof = _owed(office, office.findings(visited.instance_id)[0])
    opening, draft = _phones_wishes(office)
    thing, alike = _named(office, office.submission(visited.instance_id))
    theme, advice, bulletin, rule = _office_papers(office)
    tried = _on_trial(office)
    milestone, turn = _planned(office)
    notice = _noticed(office)
    check = _checked(office, office.findings(visited.instance_id)[0])
    arranged, draw = _arranged(office)
    clue = clue_desk(office).registers().key
    with office.reading() as session:
        rows = {
            "forms": session.scalars(select(Form.key)).first(),
            "teams": session.scalar(select(Team.key).where(Team.code == "DZ07")),
            "phones": session.scalars(select(Device.key)).first(),
            "users": session.scalar(select(User.key).where(User.login == "leader07")),
            "visits": session.scalar(select(Visit.key).where(Visit.key == visit)),
        }
    return rows | {
        "exports": _asked(office),
        "tasks": owed,
        "proofs": proof,
        "openings": opening,
        "things": thing,
        "likeness": alike,
        "drafts": draft,
        "milestones": milestone,
        "rounds": turn,
        "arrangements": arranged,
        "draws": draw,
        "themes": theme,
        "recommendations": advice,
        "notices": notice,
        "clues": clue,
        "conferences": clue_desk(office).holds().key,
        "checks": check,
        "measures": rule,
        "bulletins": bulletin,
        "forms/drafts": tried,
        "trials": _list_on_trial(office),
        "submissions": office.submission(visited.instance_id).key,
        "findings": office.findings(visited.instance_id)[0].key,
        "photos": office.files(visited.instance_id)[0].key,
    }


def _asked(office):
    """Let DZ07's leader ask for a file, and have it made; answer its key."""

    def ask(session, actor):
        return exports.ask(session, actor, office.campaign(session), "csv", {}, "x")

    office.person("leader07")._writes(ask)
    office.work()
    with office.reading() as session:
        return session.scalars(select(ExportJob.key)).first()


def _owed(office, finding):
    """Let a unit owe a finding, with a proof; answer their keys."""
    place = {"campaign_id": finding.campaign_id, "finding_id": finding.id}
    file = {"name": "a.pdf", "sha256": "0" * 64, "size": 1, "mime": "application/pdf"}
    with office.writing() as session:
        owed = Rectification(**place, unit_id=office.unit("LY-DSJ").id, part="lead")
        session.add(owed)
        session.flush()
        proof = Proof(**place, **file, rectification_id=owed.id)
        session.add(proof)
        session.flush()
        return owed.key, proof.key


def _named(office, submission):
    """Let a submission name a thing that is like another; answer their keys."""
    home = {"campaign_id": submission.campaign_id, "kind": "app"}
    spelt = {"head": "x", "tail": "x", "size": 1}
    with office.writing() as session:
        one, other = (
            Thing(**home, **spelt, name=name, normal_name=name) for name in "xy"
        )
        session.add_all([one, other])
        session.flush()
        alike = Likeness(**home, left_id=one.id, right_id=other.id, score=90)
        place = {"submission_id": submission.id, "thing_id": one.id}
        session.add_all([alike, Mention(**home, **place, name="x")])
        session.flush()
        return one.key, alike.key


def _office_papers(office):
    """Give the county's office a theme with what belongs to it; answer the keys."""
    day = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
    with office.writing() as session:
        place = {"campaign_id": office.campaign(session).id}
        theme = IssueTheme(**place, region_code=LINYI, name="x")
        bulletin = Bulletin(**place, region_code=LINYI, title="x", **day)
        session.add_all([theme, bulletin])
        session.flush()
        told = {"facts": "x", "asks": ["x"], "due_on": day["until"]}
        unit = office.unit("LY-DSJ").id
        advice = Recommendation(**place, theme_id=theme.id, unit_id=unit, **told)
        made = {"theme_id": theme.id, "unit_id": unit, "kind": "rule", "title": "x"}
        rule = SystemMeasure(**place, **made)
        session.add_all([advice, rule])
        session.flush()
        return theme.key, advice.key, bulletin.key, rule.key


def _noticed(office):
    """Let the county's office draft a notice; answer its key."""
    with office.writing() as session:
        place = {"campaign_id": office.campaign(session).id, "region_code": LINYI}
        told = {"kind": "supervision", "due_on": date(2026, 3, 31)}
        notice = Notice(**place, **told, unit_id=office.unit("LY-DSJ").id)
        session.add(notice)
        session.flush()
        return notice.key


def _checked(office, finding):
    """Let the county's office ask its units to look at home; answer its key."""
    with office.writing() as session:
        place = {"campaign_id": finding.campaign_id, "region_code": LINYI}
        told = {"unit_kind": "department", "words": "x", "due_on": date(2026, 3, 31)}
        check = SelfCheck(**place, **told, finding_id=finding.id)
        session.add(check)
        session.flush()
        return check.key


def _planned(office):
    """Give the campaign a milestone and a round; answer their keys."""
    day = date(2026, 3, 1)
    with office.writing() as session:
        place = {"campaign_id": office.campaign(session).id, "name": "x"}
        milestone = Milestone(**place, days=1)
        turn = Round(**place, no=1, from_on=day, to_on=day)
        session.add_all([milestone, turn])
        session.flush()
        return milestone.key, turn.key


def _arranged(office):
    """Give the campaign a working group and a draw; answer their keys."""
    with office.writing() as session:
        place = {"campaign_id": office.campaign(session).id}
        group = Arrangement(**place, kind="group", position=1, name="x")
        lots: dict[str, list[str]] = {"pool": [], "places": [], "result": []}
        draw = Draw(**place, purpose="x", seed="x", **lots)
        session.add_all([group, draw])
        session.flush()
        return group.key, draw.key


def _list_on_trial(office):
    """Begin to try a file for a list; answer its key."""
    with office.writing() as session:
        told = (SYSTEM, office.campaign(session), "plaques", b"name,label\na,A\n")
        return list_trials.begin(session, *told).key


def _on_trial(office):
    """Keep a form to be tried; answer its key."""
    with office.writing() as session:
        source = Source("x.xlsx", workbook(VISIT_2), {})
        home = office.campaign(session)
        return drafts.keep(session, SYSTEM, home, compiled(VISIT_2), source).key


def _phones_wishes(office):
    """Let a phone ask to be opened, and keep a draft of it; answer their keys."""
    with office.writing() as session:
        device = session.scalars(select(Device)).first()
        place = {"campaign_id": device.campaign_id, "device_id": device.id}
        opening = Opening(**place, sealed="x", reply_to="x")
        told = {
            "instance_id": "uuid:x",
            "form_id": "visit",
            "title": "x",
            "xml": "<x/>",
        }
        draft = KeptDraft(**place, **told, team_id=device.team_id, xml_sha256="0" * 64)
        session.add_all([opening, draft])
        session.flush()
        return opening.key, draft.key


@pytest.mark.parametrize("login", ["leader08", "leader01", "qihe", "civil"])
def test_what_is_not_theirs_is_answered_like_what_does_not_exist(
    house, clerk, theirs, login
):
    stranger = clerk(login)
    tried = 0
    for noun, place, method, endpoint in routes(house):
        of_all = endpoint.startswith(OF_ALL) and endpoint != OF_OFFICE
        if of_all and login != "civil":
            continue
        there, nowhere = (
            _answer(stranger, place, method, key) for key in (theirs[noun], UNKNOWN)
        )
        assert there == nowhere, (method, place)
        assert there[0] in (403, 404), (method, place)
        tried += 1
    assert tried > 30


def test_who_handles_clues_of_the_place_finds_nothing_else_there(house, clerk, theirs):
    officer = clerk("clues_linyi")
    for noun, place, method, _endpoint in routes(house):
        if noun in {"clues", "conferences"}:
            continue
        there, nowhere = (
            _answer(officer, place, method, key) for key in (theirs[noun], UNKNOWN)
        )
        assert there == nowhere, (method, place)
        assert there[0] in (403, 404), (method, place)


@pytest.mark.parametrize("login", ["leader07", "reviewer", "city"])
def test_no_change_is_made_without_the_token_of_this_sign_in(
    house, clerk, office, theirs, login
):
    someone, before = clerk(login), office.dump()
    for noun, place, method, _endpoint in routes(house):
        if method == "POST":
            answer = someone.send(place.replace("<key>", theirs[noun]), csrf="wrong")
            assert answer.status_code == 403, place
    assert office.dump() == before


def test_answers_of_another_team_under_the_same_id_are_for_its_people_only(
    clerk, office, visited
):
    other = visited.xml.replace(b">75<", b">20<")
    told = {**phone(office, "DZ07").envelope(visited), "xml": other.decode()}
    assert phone(office, "DZ01").post("/submissions", told).status == 409
    path = f"/submissions/{office.submission(visited.instance_id).key}"
    (digest,) = keys(clerk("reviewer").open(path), r"/rivals/([0-9a-f]{64})")
    assert clerk("reviewer").open(f"{path}/rivals/{digest}").status_code == 200
    leader = clerk("leader07")
    assert "/rivals/" not in leader.open(path).get_data(as_text=True)
    assert leader.open(f"{path}/rivals/{digest}").status_code == 404


def _answer(stranger, place, method, key):
    send = stranger.open if method == "GET" else stranger.send
    answer = send(place.replace("<key>", key))
    return answer.status_code, answer.get_data().replace(key.encode(), b"KEY")
