"""Bad input (X1–X10, X16–X22): a named refusal, and nothing kept is changed."""

import contextlib
import re
import socket

import pytest

from sync import tus
from tests.actors.collect import Collect, message
from tests.actors.device import API
from tests.actors.forms import NOTE, VISIT
from tests.actors.paper import fill
from tests.actors.photos import Photo, photo
from tests.actors.wire import InProcess

LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
)
QUADRATIC = f'<!ENTITY a "{"x" * 50_000}">'


@pytest.fixture
def note(office):
    return office.publish(NOTE)


@pytest.fixture
def collect(office, note):
    return Collect(InProcess(office.app), office.key("DZ07"))


@pytest.fixture
def kept(office, device, note):
    """Give a complete submission with a photo, which nothing below may change."""
    filled = device.fill("note", said="kept", photo=photo("kept.jpg"))
    device.push()
    office.work()
    return filled


def xml_of(device, **answers):
    definition = device.download("note")
    return fill(definition, answers, device.clock).xml.decode()


def with_id(xml, written):
    start = xml.index("<orx:instanceID>") + len("<orx:instanceID>")
    return xml[:start] + written + xml[xml.index("</orx:instanceID>") :]


def refused(office, device, collect, *cases):
    """Send each by both faces: nothing may be kept, and both say what to do."""
    before = office.dump()
    for xml, code in cases:
        raw = xml if isinstance(xml, bytes) else xml.encode()
        by_collect = collect.post(raw)
        assert by_collect.status in (400, 413), by_collect.text
        assert message(by_collect)
        with contextlib.suppress(UnicodeDecodeError):
            by_app = device.post("/submissions", {"xml": raw.decode(), "files": []})
            assert by_app.status in (400, 413, 422), by_app.text
            assert by_app.json["code"] == code
            assert by_app.json["title"]
            assert "没有丢失" in by_app.json["data_safe"]
    assert office.dump() == before


def saying(device, written):
    """Write answers with anything at all in the place of an answer."""
    return xml_of(device, said="SAID").replace("SAID", written)


def declaring(xml, document_type):
    head, _, body = xml.partition("\n")
    return f"{head}<!DOCTYPE d [{document_type}]>{body}"


@contextlib.contextmanager
def canary():
    """Give an address that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        with pytest.raises(TimeoutError):
            door.accept()


# ------------------------------------------------------------------ X1 – X5


def test_document_types_are_refused_whatever_they_declare(
    office, device, collect, kept
):
    bombs = (
        declaring(saying(device, "&l9;"), LAUGHS),
        declaring(saying(device, "&a;" * 2000), QUADRATIC),
        declaring(saying(device, "x"), ""),
    )
    refused(office, device, collect, *((xml, "dtd_not_allowed") for xml in bombs))


def test_nobody_is_called_for_an_external_entity(office, device, collect, kept):
    with canary() as url:
        bombs = [
            declaring(saying(device, "&e;"), f'<!ENTITY e SYSTEM "{where}">')
            for where in (url, "file:///etc/passwd")
        ]
        refused(office, device, collect, *((xml, "dtd_not_allowed") for xml in bombs))


def test_what_points_elsewhere_is_kept_and_not_followed(office, device, collect, kept):
    with canary() as url:
        include = (
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude"'
            f' href="{url}" parse="text"/>'
        )
        head, _, body = saying(device, include).partition("\n")
        raw = f'{head}<?xml-stylesheet href="{url}" type="text/xsl"?>{body}'.encode()
        assert collect.post(raw).status == 201
        office.work()
    assert raw in [each.xml for each in office.submissions()]


def test_nesting_beyond_any_form_is_refused(office, device, collect, kept):
    refused(
        office,
        device,
        collect,
        (saying(device, "<g>" * 200_000 + "</g>" * 200_000), "too_large"),
        (saying(device, "<g>" * 65 + "</g>" * 65), "too_deep"),
    )


UNMEANT = (
    b"[" * 100_000,
    b'{"xml":' * 50_000,
    b"",
    b"null",
    b"[]",
    b'{"xml": 1}',
    b'{"xml": "<a/>", "files": 7}',
    b'{"xml": "<a/>", "files": [{"name": "a"}]}',
    b'{"xml": "<a/>", "device_time": "2026-03-12T10:00:00"}',
    b'{"xml": "\\ud800"}',
    b"\xff\xfe",
)


def test_json_that_cannot_be_meant_is_refused_by_name(office, device, kept):
    before = office.dump()
    for body in UNMEANT:
        answer = device.post("/submissions", body)
        assert 400 <= answer.status < 500, answer.text
        assert set(answer.json) >= {"code", "title", "what_to_do", "data_safe"}
    assert office.dump() == before


# ------------------------------------------------------------------ X6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"])
def test_bytes_that_can_be_read_come_out_as_they_went_in(
    office, device, collect, kept, encoding
):
    said = "caf" if encoding == "us-ascii" else "café"
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    xml = xml_of(device, said=said).replace('"UTF-8"', f'"{declared}"', 1)
    raw = xml.encode(encoding)
    assert collect.post(raw).status == 201
    office.work()
    (new,) = [each for each in office.submissions() if each.xml == raw]
    assert new.answers["said"] == said


def test_an_encoding_that_readers_disagree_on_is_refused(office, device, collect, kept):
    cases = [
        (xml_of(device).replace('"UTF-8"', f'"{encoding}"', 1), "not_xml")
        for encoding in ("utf-7", "shift_jis", "ebcdic-cp-us", "nonsense")
    ]
    refused(office, device, collect, *cases)


def test_what_is_no_xml_is_refused(office, device, collect, kept):
    written = ("\x08", "\ufffe", "&#0;", "&#xFFFE;", "&#xD800;", "<b>", "&nbsp;")
    cases = [(saying(device, each), "not_xml") for each in written]
    refused(office, device, collect, *cases)
    refused(office, device, collect, (saying(device, "\x00"), "bad_input"))


@pytest.mark.parametrize(
    "said",
    ["\u202egpj.exe", "👩\u200d👩\u200d👧\u200d👦 𠀀", "e\u0301\u2028", "=1+1'; --"],
)
def test_unusual_text_is_kept_as_it_is(office, device, collect, kept, said):
    filled = collect.fill("note", said=said)
    assert collect.send(filled).status == 201
    office.work()
    assert office.submission(filled.instance_id).xml == filled.xml


# ------------------------------------------------------------------ X7 – X10

NO_NAMES = {
    "": "no_instance_id",
    "x" * 10_000: "bad_instance_id",
    "uuid:../../etc/passwd": "bad_instance_id",
    "uuid:a/b": "bad_instance_id",
    "uuid:a&quot;b": "bad_instance_id",
    "uuid:1' OR '1'='1": "bad_instance_id",
    "uuid:😀": "bad_instance_id",
    "uuid:a</orx:instanceID><orx:instanceID>uuid:b": "bad_instance_id",
}


def test_an_instance_id_that_names_nothing_is_refused(office, device, collect, kept):
    xml = xml_of(device)
    cases = [(with_id(xml, written), code) for written, code in NO_NAMES.items()]
    strange = xml.replace("http://openrosa.org/xforms", "http://example.org/x")
    refused(office, device, collect, *cases, (strange, "no_instance_id"))


def test_no_form_id_is_refused(office, device, collect, kept):
    xml = xml_of(device).replace(' id="note"', "")
    refused(office, device, collect, (xml, "no_form_id"))


def test_a_form_or_version_nobody_published_is_404_by_both_faces(
    office, device, collect, kept
):
    before = office.dump()
    for change in ('id="nobody" version="1"', 'id="note" version="99"'):
        xml = xml_of(device).replace('id="note" version="1"', change)
        by_app = device.post("/submissions", {"xml": xml, "files": []})
        assert (by_app.status, by_app.json["code"]) == (404, "form_unknown")
        assert collect.post(xml.encode()).status == 404
    assert office.dump() == before


def test_answers_to_one_form_under_the_name_of_another_are_refused(
    office, device, collect, kept
):
    office.publish(VISIT)
    xml = xml_of(device, said="x").replace('id="note"', 'id="visit"')
    other = re.sub(r"<site_name>.*</site_name>|<site_name/>", "", xml)
    refused(office, device, collect, (other, "not_its_answers"))


def test_one_answer_to_the_form_that_is_named_is_enough_to_keep_it(
    office, collect, device, kept
):
    xml = xml_of(device, said="x").replace("</said>", "</said><roof>瓦</roof>")
    assert collect.post(xml.encode()).status == 201
    office.work()
    assert office.failures() == []
    assert office.fsck() == []


# ------------------------------------------------------------------ X12


def test_numbers_that_are_none_stay_text(office, device, kept):
    office.publish(VISIT)
    numbers = ("1e999", "NaN", "-INF", "9" * 400, "７", "1,5")
    filled = {n: device.fill("visit", site_name="镇", minutes=n) for n in numbers}
    device.push()
    office.work()
    for number, each in filled.items():
        told = office.submission(each.instance_id).answers
        assert told["minutes"] is None
        assert told["#text"]["minutes"] == number
    assert office.failures() == []


@pytest.mark.parametrize(
    "end",
    [
        "2026-02-31T10:00:00+08:00",
        "292277026596-12-04T15:30:07.999Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "yesterday",
    ],
)
def test_a_finishing_time_that_is_none_does_not_hold_the_visit_up(
    office, device, kept, end
):
    office.publish(VISIT)
    filled = device.fill("visit", site_name="镇", minutes=90, end=end)
    device.push()
    office.work()
    assert [each.rule for each in office.findings(filled.instance_id)] == ["V02"]


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_phone_with_an_impossible_clock_may_send(office, device, kept, moment):
    xml = xml_of(device, said="x")
    answer = device.post("/submissions", {"xml": xml, "device_time": moment})
    assert answer.status == 201
    office.work()
    assert office.fsck() == []


# ------------------------------------------------------------------ X16 – X19

NAMES = [
    "../../x.jpg",
    "..",
    "C:\\x.jpg",
    "/abs.jpg",
    "CON",
    ".htaccess",
    "n" * 300 + ".jpg",
    "\u202egpj.exe",
    "a b%20c?.jpg",
    "A.JPG",
    "é.jpg",
    "e\u0301.jpg",
    "<script>.jpg",
    "a'b\"c.jpg",
]


def test_a_file_s_name_is_a_label_and_never_a_path(
    office, device, collect, kept, tmp_path
):
    around = sorted(path.name for path in tmp_path.iterdir())
    stored = office.app.extensions["settings"].data / "media"
    for name in NAMES:
        shot = Photo(name, photo("x").content)
        filled = collect.fill("note", photo=shot)
        assert collect.send(filled).status == 201
        (file,) = office.files(filled.instance_id)
        assert (file.named, file.name) == (True, name[:300])
        assert office.bytes_of(file) == shot.content
        assert office.submission(filled.instance_id).state == "complete"
        assert all(name not in path.name for path in stored.rglob("*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == around


def test_two_names_that_are_too_long_do_not_hold_the_answers_up(office, collect):
    office.publish(VISIT)
    long = "n" * 310
    shots = tuple(Photo(f"{long}{n}.jpg", photo(str(n)).content) for n in range(2))
    filled = collect.fill("visit", site_name="镇", app=[{"shot": shots}])
    assert collect.send(filled).status == 201
    kept = office.files(filled.instance_id)
    assert {office.bytes_of(file) for file in kept} == {s.content for s in shots}


def test_the_field_app_s_names_are_labels_too(office, device, kept):
    for name in NAMES:
        if len(name) > 300:
            continue
        shot = Photo(name, photo("x").content)
        filled = device.fill("note", photo=shot)
        device.push()
        (file,) = office.files(filled.instance_id)
        assert (file.named, office.bytes_of(file)) == (True, shot.content)


def test_names_that_differ_only_in_case_or_composition_stay_apart(office, device, kept):
    office.publish(VISIT)
    names = ("é.jpg", "e\u0301.jpg", "É.jpg")
    shots = tuple(Photo(name, photo(str(n)).content) for n, name in enumerate(names))
    filled = device.fill("visit", site_name="镇", app=[{"shot": shots}])
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert {file.name for file in office.files(filled.instance_id)} == set(names)


@pytest.mark.parametrize("name", ["x\x00.jpg", "a\r\nSet-Cookie: b=c.jpg"])
def test_control_characters_in_a_name_break_nothing(office, device, kept, name):
    shot = Photo(name, photo("x").content)
    upload = {"instance": kept.instance_id, "filename": name, "sha256": shot.sha256}
    headers = {
        "Upload-Length": str(shot.size),
        "Upload-Metadata": tus.write_metadata(upload),
        "Content-Type": tus.CONTENT_TYPE,
    }
    answer = device.tus("POST", f"{API}/uploads", headers, shot.content)
    assert answer.status in (201, 400)
    assert "Set-Cookie" not in answer.headers
    assert device.receipt(kept).state == "complete"


def test_a_photo_that_the_answers_do_not_name_is_kept_as_an_extra(
    office, device, collect, kept
):
    filled = collect.fill("note", said="x")
    extra = photo("extra.jpg")
    assert collect.send(filled, [extra]).status == 201
    (file,) = office.files(filled.instance_id)
    assert (file.name, file.named, file.sha256) == ("extra.jpg", False, extra.sha256)
    device.send_file(kept, extra)
    assert device.receipt(kept).extra == ("extra.jpg",)


def test_a_photo_that_never_came_holds_the_submission_open(office, device, kept):
    filled = device.fill("note", photo=photo("a.jpg"))
    (receipt,) = device.push(losing=["a.jpg"])
    assert [missing.name for missing in receipt.missing] == ["a.jpg"]
    assert office.submission(filled.instance_id).state == "partial"


def test_other_bytes_by_collect_are_201_flagged_and_never_overwrite(
    office, collect, kept
):
    one = photo("a.jpg")
    two = Photo("a.jpg", photo("b.jpg").content)
    filled = collect.fill("note", photo=one)
    assert [collect.send(filled, [each]).status for each in (one, two)] == [201, 201]
    assert collect.send(filled, [two]).status == 202
    stored = [
        (office.bytes_of(file), file.rival) for file in office.files(filled.instance_id)
    ]
    assert stored == [(one.content, False), (two.content, True)]


# ------------------------------------------------------------------ X20 – X22


def test_a_manifest_with_an_empty_photo_is_refused_with_a_hint(office, device, kept):
    before = office.dump()
    filled = device.fill("note", photo=Photo("a.jpg", b""))
    answer = device.send_answers(filled)
    assert answer.status in (400, 422)
    assert answer.json["what_to_do"]
    assert office.dump() == before


PICTURES = {
    "zeros": bytes(5000),
    "truncated JPEG": photo("a").content[:700],
    "JPEG with a page behind": photo("a").content + b"<html><script>1</script>",
    "HTML": b"<html><script>alert(1)</script></html>",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "huge PNG": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xc3P\x00\x00\xc3P\x08\x02"
        b"\x00\x00\x00\xae\x9b\xcd\xfb\x00\x00\x00\x00IEND\xaeB`\x82"
    ),
    "GIF": b"GIF89a" + bytes(100),
    "TIFF": b"II*\x00" + bytes(100),
}


def test_what_is_no_good_picture_is_kept_as_evidence(office, device, kept):
    filled = {
        kind: device.fill("note", photo=Photo("a.jpg", content))
        for kind, content in PICTURES.items()
    }
    assert {receipt.state for receipt in device.push()} == {"complete"}
    office.work()
    for kind, each in filled.items():
        (file,) = office.files(each.instance_id)
        assert office.bytes_of(file) == PICTURES[kind]
        shown = file.mime in ("image/jpeg", "image/png", "image/webp")
        assert shown == PICTURES[kind].startswith((b"\xff\xd8", b"\x89PNG"))
        assert not shown or file.facts is not None
    assert office.failures() == []
    assert device.receipt(kept).state == "complete"


def test_a_photo_that_cannot_be_shown_says_so(office, device, kept):
    filled = device.fill("note", photo=Photo("a.jpg", PICTURES["huge PNG"]))
    device.push()
    office.work()
    (file,) = office.files(filled.instance_id)
    assert file.facts["trouble"]


# ------------------------------------------------------------------ elsewhere


ODD = (
    "/submissions/uuid%3Aa%00b/receipt",
    "/submissions/%ff%fe/receipt",
    f"/submissions/{'x' * 5000}/receipt",
    "/forms/a%00b/1.xml",
    "/forms/note/1%00.xml",
    "/forms/note/1/media/x%00",
    "/forms/note/1/media/..%2f..%2fetc%2fpasswd",
    "/changes?cursor=%00",
    "/changes?cursor=MSB4IDE%F0%9F%98%80",
    f"/changes?cursor={'A' * 5000}",
    "/nothing/here",
)


def test_odd_addresses_are_never_a_fault(office, device, kept):
    for path in ODD:
        answer = device.get(path)
        assert answer.status in (200, 400, 404, 422), (path, answer.text)
        if answer.status != 200:
            assert set(answer.json) >= {"code", "title", "what_to_do", "data_safe"}


def test_odd_enrolments_are_never_a_fault(device):
    for text in ("a\x00b", "\ud800", "x" * 101, "", 7, None):
        for told in ({"code": text}, {"code": "x", "label": text}):
            answer = device.post("/enrolments", told)
            assert answer.status in (400, 404, 422), (told, answer.text)
            assert answer.json["what_to_do"]


def test_an_odd_label_is_cleaned_when_a_phone_joins(office, device):
    told = {"code": office.invite("DZ07"), "label": "我的\x00手机", "platform": "\x00"}
    assert device.post("/enrolments", told).status == 201
    assert office.devices()[-1].label == "我的手机"
