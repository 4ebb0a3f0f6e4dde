"""Story 5 (domain study §6): plaques before and after.

The villages stand in the county of the tests, not in Qingdao. Of the 45 plaques of the
first, four are kept, four are problems, and 37 are notices that nobody minds; two of
the problems and the notices go on the spot. Three months later 5 hang.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document

from forms import library
from server.actions import evidence, themes
from server.actions.access import SYSTEM
from server.actions.life import taking_up, work
from server.actions.life.work import Stored
from server.actions.themes import Words
from server.db import clock_at, now
from server.errors import Incomplete
from server.models import Attachment, FindingStatus, FollowUp, IssueTheme, Proof
from server.reports import comparison
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House
from server.reports.wanted import Wanted
from tests.actors.device import HERE
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import WORDS, again, desk, levels, unit_desk
from tests.actors.world import LINYI, MENGSI

VILLAGE = "371424105201"
KEPT = "party committee militia service"
QUIET = {
    "p_type": "notice",
    "p_pos": "wall",
    "p_level": "county",
    "p_unit": "县妇联",
    "p_basis": "seen",
    "p_assess": "no",
    "p_again": "no",
    "p_out": 0,
    "p_bad": 0,
    "p_keep": "remove",
    "p_removed": "yes",
}
BAD = {**QUIET, "p_type": "other", "p_bad": 1, "p_unit": "县民政局", "p_basis": "none"}
#: Text: what is wrong with it, and whether it went on the spot.
PROBLEMS: dict[str, dict[str, Any]] = {
    "达标单位": {"p_pos": "outdoor", "p_out": 1, "p_assess": "yes", "p_removed": "no"},
    "先锋岗": {"p_pos": "outdoor", "p_out": 1},
    "议事厅": {"p_pos": "door"},
    "工作职责": {"p_type": "system", "p_removed": "no"},
}
#: Another province keeps fewer.
OTHER_LIST = b"name,label,position\nparty,x,outdoor\ncommittee,x,outdoor\n"


def at(month, day):
    return clock_at(datetime(2026, month, day, 4, 0, tzinfo=UTC))


def hung(text, name, **changed):
    shots = {"p_before": photo(f"{name}-before.jpg")}
    if {**QUIET, **changed}["p_removed"] == "yes":
        shots["p_after"] = photo(f"{name}-after.jpg")
    return {**BAD, **shots, "p_text": text, **changed}


def quiet(count):
    return [{**QUIET, "p_text": f"便民提示{n}"} for n in range(count)]


def audit(device, site, kept, rows):
    """Fill form b as a phone does, with what it calculates."""
    return device.fill(
        "plaque_audit",
        site_type="village",
        county=LINYI,
        town=MENGSI,
        village=VILLAGE,
        site_name=site,
        pan_out=photo(f"{site}-{len(rows)}.jpg"),
        kept_out=kept,
        plaque=rows,
        n_plaque=len(kept.split()) + len(rows),
        n_out=len(kept.split()) + sum(row["p_out"] for row in rows),
        n_bad=sum(row["p_bad"] for row in rows),
    )


@pytest.fixture
def device(office):
    kept = {library.PLAQUE_LIST: library.plaque_list()}
    audit_form, follow_up = map(library.workbook, ("plaque_audit", "follow_up"))
    office.publish_file(audit_form, "plaque_audit.xlsx", kept)
    office.publish_file(follow_up, "follow_up.xlsx")
    levels(office, "county")
    return phone(office, "DZ07", "inspector07")


@pytest.fixture
def audited(office, device):
    """Let the team go to three villages, of 45, 12 and 6 plaques."""
    with at(3, 12):
        problems = [
            hung(text, str(place), **changed)
            for place, (text, changed) in enumerate(PROBLEMS.items())
        ]
        sent = [
            audit(device, "东孟村", KEPT, problems + quiet(37)),
            audit(device, "西孟村", KEPT, quiet(8)),
            audit(device, "南孟村", KEPT, quiet(2)),
        ]
        device.push()
        office.work()
    return [one.instance_id for one in sent]


def candidates(office, instance_id):
    return {
        (one.rule, one.severity): one
        for one in office.findings(instance_id)
        if one.status == FindingStatus.CANDIDATE
    }


@pytest.fixture
def listed(office, audited):
    """Let the leader confirm what the first village gave, and a reviewer accept it."""
    first, _second, _third = audited
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    with at(3, 13):
        for one in office.findings(first):
            leader.confirm(one, description=WORDS)
        leader.submit(first)
        for one in office.findings(first):
            reviewer.accept(one, office.unit("LY-MZJ"))
    return {one.rule: one for one in office.findings(first)}


def test_grades_and_one_problem_a_plaque(office, audited):
    first, second, third = audited
    assert set(candidates(office, first)) == {
        ("B06", "major"),
        ("B03", "serious"),
        ("B01", "general"),
        ("B02", "general"),
        ("B04", "general"),
    }
    assert set(candidates(office, second)) == {("B06", "general")}
    assert candidates(office, third) == {}


def test_another_list_changes_the_results_without_code(office, audited):
    office.bring_rules("plaque_audit", plaque_list__csv=OTHER_LIST)
    office.set_parameters(plaque_limit=5)
    office.apply_rules("plaque_audit")
    assert set(candidates(office, audited[2])) == {("B06", "general")}


def test_a_theme_closes_with_a_measure_for_all_and_for_good(office, listed):
    with office.writing() as session:
        home = office.campaign(session)
        theme = themes.draw(session, SYSTEM, home, LINYI, Words("牌子多"))
        themes.put(session, SYSTEM, theme, list(listed.values()))
        key = theme.key
    lead = listed["B03"]
    with at(4, 1):
        desk(office, "city").assign(lead, "LY-MZJ", due_on=date(2026, 5, 1))
        civil = unit_desk(office, "civil")
        civil.acknowledges(lead)
        civil.plans(lead, "摘除这块牌子")
    with pytest.raises(Incomplete, match="theme_measure_missing"):
        _close(office, key)
    told = {"scope": "area", "horizon": "long_term"}
    civil.plans(lead, "建立村级挂牌准入制度", **told)
    _close(office, key)


def _close(office, key):
    with office.writing() as session:
        found = session.query(IssueTheme).filter_by(key=key).one()
        themes.close(session, SYSTEM, found)


def closed(office, finding):
    """Carry the lead department's finding to its close-out."""
    civil = unit_desk(office, "civil")
    with at(4, 1):
        desk(office, "city").assign(finding, "LY-MZJ", due_on=date(2026, 5, 1))
        civil.acknowledges(finding)
        civil.plans(finding, "建立村级挂牌准入制度", scope="area", horizon="long_term")
        civil.fulfils(finding)
        civil.proves(finding, "rule.jpg")
        civil.reports(finding)
    with at(4, 8):
        desk(office, "verifier_linyi").passes(finding)
        desk(office, "city2").closes(finding)


def test_what_is_back_is_found_anew_and_reopens_the_finding(office, device, listed):
    lead = listed["B03"]
    closed(office, lead)
    back = {"p_again": "yes", "p_assess": "no", "p_pos": "outdoor", "p_out": 1}
    with at(7, 12):
        device.clock = datetime(2026, 7, 12, 12, 0, tzinfo=HERE)
        row = hung("达标单位", "again", **{**back, "p_removed": "no"})
        sent = audit(device, "东孟村", KEPT, [row])
        device.fill(
            "follow_up",
            prefilled="yes",
            finding_id=lead.key,
            finding_no=lead.finding_no,
            fix="rebound",
            longterm="none",
            after=photo("back.jpg"),
            ask_n=2,
            ask_ok=0,
            desc="又挂了出来。",
            advice="reopen",
            new_due="2026-08-12",
            new_problem="no",
        )
        device.push()
        office.work()
        assert {rule for rule, _ in candidates(office, sent.instance_id)} >= {"B08"}
        _take_up(office, lead)
    found = again(office, lead)
    assert (found.status, found.reopened) == (FindingStatus.RECTIFYING, 1)
    _accepted(office, sent.instance_id)
    with office.reading() as session:
        wanted = Wanted(
            session, SYSTEM, office.campaign(session), LedgerFilter(), now()
        )
        (village,) = [v for v in comparison.villages(wanted) if v.where == "东孟村"]
    assert (village.before, village.after) == (45, 5)
    assert {unit: len(gone) for unit, gone in village.removed.items()} == {
        "县妇联": 37,
        "县民政局": 3,
    }


def _take_up(office, finding):
    def act(session, actor, kept):
        seen = session.scalars(FollowUp.of(kept.id)).one()
        taking_up.take_up(session, actor, kept, seen, date(2026, 8, 12))

    desk(office, "city").does("finding.assign", act, finding)


def _accepted(office, instance_id):
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for one in office.findings(instance_id):
        leader.drop(one, "已重新打开原问题")
    reviewer.accept_whole(instance_id)


def test_the_comparison_pairs_the_photos(office, listed):
    _release(office, listed["B01"])
    document, pdf = _compared(office)
    said, cells = _said(document)
    assert listed["B01"].finding_no in cells
    assert "注：1组照片未放行，未列入。" in said
    assert len(document.inline_shapes) == 2
    assert "整治前　2026-03-12" in cells
    assert "整治后　2026-03-12" in cells
    assert "摘除39块" in cells
    assert pdf.startswith(b"%PDF-")


def test_what_the_unit_brought_stands_beside_it_once_it_may_leave(office, listed):
    lead, civil = listed["B03"], unit_desk(office, "civil")
    _release(office, lead)
    with at(4, 1):
        desk(office, "city").assign(lead, "LY-MZJ", due_on=date(2026, 5, 1))
        civil.acknowledges(lead)
        civil.does(work.bring, lead, [_kept(office, "mended.jpg")])
    document, _pdf = _compared(office)
    assert "注：3组照片未放行，未列入。" in _said(document)[0]
    assert "单位自报" not in _said(document)[1]

    def release(session, actor, kept):
        brought = session.scalars(Proof.of(kept.id)).one()
        evidence.release_proof(session, actor, kept, brought)

    desk(office, "city").does("finding.review", release, lead)
    document, _pdf = _compared(office)
    assert lead.finding_no in _said(document)[1]
    assert "单位自报　2026-04-01" in _said(document)[1]
    assert len(document.inline_shapes) == 2


def _kept(office, name):
    """Store a picture that a unit brings."""
    content, store = photo(name).content, office.app.extensions["store"]
    with office.reading() as session:
        blob = store.put(office.campaign(session).room, io.BytesIO(content))
    return Stored(name, blob.sha256, blob.size, "image/jpeg")


def _compared(office):
    """Make the comparison as DOCX and as PDF."""
    out, pdf, known = io.BytesIO(), io.BytesIO(), office.app.extensions
    house = House(known["store"], known["darkroom"])
    with office.reading() as session:
        home = office.campaign(session)
        wanted = Wanted(session, SYSTEM, home, LedgerFilter(), now())
        KINDS["compared"].write(out, wanted, house)
        KINDS["compared_pdf"].write(pdf, wanted, house)
    return Document(out), pdf.getvalue()


def _said(document):
    """Read its lines, and its cells."""
    cells = [cell.text for one in document.tables for cell in one._cells]
    lines = [line.text for line in document.paragraphs]
    return "\n".join(lines), "\n".join(cells)


def _release(office, finding):
    """Let both photos of a plaque leave."""

    def act(session, actor, kept):
        own = Attachment.of(kept.submission_id)
        row = own.where(Attachment.repeat_uuid == kept.repeat_uuid)
        for one in session.scalars(row):
            evidence.release(session, actor, kept, one)

    desk(office, "city").does("finding.review", act, finding)
