"""Every refusal says what happened, what to do, and whether the data is safe."""

from base64 import b64encode
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.photos import Photo, photo


@pytest.fixture
def kept(office, device):
    office.publish(NOTE)
    filled = device.fill("note", said="kept", photo=photo("a.jpg"))
    device.push()
    return filled


def refusals(office, device, kept):
    """Give one request for each way the field API can refuse, by code."""
    xml = kept.xml.decode()
    stranger = Device(device.wire, device.language)
    spent = office.invite("DZ07")
    Device(device.wire).enrol(spent)
    upload = device.create_upload(kept.instance_id, photo("b.jpg"))
    wrong = {"Upload-Offset": "7", "Content-Type": "application/offset+octet-stream"}
    damaged = {
        **wrong,
        "Upload-Offset": "0",
        "Upload-Checksum": f"sha1 {b64encode(bytes(20)).decode()}",
    }
    whole = {**wrong, "Upload-Offset": "0"}
    unknown = xml.replace('id="note"', 'id="nobody"')
    other = xml.replace("<said>kept", "<said>changed")
    orphan = _replacing(xml, "uuid:new", "uuid:unknown")
    return {
        "device_unknown": stranger.get("/forms"),
        "enrolment_unknown": device.post("/enrolments", {"code": "wrong"}),
        "enrolment_used": device.post("/enrolments", {"code": spent}),
        "submission_unknown": device.get("/submissions/uuid:x/receipt"),
        "form_unknown": device.post("/submissions", {"xml": unknown}),
        "instance_conflict": device.post("/submissions", {"xml": other}),
        "unknown_predecessor": device.post("/submissions", {"xml": orphan}),
        "not_xml": device.post("/submissions", {"xml": "<a"}),
        "bad_input": device.post("/submissions", b"["),
        "not_found": device.get("/nothing"),
        "offset_conflict": device.tus("PATCH", upload, wrong, b"x"),
        "checksum_mismatch": device.tus("PATCH", upload, damaged, b"x"),
        "hash_mismatch": device.tus("PATCH", upload, whole, bytes(photo("b.jpg").size)),
        "upload_gone": device.tus("PATCH", upload, whole, b"x"),
    }


def _replacing(xml, new, old):
    start = xml.index("<orx:instanceID>")
    end = xml.index("</orx:meta>")
    meta = (
        f"<orx:instanceID>{new}</orx:instanceID>"
        f"<orx:deprecatedID>{old}</orx:deprecatedID>"
    )
    return xml[:start] + meta + xml[end:]


def test_refusals_carry_code_title_what_to_do_and_whether_the_data_is_safe(
    office, device, kept
):
    for code, answer in refusals(office, device, kept).items():
        told = answer.json
        assert told["code"] == code, answer.text
        assert 400 <= answer.status < 500
        for part in ("title", "data_safe"):
            assert told[part], (code, part)
        assert told["what_to_do"] or "。" in told["title"][:-1], code
        assert isinstance(told["details"], dict)


def test_refusals_speak_the_language_that_is_asked_for(office, device, kept):
    chinese = refusals(office, device, kept)
    device.language = "en"
    for code, answer in refusals(office, device, kept).items():
        assert chinese[code].status == answer.status
        assert _is_chinese(chinese[code].json["title"]), code
        assert not _is_chinese(answer.json["title"]), code
        assert not _is_chinese(answer.json["data_safe"]), code


def test_no_refusal_tells_what_is_inside(office, device, kept):
    for answer in refusals(office, device, kept).values():
        for word in ("Traceback", "sqlite", "psycopg", "SELECT", "/work", ".py"):
            assert word not in answer.text


def test_a_fault_that_nobody_foresaw_says_that_the_data_is_safe(office, device, kept):
    """The database is gone: the phone keeps what it has."""
    with renamed(office, "device", "gone"):
        answer = device.get("/forms")
    assert (answer.status, answer.json["code"]) == (500, "fault")
    assert "没有丢失" in answer.json["data_safe"]
    assert "device" not in answer.text


@contextmanager
def renamed(office, table, other):
    """Call a table otherwise for a while."""
    with office.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {other}"))
    yield
    with office.writing() as session:
        session.execute(text(f"ALTER TABLE {other} RENAME TO {table}"))


def test_too_large_is_413_with_words(device, kept):
    filled = device.fill("note", photo=Photo("a.jpg", b"x"))
    told = device.envelope(filled)
    told["xml"] = told["xml"].replace("<said/>", f"<said>{'x' * 11_000_000}</said>")
    answer = device.post("/submissions", told)
    assert (answer.status, answer.json["code"]) == (413, "too_large")


def _is_chinese(text):
    return any("\u4e00" <= c <= "\u9fff" for c in text)
