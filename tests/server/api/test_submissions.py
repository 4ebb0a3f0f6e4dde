"""The field app's submissions: answers first, photos after, a receipt for all."""

import hashlib

import pytest

from sync.receipt import equal
from tests.actors.device import manifest
from tests.actors.forms import NOTE, VISIT
from tests.actors.photos import photo
from tests.actors.places import phone


@pytest.fixture(autouse=True)
def published(office):
    office.publish(NOTE)
    office.publish(VISIT)


def test_answers_then_photos_become_one_complete_submission(office, device):
    shots = (photo("a.jpg"), photo("b.jpg"))
    row = {"app_name": "某通", "issuer": "大数据局", "forced": "yes", "shot": shots}
    filled = device.fill(
        "visit", site_name="孟寺镇政府", minutes=75, app=[row], door=photo("door.jpg")
    )
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert [file.name for file in receipt.files] == ["a.jpg", "b.jpg", "door.jpg"]
    assert not device.outbox
    office.work()
    found = office.findings(filled.instance_id)
    assert {(each.rule, each.status) for each in found} == {
        ("V01", "candidate"),
        ("V02", "candidate"),
    }
    assert office.fsck() == []


def test_the_first_sending_is_201_and_every_later_one_200(device):
    filled = device.fill("note", said="x", photo=photo("a.jpg"))
    answers = [device.send_answers(filled) for _ in range(3)]
    assert [answer.status for answer in answers] == [201, 200, 200]


def test_every_answer_is_a_receipt_of_the_answers_as_they_were_sent(device):
    filled = device.fill("note", said="x")
    told = device.send_answers(filled).json
    assert told["instance_id"] == filled.instance_id
    assert told["xml_sha256"] == hashlib.sha256(filled.xml).hexdigest()
    assert told["state"] == "complete"
    assert told["epoch"]
    assert told["server_time"].endswith("Z")


def test_a_receipt_names_what_is_missing_with_hash_and_size(device):
    a, b = photo("a.jpg"), photo("b.jpg")
    filled = device.fill("visit", site_name="镇", door=a, app=[{"shot": b}])
    (receipt,) = device.push(losing=["b.jpg"])
    assert receipt.state == "partial"
    assert [(m.name, m.sha256, m.size) for m in receipt.missing] == [
        ("b.jpg", b.sha256, b.size)
    ]
    assert not equal(manifest(filled), receipt)


def test_a_photo_that_was_lost_is_added_by_the_next_push(office, device):
    device.fill("note", photo=photo("a.jpg"))
    device.push(losing=["a.jpg"])
    assert device.outbox
    device.push()
    assert not device.outbox
    (kept,) = office.submissions()
    assert kept.state == "complete"


def test_rules_wait_until_the_last_photo_is_here(office, device):
    filled = device.fill("visit", site_name="镇", minutes=90, door=photo("a.jpg"))
    device.push(losing=["a.jpg"])
    office.work()
    assert office.findings(filled.instance_id) == []
    device.push()
    office.work()
    assert [each.rule for each in office.findings(filled.instance_id)] == ["V02"]


def test_a_third_push_changes_nothing(office, device):
    filled = device.fill("visit", site_name="镇", minutes=90, door=photo("a.jpg"))
    device.push()
    office.work()
    before = office.dump()
    device.outbox[filled.instance_id] = filled
    device.push()
    office.work()
    assert office.dump() == before


def test_other_answers_under_the_same_id_are_409_and_both_are_kept(office, device):
    filled = device.fill("note", said="first")
    device.send_answers(filled)
    told = device.envelope(filled)
    other = told["xml"].replace("first", "second")
    for _ in range(2):
        answer = device.post("/submissions", {**told, "xml": other})
        assert (answer.status, answer.json["code"]) == (409, "instance_conflict")
        assert answer.json["data_safe"] == "两份都已保留。"
    assert office.submission(filled.instance_id).xml == filled.xml
    (rival,) = office.rivals(filled.instance_id)
    assert rival.xml == other.encode()


def test_only_white_space_changed_is_other_answers(office, device):
    filled = device.fill("note", said="x")
    device.send_answers(filled)
    told = device.envelope(filled)
    answer = device.post("/submissions", {**told, "xml": told["xml"] + "\n"})
    assert answer.status == 409
    assert len(office.rivals(filled.instance_id)) == 1


def test_a_refused_rival_leaves_the_photos_of_the_first_in_place(office, device):
    filled = device.fill("note", said="first", photo=photo("a.jpg"))
    device.push()
    told = device.envelope(filled)
    device.post("/submissions", {**told, "xml": told["xml"].replace("first", "2nd")})
    assert equal(manifest(filled), device.receipt(filled))
    assert office.submission(filled.instance_id).state == "complete"


def test_what_the_phone_knows_of_a_photo_is_kept_beside_it(office, device):
    gps = {"lat": 37.1893, "lon": 116.8662, "acc": 12.5, "age_s": 3}
    taken = "2026-03-12T09:30:00+08:00"
    shot = photo("a.jpg", gps=gps, captured_at=taken, source="gallery")
    row = {"app_name": "某通", "shot": shot, "repeat_uuid": "row-1"}
    filled = device.fill("visit", site_name="镇", app=[row])
    device.push()
    (file,) = office.files(filled.instance_id)
    assert (file.gps, file.source) == (gps, "gallery")
    assert file.captured_at.isoformat() == "2026-03-12T01:30:00+00:00"
    assert (file.question, file.repeat_uuid, file.position) == ("shot", "row-1", 1)
    assert file.mime == "image/jpeg"


def test_two_photos_with_equal_bytes_are_two_files(office, device):
    one = photo("a.jpg")
    twin = photo("a.jpg").__class__("b.jpg", one.content)
    filled = device.fill("visit", site_name="镇", app=[{"shot": (one, twin)}])
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert {file.sha256 for file in office.files(filled.instance_id)} == {one.sha256}


def test_the_clock_of_the_phone_is_measured(office, device):
    filled = device.fill("note", said="x")
    told = {**device.envelope(filled), "device_time": "1999-01-01T00:00:00+08:00"}
    device.post("/submissions", told)
    assert office.submission(filled.instance_id).clock_offset_s < -800_000_000


def test_the_place_of_the_visit_is_kept_as_wgs_84_with_its_accuracy(office, device):
    filled = device.fill("visit", site_name="镇", loc="37.1893 116.8662 21.0 8.5")
    device.push()
    office.work()
    assert office.submission(filled.instance_id).answers["loc"] == {
        "lat": 37.1893,
        "lon": 116.8662,
        "alt": 21.0,
        "acc": 8.5,
    }


def test_another_phone_of_the_team_must_send_the_bytes_itself(office, device):
    filled = device.fill("note", photo=photo("a.jpg"))
    device.push()
    second = phone(office, "DZ07")
    assert second.send_answers(filled).status == 200
    told = second.receipt(filled)
    assert (told.state, told.files) == ("partial", ())
    second.outbox[filled.instance_id] = filled
    (receipt,) = second.push()
    assert receipt.state == "complete"
    assert len(office.files(filled.instance_id)) == 1


def test_the_receipt_of_a_submission_nobody_sent_is_not_found(device):
    answer = device.get("/submissions/uuid:nobody/receipt")
    assert (answer.status, answer.json["code"]) == (404, "submission_unknown")


def test_a_newer_phone_may_send_more_than_we_know(device):
    filled = device.fill("note", said="x")
    told = device.envelope(filled)
    answer = device.post("/submissions", {**told, "battery": 12, "visit_id": None})
    assert answer.status == 201
