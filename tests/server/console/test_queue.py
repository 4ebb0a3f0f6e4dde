"""The reviewer's queue: ordered by risk in words, decided for many, undone in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.actions.bulk import PAUSE
from server.db import clock_at, now
from server.models import BulkDecision, Finding
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.world import MENGSI
from tests.server.console.clerk import keys

HERE = {"lat": 37.1896, "lon": 116.8661, "acc": 12}
FREE = {"hold": "failing"}


@pytest.fixture
def phone_on_time(office, device):
    """Give a phone whose clock is right, and a form for it to fill."""
    office.publish(VISIT)
    device.clock = now()
    return device


@pytest.fixture
def sent(office, phone_on_time):
    """Let the team send a visit that waits for the reviewer."""

    def send(site, unit="LY-DSJ", **told):
        row = {
            "app_name": f"{site}通",
            "issuer": "县里",
            "forced": "yes",
            "shot": clear(site),
        }
        answers = {"site_name": site, "town": MENGSI, "app": [row], **told}
        filled = phone_on_time.fill("visit", **answers)
        phone_on_time.push()
        office.work()
        leader = office.person("leader07")
        for finding in office.findings(filled.instance_id):
            named = {"responsible_unit_id": office.unit(unit).id} if unit else {}
            leader.confirm(finding, description="经核查，要求安装并每日登录。", **named)
        leader.submit(filled.instance_id)
        return filled

    return send


def clear(site):
    """Take a photo of which no check speaks."""
    return photo(f"{site}.jpg", source="in_page_camera", gps=HERE)


def settle(office, **told):
    with office.writing() as session:
        home = office.campaign(session)
        home.settings = {**home.settings, **told}


def key_of(office, filled):
    return office.submission(filled.instance_id).key


def later(office):
    """Let the moment pass in which it can be undone."""
    with clock_at(now() + PAUSE + timedelta(seconds=1)):
        office.work()


def statuses(office, filled):
    return [finding.status for finding in office.findings(filled.instance_id)]


def test_what_asks_for_eyes_comes_first_and_says_why(clerk, office, sent):
    plain = sent("平安村")
    flagged = sent("相册村", door=photo("g.jpg", source="gallery", gps=HERE))
    grave = sent("严重村")
    with office.writing() as session:
        (finding,) = session.scalars(
            Finding.of_submission(office.submission(grave.instance_id).id)
        ).all()
        finding.severity = "major"
    page = clerk("reviewer").open("/review")
    order = keys(page, r"/submissions/([\w-]{22})\"")
    assert order == [key_of(office, one) for one in (grave, flagged, plain)]
    told = clerk("reviewer").read("/review")
    for said in ("严重 1 项", "照片有标记 1 张", "每件都要逐件看"):
        assert said in told
    first = clerk("reviewer").open(f"/submissions/{order[0]}")
    assert order[1] in first.get_data(as_text=True)
    assert "1 / 3" in clerk("reviewer").read(f"/submissions/{order[0]}")


def test_what_is_not_held_is_accepted_together_after_a_moment(clerk, office, sent):
    settle(office, **FREE)
    filled = [sent("东村"), sent("西村")]
    chosen = [key_of(office, one) for one in filled]
    reviewer = clerk("reviewer")
    page = reviewer.done("/review/accept", chosen=chosen)
    assert "2 件即将通过" in page
    assert [statuses(office, one) for one in filled] == [["in_review"]] * 2
    later(office)
    assert [statuses(office, one) for one in filled] == [["confirmed"]] * 2
    assert len({f.finding_no for f in office.person("city").ledger()}) == 2
    assert "一并通过 2 件，认定 2 项" in reviewer.read("/review")


def test_what_is_thought_better_of_has_never_happened(clerk, office, sent):
    settle(office, **FREE)
    filled = sent("东村")
    reviewer = clerk("reviewer")
    reviewer.done("/review/accept", chosen=[key_of(office, filled)])
    with office.reading() as session:
        decision = session.scalars(select(BulkDecision.key)).one()
    path = f"/review/decisions/{decision}/undo"
    assert clerk("city").send(path).status_code == 404
    assert "已撤销，什么都没有改变" in reviewer.done(path)
    later(office)
    assert statuses(office, filled) == ["in_review"]
    assert office.submission(filled.instance_id).state == "complete"
    assert reviewer.send(path).status_code == 409


def test_what_is_held_is_not_accepted_together(clerk, office, sent):
    filled = sent("东村")
    chosen = [key_of(office, filled)]
    assert clerk("reviewer").send("/review/accept", chosen=chosen).status_code == 409
    settle(office, **FREE)
    odd = sent("相册村", door=photo("g.jpg", source="gallery", gps=HERE))
    chosen.append(key_of(office, odd))
    assert clerk("reviewer").send("/review/accept", chosen=chosen).status_code == 409
    with office.reading() as session:
        assert session.scalars(select(BulkDecision)).all() == []


def test_several_are_returned_with_one_reason(clerk, office, sent):
    filled = [sent("东村"), sent("西村")]
    chosen = [key_of(office, one) for one in filled]
    reviewer = clerk("reviewer")
    assert reviewer.send("/review/return", chosen=chosen).status_code == 422
    reviewer.done("/review/return", chosen=chosen, reason="缺整治前照片")
    later(office)
    kept = [office.submission(one.instance_id) for one in filled]
    assert [one.state for one in kept] == ["returned"] * 2
    assert {one.return_reason for one in kept} == {"缺整治前照片"}
    assert "一并退回 2 件：缺整治前照片" in reviewer.read("/review")


def test_what_cannot_be_accepted_is_counted_by_its_reason(clerk, office, sent):
    settle(office, **FREE)
    whole, homeless = sent("东村"), sent("西村", unit=None)
    chosen = [key_of(office, one) for one in (whole, homeless)]
    reviewer = clerk("reviewer")
    assert "缺责任单位，逐件定" in reviewer.read("/review")
    reviewer.done("/review/accept", chosen=chosen)
    later(office)
    assert statuses(office, whole) == ["confirmed"]
    assert statuses(office, homeless) == ["in_review"]
    assert "1 件未办" in reviewer.read("/review")


def test_who_lost_the_right_meanwhile_accepts_nothing(clerk, office, sent):
    settle(office, **FREE)
    filled = sent("东村")
    clerk("reviewer").done("/review/accept", chosen=[key_of(office, filled)])
    with office.writing() as session:
        office.person("reviewer").user(session).disabled_at = now()
    later(office)
    assert statuses(office, filled) == ["in_review"]


def test_the_queue_is_for_who_reviews(clerk, office, sent):
    theirs = sent("东村")
    for login in ("leader07", "inspector07", "verifier_city", "civil"):
        assert clerk(login).open("/review").status_code == 403
    assert "东村" not in clerk("qihe").read("/review")
    chosen = [key_of(office, theirs)]
    answer = clerk("qihe").send("/review/return", chosen=chosen, reason="不归本县")
    assert answer.status_code == 404
