"""At the desk: phones that ask to be opened, and what came in files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest
from flask import request

from tests.actors.bundle import bundled
from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.photos import photo
from tests.server.api.test_openings import Locked
from tests.server.console.clerk import keys, text


@pytest.fixture
def phone(office, device):
    office.publish(NOTE)
    return device


def upload(content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), "chafang-小王.chafang"


def test_a_leader_opens_the_phone_of_the_own_team(clerk, phone):
    locked = Locked(phone)
    locked.ask()
    leader = clerk("leader07")
    page = leader.read("/phones")
    assert phone.about["device_label"] in page
    (key,) = keys(leader.open("/phones"), r"/openings/([\w-]{22})/grant")
    page = leader.done(f"/openings/{key}/grant")
    assert "已同意" in page
    assert "没有手机请求打开" in page
    assert locked.answer()[0] == "granted"


def test_saying_no_leaves_it_locked(clerk, phone):
    locked = Locked(phone)
    key = locked.ask()
    assert "未同意" in clerk("leader07").done(f"/openings/{key}/refuse")
    assert locked.answer() == ("refused", "")


def test_nobody_opens_another_teams_phone(clerk, phone):
    key = Locked(phone).ask()
    for login in ("leader08", "inspector07"):
        answer = clerk(login).send(f"/openings/{key}/grant")
        assert answer.status_code in (403, 404)
    assert clerk("inspector07").open("/phones").status_code == 404


def test_a_bundle_says_what_became_of_each_form_and_a_draft_leads_on(
    office, clerk, phone
):
    one = phone.fill("note", said="one", photo=photo("one.jpg"))
    draft = phone.fill("note", said="half", photo=photo("half.jpg"))
    sealed = bundled(phone, [one], [draft])
    leader = clerk("leader07")
    page = text(leader.send("/phones/bundle", file=upload(sealed)))
    assert "收下" in page
    assert "草稿，另存在下面" in page
    page = text(leader.send("/phones/bundle", file=upload(sealed)))
    assert "草稿，已有" in page
    (key,) = set(keys(leader.open("/phones"), r"/drafts/([\w-]{22})/take"))
    packed = leader.open(f"/drafts/{key}.zip").get_data()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("draft.xml") == draft.xml
        assert archive.read("photos/000.jpg") == draft.files[0].content
    assert "已按草稿现有内容收下" in leader.done(f"/drafts/{key}/take")
    assert office.submission(draft.instance_id).state == "complete"
    assert "已收为填报" in leader.read("/phones")


def test_a_file_that_is_not_whole_is_refused_in_words(clerk, phone):
    sealed = bundled(phone, [phone.fill("note", said="one")])
    leader = clerk("leader07")
    for spoilt, said in (
        (sealed[:-1], "不完整或被改动过"),
        (b"PK", "打不开"),
    ):
        answer = leader.send("/phones/bundle", file=upload(spoilt))
        assert answer.status_code == 400
        assert said in text(answer)
    assert leader.send("/phones/bundle").status_code == 422


def test_an_unknown_phones_work_asks_for_a_team(office, clerk, phone):
    one = phone.fill("note", said="one")
    sealed = bundled(phone, [one], device={"id": "", "label": "旧手机"})
    leader = clerk("leader07")
    answer = leader.send("/phones/bundle", file=upload(sealed))
    assert answer.status_code == 422
    assert "指明它属于哪个察访组" in text(answer)
    (team,) = set(keys(leader.open("/phones"), r'<option value="([\w-]{22})">'))
    leader.send("/phones/bundle", file=upload(sealed), team=team)
    assert office.submission(one.instance_id).state == "complete"


def test_a_bundle_of_another_teams_phone_is_refused(office, clerk, phone):
    other = Device(phone.wire).enrol(office.invite("DZ08"))
    sealed = bundled(other, [other.fill("note", said="one")])
    answer = clerk("leader07").send("/phones/bundle", file=upload(sealed))
    assert answer.status_code == 404
    assert office.submissions() == []


def test_who_looks_after_no_phone_brings_nothing_in(clerk, phone):
    sealed = bundled(phone, [phone.fill("note", said="one")])
    answer = clerk("inspector07").send("/phones/bundle", file=upload(sealed))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("path", "larger"), [("phones/bundle", True), ("openings/x/grant", False)]
)
def test_only_a_bundle_may_be_larger_than_what_phones_send(office, path, larger):
    with office.app.test_request_context(f"/c/jf26/{path}", method="POST"):
        usual = request.max_content_length or 0
        office.app.preprocess_request()
        assert ((request.max_content_length or 0) > usual) is larger


def test_the_photos_of_other_answers_are_shown_to_who_may_see_them(
    office, clerk, phone
):
    one = phone.fill("note", said="one", photo=photo("one.jpg"))
    sealed = bundled(phone, [one])
    other = replace(one, xml=one.xml.replace(b"one<", b"uno<"))
    phone.outbox[one.instance_id] = other
    phone.push()
    leader = clerk("leader07")
    leader.send("/phones/bundle", file=upload(sealed))
    path = f"/submissions/{office.submission(one.instance_id).key}"
    digest = hashlib.sha256(one.xml).hexdigest()
    place = f"{path}/rivals/{digest}"
    assert one.files[0].name in leader.read(place)
    shown = leader.open(f"{place}/photos/1")
    assert shown.get_data() == one.files[0].content
    assert shown.mimetype == "image/jpeg"
    for number in (0, 2):
        assert leader.open(f"{place}/photos/{number}").status_code == 404
    assert clerk("leader08").open(f"{place}/photos/1").status_code == 404
