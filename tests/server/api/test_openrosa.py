"""OpenRosa as ODK Collect speaks it: the exact shapes of the interop study §4.1."""

import hashlib
from xml.etree import ElementTree as ET

import pytest

from tests.actors.collect import DEVICE, HEADERS, LIST, RESPONSE, Collect, message
from tests.actors.forms import NOTE, VISIT, VISIT_2
from tests.actors.office import Office
from tests.actors.photos import Photo, photo
from tests.actors.places import BASE
from tests.actors.wire import InProcess
from tests.actors.world import Country


def md5(content):
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


@pytest.fixture
def collect(office):
    office.publish(NOTE)
    office.publish(VISIT)
    return Collect(InProcess(office.app), office.key("DZ07"))


# ------------------------------------------------------------------ lists


def test_the_form_list_names_every_open_form_with_all_that_collect_needs(collect):
    listed = {each.form_id: each for each in collect.form_list()}
    assert listed.keys() == {"note", "visit"}
    assert listed["note"].name == "Note 便签"
    assert listed["note"].version == "1"
    for each in listed.values():
        assert each.name
        assert each.download_url.startswith(BASE)


def test_form_list_answers_in_xml_with_the_version_header(collect):
    answer = collect.get(f"{collect.base}/formList?{DEVICE}")
    assert answer.status == 200
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert "text/xml" in answer.headers["Content-Type"]
    assert ET.fromstring(answer.body).tag == f"{LIST}xforms"


def test_head_of_the_form_list_answers_too_as_enketo_asks(collect):
    answer = collect.wire.send("HEAD", f"{collect.base}/formList", HEADERS)
    assert 200 <= answer.status < 300
    assert answer.body == b""


def test_the_filter_form_id_narrows_the_list(collect):
    assert [each.form_id for each in collect.form_list("visit")] == ["visit"]
    assert collect.form_list("no such form") == []


def test_a_form_s_hash_is_the_md5_of_the_bytes_that_are_served(collect):
    for each in collect.form_list():
        served = collect.get(f"{each.download_url}?{DEVICE}")
        assert served.status == 200
        assert each.hash == md5(served.body)


def test_a_form_without_files_has_no_manifest(collect):
    listed = {each.form_id: each for each in collect.form_list()}
    assert listed["note"].manifest_url is None
    assert listed["visit"].manifest_url is not None


def test_the_manifest_lists_files_with_the_md5_of_their_bytes(collect):
    (visit,) = collect.form_list("visit")
    (regions,) = collect.manifest(visit)
    assert regions.name == "regions.csv"
    served = collect.get(f"{regions.download_url}?{DEVICE}")
    assert regions.hash == md5(served.body)
    assert "371424105000,孟寺镇,371424000000,town" in served.text


def test_each_team_gets_its_own_regions_only(office, collect):
    (visit,) = collect.form_list("visit")
    (own,) = collect.manifest(visit)
    others = Collect(collect.wire, office.key("DZ01"))
    (theirs,) = others.manifest(others.form_list("visit")[0])
    assert "表白寺镇" not in collect.get(own.download_url).text
    assert "表白寺镇" in others.get(theirs.download_url).text
    assert own.hash != theirs.hash


def test_a_new_version_has_a_new_hash_and_the_old_bytes_stay_to_be_had(office, collect):
    (old,) = collect.form_list("visit")
    before = collect.get(old.download_url).body
    office.publish(VISIT_2)
    (new,) = collect.form_list("visit")
    assert (new.version, new.hash == old.hash) == ("2", False)
    assert collect.get(old.download_url).body == before


def test_a_closed_form_is_no_longer_listed_but_still_served(office, collect):
    (note,) = collect.form_list("note")
    office.close("note")
    assert collect.form_list("note") == []
    assert collect.get(note.download_url).status == 200


def test_an_unchanged_form_is_not_sent_twice(collect):
    (note,) = collect.form_list("note")
    first = collect.get(note.download_url)
    headers = {**HEADERS, "If-None-Match": first.headers["ETag"]}
    again = collect.wire.send("GET", note.download_url, headers)
    assert (again.status, again.body) == (304, b"")


def test_a_form_nobody_published_is_not_found(collect):
    url = collect.form_list("note")[0].download_url
    assert collect.get(url.replace("/note/", "/other/")).status == 404
    assert collect.get(url.replace("/1/", "/9/")).status == 404


# ------------------------------------------------------------------ probing


def test_head_of_submission_is_exactly_204_and_says_how_much_may_come(collect):
    answer = collect.head()
    assert answer.status == 204
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert int(answer.headers["X-OpenRosa-Accept-Content-Length"]) >= 10_000_000
    assert answer.body == b""


def test_head_leads_collect_to_no_other_host(collect):
    where = collect.head().headers.get("Location")
    assert where is None or where.partition("?")[0].endswith(
        f"{collect.base}/submission"
    )


def test_a_wrong_key_is_forbidden_and_never_asks_for_a_login(office, collect):
    stranger = Collect(collect.wire, "x" * 64)
    for answer in (
        stranger.get(f"{stranger.base}/formList"),
        stranger.head(),
        stranger.post(b"<a/>"),
    ):
        assert answer.status == 403
        assert "WWW-Authenticate" not in answer.headers


def test_a_revoked_key_is_forbidden(office, collect):
    key = office.key("DZ07")
    other = Collect(collect.wire, key)
    assert other.head().status == 204
    office.revoke(key)
    assert other.head().status == 403


def test_the_number_of_the_project_means_nothing_without_its_key(office, collect):
    elsewhere = Collect(collect.wire, collect.base.split("/")[3], project=999)
    assert [each.form_id for each in elsewhere.form_list()] == ["note", "visit"]


# ------------------------------------------------------------------ sending


def test_a_new_submission_is_201_and_the_same_again_is_202(collect):
    filled = collect.fill("note", site_name="东孟村")
    first, again = collect.send(filled), collect.send(filled)
    assert (first.status, again.status) == (201, 202)
    for answer in (first, again):
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert "text/xml" in answer.headers["Content-Type"]
        assert ET.fromstring(answer.body).tag == f"{RESPONSE}OpenRosaResponse"
        assert message(answer)


def test_the_answers_are_kept_byte_for_byte(office, collect):
    filled = collect.fill("note", site_name="东孟村 🏠", said="<&>\"'")
    collect.send(filled)
    assert office.submission(filled.instance_id).xml == filled.xml


def test_photos_come_in_several_requests_each_with_the_same_answers(office, collect):
    shots = tuple(photo(f"{n}.jpg") for n in range(3))
    row = {"app_name": "某通", "forced": "no", "shot": shots}
    filled = collect.fill("visit", site_name="镇", app=[row], door=photo("d.jpg"))
    answers = collect.send_in_parts(filled, size=2)
    assert [answer.status for answer in answers] == [201, 201]
    kept = office.files(filled.instance_id)
    assert {file.name: file.sha256 for file in kept} == {
        each.name: each.sha256 for each in filled.files
    }
    assert office.submission(filled.instance_id).state == "complete"
    assert office.count(type(office.submission(filled.instance_id))) == 1


def test_the_submission_is_complete_only_when_the_last_photo_is_here(office, collect):
    row = {"app_name": "某通", "shot": (photo("a.jpg"), photo("b.jpg"))}
    filled = collect.fill("visit", site_name="镇", app=[row])
    collect.send(filled, [])
    assert office.submission(filled.instance_id).state == "partial"
    collect.send(filled, [filled.file("a.jpg")])
    assert office.submission(filled.instance_id).state == "partial"
    collect.send(filled, [filled.file("b.jpg")])
    assert office.submission(filled.instance_id).state == "complete"


def test_a_late_photo_is_201_and_the_same_photo_again_202(collect):
    filled = collect.fill("note", photo=photo("a.jpg"))
    assert collect.send(filled, []).status == 201
    assert collect.send(filled).status == 201
    assert collect.send(filled).status == 202


def test_any_order_and_splitting_of_parts_ends_in_the_same_place(office, collect):
    shots = tuple(photo(f"{n}.jpg") for n in range(3))
    row = {"app_name": "某通", "shot": shots}
    one = collect.fill("visit", site_name="甲", app=[row])
    two = collect.fill("visit", site_name="甲", app=[row])
    collect.send(one)
    for part in ([2], [0, 2], [], [1]):
        collect.send(two, [shots[n] for n in part])
    kept = [
        sorted((f.name, f.sha256, f.named, f.rival) for f in office.files(i))
        for i in (one.instance_id, two.instance_id)
    ]
    assert kept[0] == kept[1]
    assert office.submission(two.instance_id).state == "complete"


def test_file_names_are_utf_8(office, collect):
    filled = collect.fill("note", photo=photo("照片 1（门）.jpg"))
    assert collect.send(filled).status == 201
    (file,) = office.files(filled.instance_id)
    assert (file.name, file.named) == ("照片 1（门）.jpg", True)


def test_other_answers_under_the_same_id_are_409_and_both_are_kept(office, collect):
    filled = collect.fill("note", said="first")
    collect.send(filled)
    other = filled.xml.replace(b"first", b"second")
    for _ in range(2):
        answer = collect.post(other)
        assert answer.status == 409
        assert "两份都已保留" in message(answer)
    assert office.submission(filled.instance_id).xml == filled.xml
    assert [rival.xml for rival in office.rivals(filled.instance_id)] == [other]


def test_a_form_or_version_nobody_published_is_404_and_says_so(collect):
    filled = collect.fill("note")
    for xml in (
        filled.xml.replace(b'id="note"', b'id="other"'),
        filled.xml.replace(b'version="1"', b'version="9"'),
    ):
        answer = collect.post(xml)
        assert answer.status == 404
        assert "表单" in message(answer)


def test_another_campaign_s_form_is_the_same_404(office, collect):
    other = Office.open(office.app, Country("other", "OT26", "o-"))
    other.publish(NOTE.replace("| note    |", "| secret  |"))
    xml = collect.fill("note").xml
    theirs = collect.post(xml.replace(b'id="note"', b'id="secret"'))
    nobodys = collect.post(xml.replace(b'id="note"', b'id="nobody"'))
    assert (theirs.status, theirs.body) == (nobodys.status, nobodys.body)


def test_an_old_version_may_still_be_sent(office, collect):
    filled = collect.fill("visit", site_name="镇")
    office.publish(VISIT_2)
    assert collect.send(filled).status == 201


def test_a_closed_form_s_answers_are_taken_and_a_withdrawn_one_s_marked_late(
    office, collect
):
    before, after = collect.fill("note"), collect.fill("note")
    office.close("note")
    assert collect.send(before).status == 201
    office.withdraw("note")
    assert collect.send(after).status == 201
    assert not office.submission(before.instance_id).late
    assert office.submission(after.instance_id).late


def test_a_request_without_the_version_header_is_400(collect):
    filled = collect.fill("note")
    plain = {k: v for k, v in HEADERS.items() if k != "X-OpenRosa-Version"}
    answer = collect.post(filled.xml, headers=plain)
    assert answer.status == 400
    assert "X-OpenRosa-Version" in message(answer)


def test_a_request_without_answers_is_400(collect):
    answer = collect.post(None, [photo("a.jpg")])
    assert answer.status == 400
    assert "xml_submission_file" in message(answer)


def test_an_empty_photo_is_refused_and_the_answers_can_still_come(office, collect):
    filled = collect.fill("note", photo=photo("a.jpg"))
    answer = collect.send(filled, [Photo("a.jpg", b"")])
    assert answer.status == 400
    assert "0 字节" in message(answer)
    assert collect.send(filled).status == 201
    assert office.submission(filled.instance_id).state == "complete"


def test_what_is_refused_is_said_in_the_language_that_is_asked_for(collect):
    english = {**HEADERS, "Accept-Language": "en"}
    said = message(collect.post(None, headers=english))
    assert "missing" in said


def test_a_submission_without_photos_is_complete_at_once_and_examined(office, collect):
    filled = collect.fill("visit", site_name="镇", minutes=90)
    collect.send(filled)
    office.work()
    (found,) = office.findings(filled.instance_id)
    assert (found.rule, found.status) == ("V02", "candidate")
    assert found.title == "人均每日使用90分钟，时间过长"
