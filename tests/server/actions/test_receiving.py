"""Receiving: one submission however often it comes, visits, corrections."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.actions import queue
from server.models import Attachment, RivalAnswers, Submission, Visit
from tests.actors.collect import Collect
from tests.actors.device import Device
from tests.actors.forms import NOTE, VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.wire import InProcess

WORDS = "“某通”强制推广，经现场核实情况属实。"


@pytest.fixture(autouse=True)
def published(office):
    office.publish(NOTE)
    office.publish(VISIT)


def at_once(deeds):
    """Do all of it at the same time; answer what each came to."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [each.result() for each in [pool.submit(deed) for deed in deeds]]


def no_gaps(office):
    numbers = [event.seq for event in office.events()]
    return numbers == list(range(1, len(numbers) + 1))


# ------------------------------------------------------------------ at once


def test_the_same_visit_from_eight_connections_at_once_is_one(office, device):
    filled = device.fill("note", said="x", photo=photo("a.jpg"))
    clones = [Device(InProcess(office.app)) for _ in range(8)]
    for clone in clones:
        clone.token = device.token
    answers = at_once([lambda c=clone: c.send_answers(filled) for clone in clones])
    assert sorted(answer.status for answer in answers) == [200] * 7 + [201]
    assert office.count(Submission) == office.count(Attachment) == 1
    assert no_gaps(office)


def test_the_same_visit_with_its_photo_by_eight_collects_at_once_is_one(office):
    keys = [office.key("DZ07") for _ in range(8)]
    collects = [Collect(InProcess(office.app), key) for key in keys]
    filled = collects[0].fill("note", photo=photo("a.jpg"))
    answers = at_once([lambda c=each: c.send(filled) for each in collects])
    assert sorted(answer.status for answer in answers) == [201] + [202] * 7
    (kept,) = office.submissions()
    assert (kept.state, len(office.files(filled.instance_id))) == ("complete", 1)
    assert no_gaps(office)
    assert office.fsck() == []


def test_different_answers_under_one_id_at_once_are_one_and_its_rivals(office):
    collect = Collect(InProcess(office.app), office.key("DZ07"))
    filled = collect.fill("note", said="said 0")
    xmls = [filled.xml.replace(b"said 0", f"said {n}".encode()) for n in range(8)]
    answers = at_once([lambda x=xml: collect.post(x) for xml in xmls])
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    first = office.submission(filled.instance_id)
    rivals = [each.xml for each in office.rivals(filled.instance_id)]
    assert {first.xml, *rivals} == set(xmls)
    assert office.count(RivalAnswers) == 7


def test_eight_phones_writing_at_once_leave_no_gap_in_the_events(office):
    phones = [phone(office, team) for team in ("DZ07", "DZ08", "DZ01", "DZ07") * 2]
    for each in phones:
        for n in range(5):
            each.fill("visit", site_name=f"site {n}", minutes=90)
    at_once([each.push for each in phones])
    at_once([office.work, office.work])
    assert office.count(Submission) == 40
    assert no_gaps(office)
    assert office.failures() == []
    assert len([e for e in office.events() if e.action == "submission.examined"]) == 40


def test_four_workers_at_once_propose_everything_once(office, device):
    filled = [device.fill("visit", site_name="镇", minutes=90) for _ in range(12)]
    device.push()
    at_once([office.work] * 4)
    for each in filled:
        assert [f.rule for f in office.findings(each.instance_id)] == ["V02"]
    assert no_gaps(office)


# ----------------------------------------------------------------- receipts


def test_what_another_phone_brought_is_not_told_to_who_did_not_send_it(office, device):
    collect = Collect(InProcess(office.app), office.key("DZ07"))
    filled = collect.fill("note", photo=photo("a.jpg"))
    assert collect.send(filled).status == 201
    (wanted,) = device.receipt(filled).missing
    assert (wanted.name, wanted.sha256, wanted.size) == ("a.jpg", None, None)


# ------------------------------------------------------------------ events


def test_every_change_has_one_event_that_says_who(office, device):
    filled = device.fill("visit", site_name="镇", minutes=90, door=photo("a.jpg"))
    device.push()
    office.work()
    told = [(event.action, bool(event.device_id)) for event in office.events()][-4:]
    assert told == [
        ("device.enrolled", True),
        ("submission.received", True),
        ("submission.files", True),
        ("submission.examined", False),
    ]
    received = office.events()[-3]
    assert filled.instance_id.encode() in received.body
    assert hashlib.sha256(filled.xml).hexdigest().encode() in received.body
    assert received.body == b"{" + received.body[1:-1] + b"}"
    assert len(received.salt) == 16


def test_a_repeated_envelope_is_no_event(office, device):
    filled = device.fill("note", said="x", photo=photo("a.jpg"))
    device.push()
    before = len(office.events())
    device.outbox[filled.instance_id] = filled
    device.push()
    assert len(office.events()) == before


def test_nothing_is_kept_when_the_change_fails_half_way(office, device, monkeypatch):
    filled = device.fill("note", said="x")
    before = office.dump()
    with monkeypatch.context() as broken:
        broken.setattr("server.actions.events.canonical", _fail)
        assert device.send_answers(filled).status == 500
    assert office.dump() == before
    assert device.send_answers(filled).status == 201
    assert no_gaps(office)


def _fail(_body):
    raise OSError("no room")


# ------------------------------------------------------------------ visits


def test_a_planned_visit_takes_what_names_it(office, device):
    key = office.issue_visit("DZ07", "孟寺镇政府", "visit")
    filled = device.fill("visit", visit_id=key, site_name="别的名字")
    device.push()
    assert office.visit_of(filled.instance_id).key == key
    assert office.count(Visit) == 1


def test_unplanned_visits_join_by_team_form_site_and_day(office, device):
    same = [device.fill("visit", site_name="孟寺镇政府") for _ in range(2)]
    elsewhere = device.fill("visit", site_name="别处")
    other_form = device.fill("note", site_name="孟寺镇政府")
    device.clock = device.clock.replace(day=13)
    next_day = device.fill("visit", site_name="孟寺镇政府")
    device.push()
    other = phone(office, "DZ08")
    other_team = other.fill("visit", site_name="孟寺镇政府")
    other.push()
    joined = {office.visit_of(each.instance_id).id for each in same}
    apart = {
        office.visit_of(each.instance_id).id
        for each in (elsewhere, other_form, next_day, other_team)
    }
    assert (len(joined), len(apart)) == (1, 4)
    assert not joined & apart


def test_the_day_of_an_unplanned_visit_is_shanghai_s(office, device):
    device.clock = device.clock.replace(hour=23, minute=50)
    late = device.fill("visit", site_name="镇")
    device.clock = device.clock.replace(day=13, hour=0, minute=10)
    early = device.fill("visit", site_name="镇")
    device.push()
    days = [office.visit_of(x.instance_id).planned_from.day for x in (late, early)]
    assert days == [12, 13]


def test_another_team_s_visit_is_no_visit(office, device):
    theirs = office.issue_visit("DZ08", "孟寺镇政府", "visit")
    filled = device.fill("visit", visit_id=theirs, site_name="孟寺镇政府")
    device.push()
    kept = office.visit_of(filled.instance_id)
    assert kept.key != theirs
    assert kept.team_id == office.submission(filled.instance_id).team_id


def test_the_token_decides_the_team_whatever_the_answers_say(office, device):
    filled = device.fill("visit", team_code="DZ01", site_name="镇")
    device.push()
    assert filled.instance_id in office.person("leader07").sees_submissions()
    assert filled.instance_id not in office.person("leader01").sees_submissions()


# ------------------------------------------------------------------ corrections


@pytest.fixture
def sent(office, device):
    row = {
        "app_name": "某通",
        "forced": "yes",
        "shot": photo("shot.jpg"),
        "repeat_uuid": "row-1",
    }
    filled = device.fill("visit", site_name="镇", minutes=90, app=[row])
    device.push()
    office.work()
    return filled


def rules_of(office, filled):
    return {f.rule: f for f in office.findings(filled.instance_id)}


def test_a_correction_replaces_what_it_corrects(office, device, sent):
    fixed = device.correct(sent, minutes=30)
    device.push()
    office.work()
    assert office.submission(sent.instance_id).state == "superseded"
    assert rules_of(office, sent) == {}
    assert rules_of(office, fixed).keys() == {"V01"}
    new = office.submission(fixed.instance_id)
    assert new.revision_of == office.submission(sent.instance_id).id
    assert office.visit_of(fixed.instance_id).id == office.visit_of(sent.instance_id).id


def test_what_people_touched_is_carried_over(office, device, sent):
    leader = office.person("leader07")
    leader.confirm(rules_of(office, sent)["V01"], description=WORDS)
    fixed = device.correct(sent, minutes=120)
    device.push()
    office.work()
    after = rules_of(office, fixed)
    assert (after["V01"].status, after["V01"].description) == ("team_confirmed", WORDS)
    assert after["V01"].rule_holds
    assert (after["V02"].status, after["V02"].title) == (
        "candidate",
        "人均每日使用120分钟，时间过长",
    )


def test_what_is_carried_over_keeps_its_photos_through_later_edits(office, device):
    row = {"app_name": "某通", "forced": "yes", "shot": photo("shot.jpg")}
    first = device.fill("visit", site_name="镇", app=[row])
    device.push()
    office.work()
    leader = office.person("leader07")
    leader.confirm(rules_of(office, first)["V01"], description=WORDS)
    fixed = device.correct(first, site_name="孟寺镇")
    device.push()
    office.work()
    leader.edit(rules_of(office, fixed)["V01"], description=f"{WORDS}已补充。")
    shown = office.evidence(rules_of(office, fixed)["V01"])
    assert [(each.name, each.submission_id) for each in shown] == [
        ("shot.jpg", office.submission(fixed.instance_id).id)
    ]


def test_what_was_touched_and_no_longer_holds_is_marked_not_removed(
    office, device, sent
):
    office.person("leader07").edit(rules_of(office, sent)["V02"], description=WORDS)
    fixed = device.correct(sent, minutes=5)
    device.push()
    office.work()
    kept = rules_of(office, fixed)["V02"]
    assert (kept.rule_holds, kept.description) == (False, WORDS)


def test_a_correction_of_nothing_is_404_and_of_the_replaced_409(office, device, sent):
    device.correct(sent, minutes=30)
    device.push()
    stale = device.correct(sent, minutes=40)
    answer = device.send_answers(stale)
    assert (answer.status, answer.json["code"]) == (409, "stale_edit")
    del device.outbox[stale.instance_id]
    orphan = device.fill("visit", replaces="uuid:unknown", site_name="镇")
    answer = device.send_answers(orphan)
    assert (answer.status, answer.json["code"]) == (404, "unknown_predecessor")
    assert office.count(Submission) == 2


def test_another_team_cannot_correct_what_it_cannot_see(office, device, sent):
    other = phone(office, "DZ08")
    theirs = other.fill("visit", replaces=sent.instance_id, site_name="镇")
    nobodys = other.fill("visit", replaces="uuid:unknown", site_name="镇")
    answers = [other.send_answers(each) for each in (theirs, nobodys)]
    assert [answer.status for answer in answers] == [404, 404]
    assert office.submission(sent.instance_id).state == "complete"


def test_a_late_look_at_what_was_replaced_proposes_nothing(office, device, sent):
    fixed = device.correct(sent, minutes=100)
    device.push()
    office.work()
    with office.writing() as session:
        kept = office.submission(sent.instance_id)
        queue.enqueue(session.connection(), kept.campaign_id, "rules", kept.id)
    office.work()
    assert rules_of(office, sent) == {}
    assert rules_of(office, fixed).keys() == {"V01", "V02"}


def test_a_second_look_changes_nothing(office, device, sent):
    before = [(f.key, f.status, f.title) for f in office.findings(sent.instance_id)]
    events = len(office.events())
    with office.writing() as session:
        kept = office.submission(sent.instance_id)
        queue.enqueue(session.connection(), kept.campaign_id, "rules", kept.id)
    office.work()
    after = [(f.key, f.status, f.title) for f in office.findings(sent.instance_id)]
    assert (after, len(office.events())) == (before, events)


def test_a_returned_submission_comes_back_as_a_correction(office, device, sent):
    office.person("reviewer").send_back(sent.instance_id, "补拍照片")
    fixed = device.correct(sent, door=photo("door.jpg"))
    device.push()
    assert office.submission(sent.instance_id).state == "superseded"
    assert office.submission(fixed.instance_id).state == "complete"


def test_answers_are_kept_by_question_for_pages_and_exports(office, device, sent):
    told = office.submission(sent.instance_id).answers
    assert told["site_name"] == "镇"
    assert told["minutes"] == 90
    assert told["app"] == [
        {
            "app_name": "某通",
            "issuer": None,
            "forced": "yes",
            "shot": "shot.jpg",
            "shot_2": None,
            "shot_3": None,
            "repeat_uuid": "row-1",
        }
    ]
