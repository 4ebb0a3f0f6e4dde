"""Submissions: read by local name, kept byte by byte, refused by name."""

import contextlib
import socket
import threading
from unicodedata import normalize
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import (
    BadInstanceId,
    DtdNotAllowed,
    InstanceError,
    NoFormId,
    NoInstanceId,
    NotItsAnswers,
    NotThisForm,
    NotXml,
    TooDeep,
    TooLarge,
)
from forms.instance import belongs_to, finished_at, parse, rows, value

META = "<meta><instanceID>uuid:one</instanceID></meta>"


def sent(inside="", meta=META, head='id="visit" version="3"'):
    return f"<data {head}>{inside}{meta}</data>".encode()


def test_a_submission_says_who_it_is_and_which_form_it_answers():
    meta = (
        "<meta><instanceID>uuid:two</instanceID><deprecatedID>uuid:one</deprecatedID>"
        "<instanceName>孟寺镇</instanceName></meta>"
    )
    instance = parse(sent(meta=meta))
    assert (instance.form_id, instance.version) == ("visit", "3")
    assert (instance.instance_id, instance.deprecated_id) == ("uuid:two", "uuid:one")
    assert instance.instance_name == "孟寺镇"


@pytest.mark.parametrize(
    "xml",
    [
        b'<data id="visit"><meta><instanceID>uuid:one</instanceID></meta></data>',
        (
            b'<h:data xmlns:h="http://x" id="visit"><h:meta><h:instanceID>uuid:one'
            b"</h:instanceID></h:meta></h:data>"
        ),
        (
            b'<data xmlns="urn:own" xmlns:orx="http://openrosa.org/xforms" id="visit">'
            b"<orx:meta><orx:instanceID>uuid:one</orx:instanceID></orx:meta></data>"
        ),
        (
            b'<?xml version="1.0"?>\n<!-- a phone --><?pi x?><data id="visit">\n<meta>'
            b"<instanceID> uuid:one\n</instanceID></meta></data>"
        ),
    ],
)
def test_namespaces_comments_and_space_change_nothing(xml):
    assert parse(xml).instance_id == "uuid:one"


@pytest.mark.parametrize(
    ("meta", "refusal"),
    [
        ("", NoInstanceId),
        ("<meta/>", NoInstanceId),
        ("<meta><instanceID/></meta>", NoInstanceId),
        ("<meta><instanceID>   </instanceID></meta>", NoInstanceId),
        (
            '<meta xmlns="urn:other"><instanceID>uuid:1</instanceID></meta>',
            NoInstanceId,
        ),
        ("<instanceID>uuid:1</instanceID>", NoInstanceId),
        (META + META, BadInstanceId),
        (
            "<meta><instanceID>a</instanceID><instanceID>b</instanceID></meta>",
            BadInstanceId,
        ),
        (
            "<meta><instanceID>a</instanceID><deprecatedID>../b</deprecatedID></meta>",
            BadInstanceId,
        ),
    ],
)
def test_a_submission_without_one_good_id_is_refused(meta, refusal):
    with pytest.raises(refusal):
        parse(sent(meta=meta))


@pytest.mark.parametrize(
    "written",
    [
        "a" * 201,
        "x" * 10_000,
        "uuid:a/b",
        "../../etc/passwd",
        "uuid:..",
        "a..b",
        "a\\b",
        "uuid:'; DROP TABLE x; --",
        'uuid:"x"',
        "uuid:a b",
        "uuid:\u202ex",
        "uuid:😀",
        "uuid:中文",
        "-uuid",
        "a\tb",
        "a\nb",
        "C:\\x",
        "a\u0000b".replace("\u0000", "&#0;"),
    ],
)
def test_an_unsafe_id_is_refused(written):
    escaped = written.replace('"', "&quot;")
    with pytest.raises(InstanceError) as refused:
        parse(sent(meta=f"<meta><instanceID>{escaped}</instanceID></meta>"))
    assert refused.value.code in {"bad_instance_id", "not_xml"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_an_id_is_kept_as_sent_or_refused(written):
    escaped = written.replace("&", "&amp;").replace("<", "&lt;")
    try:
        instance = parse(sent(meta=f"<meta><instanceID>{escaped}</instanceID></meta>"))
    except InstanceError:
        return
    assert instance.instance_id == written.strip()
    assert "/" not in instance.instance_id
    assert ".." not in instance.instance_id


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<data id="visit"><x>&c;</x></data>"""
QUADRATIC = (
    b'<!DOCTYPE d [<!ENTITY a "'
    + b"x" * 50_000
    + b'">]><data id="v"><x>'
    + b"&a;" * 2_000
    + b"</x></data>"
)


@pytest.mark.parametrize(
    "xml",
    [
        LAUGHS,
        QUADRATIC,
        b'<!DOCTYPE data SYSTEM "http://127.0.0.1/x.dtd"><data id="v"/>',
        b'<!--x--> <!DOCTYPE data><data id="v"/>',
        '<!DOCTYPE data [<!ENTITY a "b">]><data id="v">&a;</data>'.encode("utf-16"),
        b'\xef\xbb\xbf<!DOCTYPE data><data id="v"/>',
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(xml):
    with pytest.raises(DtdNotAllowed):
        parse(xml)


@pytest.fixture
def canary():
    """Listen on a port that nobody may ever call."""
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)

        def listen() -> None:
            try:
                called.append(server.accept())
            except OSError:
                return

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], called
        thread.join()


@pytest.mark.parametrize(
    "shape",
    [
        '<!DOCTYPE d [<!ENTITY a SYSTEM "http://127.0.0.1:{port}/">]>'
        '<data id="v"><x>&a;</x>' + META + "</data>",
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:{port}/d.dtd"><data id="v">'
        + META
        + "</data>",
        '<?xml-stylesheet href="http://127.0.0.1:{port}/x.xsl"?><data id="v">'
        + META
        + "</data>",
        '<data id="v" xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include '
        'href="http://127.0.0.1:{port}/"/>' + META + "</data>",
        '<data id="v" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:x http://127.0.0.1:{port}/x.xsd">' + META + "</data>",
    ],
)
def test_nothing_outside_is_ever_fetched(canary, shape):
    port, called = canary
    with contextlib.suppress(DtdNotAllowed):
        parse(shape.replace("{port}", str(port)).encode())
    assert called == []


def test_nesting_has_a_limit():
    assert parse(sent("<a>" * 60 + "</a>" * 60)).instance_id == "uuid:one"
    for depth in (64, 300, 100_000):
        with pytest.raises(TooDeep):
            parse(sent("<a>" * depth + "</a>" * depth))


def test_size_has_a_limit():
    with pytest.raises(TooLarge):
        parse(sent("<a>" + "x" * (10 * 1024 * 1024) + "</a>"))
    with pytest.raises(TooLarge):
        parse(sent("<a/>" * 260_000))


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"   ",
        b"hello",
        b"{}",
        b"<data id='v'>",
        b"<data id='v'></date>",
        b"<data id='v'>\x00</data>",
        b"<data id='v'>\x08</data>",
        b"<data id='v'>\xff\xfe</data>",
        b"<data id='v'>&nbsp;</data>",
        b"<data id='v'>\xed\xa0\x80</data>",
        "<data id='v'>\ufffe</data>".encode(),
        b'<?xml version="1.0" encoding="UTF-7"?><data id="v"/>',
        b'<?xml version="1.0" encoding="EBCDIC-CP-US"?><data id="v"/>',
        b'<?xml version="1.0" encoding="nonsense"?><data id="v"/>',
        b"<data id='v'/><data id='w'/>",
    ],
)
def test_what_is_no_xml_that_everyone_reads_alike_is_refused(xml):
    with pytest.raises(NotXml):
        parse(xml)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_what_is_taken_is_kept_byte_by_byte(encoding):
    name = "café" if encoding == "iso-8859-1" else "孟寺镇 café 🏠 \u202e"
    declared = encoding.removesuffix("-sig")
    xml = (
        f'<?xml version="1.0" encoding="{declared}"?><data id="v"><a>{name}</a>'
        f"{META}</data>"
    ).encode(encoding)
    instance = parse(xml)
    assert instance.xml == xml
    assert value(instance, "a") == name


TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    max_size=40,
)


@given(st.dictionaries(st.sampled_from("abcdef"), TYPED))
def test_every_answer_comes_back_composed_and_whole(answers):
    inside = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in answers.items())
    xml = sent(inside)
    instance = parse(xml)
    assert instance.xml == xml
    for name, told in answers.items():
        assert value(instance, name) == normalize("NFC", told)


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused_by_name(xml):
    with contextlib.suppress(InstanceError):
        assert parse(xml).xml == xml


def test_answers_without_a_form_are_refused():
    with pytest.raises(NoFormId):
        parse(sent(head=""))


def test_answers_to_another_form_are_refused(make_form):
    form = make_form("| type | name | label |\n| text | a | A |")
    with pytest.raises(NotThisForm) as refused:
        belongs_to(form.definition, parse(sent()))
    assert refused.value.values == {"sent": "visit", "form": "test"}


@pytest.mark.parametrize("answers", ["<b>1</b>", "<start>x</start><g><b>1</b></g>"])
def test_answers_to_no_question_of_the_form_are_refused(make_form, answers):
    form = make_form("| type | name | label |\n| start | start | |\n| text | a | A |")
    with pytest.raises(NotItsAnswers):
        belongs_to(form.definition, parse(sent(answers, head='id="test"')))


@pytest.mark.parametrize("answers", ["", "<a>1</a><b>2</b>", "<start>x</start>"])
def test_one_question_of_the_form_or_no_answer_at_all_is_its_own(make_form, answers):
    form = make_form("| type | name | label |\n| start | start | |\n| text | a | A |")
    belongs_to(form.definition, parse(sent(answers, head='id="test"')))


def test_rows_are_keyed_by_their_uuid_or_by_their_place():
    instance = parse(
        sent(
            "<app><repeat_uuid>k1</repeat_uuid></app><app/>"
            "<app><repeat_uuid>k1</repeat_uuid></app>"
            f"<app><repeat_uuid>{'k' * 300}</repeat_uuid></app>"
        )
    )
    found = [(row.uuid, row.position) for row in rows(instance, "app")]
    assert found == [("k1", 1), ("app[2]", 2), ("app[3]", 3), ("app[4]", 4)]


def test_a_value_can_be_read_in_one_row():
    instance = parse(sent("<n>0</n><app><n>1</n></app><app><g><n>2</n></g></app>"))
    second = rows(instance, "app")[1]
    assert (value(instance, "n"), value(instance, "n", second)) == ("0", "2")
    assert value(instance, "absent") is None


def test_the_finishing_time_is_the_forms_own(make_form):
    form = make_form("| type | name | label |\n| end | end | |\n| text | a | A |")
    instance = form.filled(end="2026-03-12T15:04:05.000+08:00")
    finished = finished_at(form.definition, instance)
    assert finished is not None
    assert finished.isoformat() == "2026-03-12T15:04:05+08:00"
    assert finished_at(form.definition, form.filled(end="someday")) is None
    assert finished_at(form.definition, form.filled()) is None


@pytest.mark.parametrize(
    "error",
    [
        NotXml(reason="x"),
        DtdNotAllowed(),
        TooDeep(limit=64),
        TooLarge(limit=10),
        NoFormId(),
        NotThisForm(sent="a", form="b"),
        NotItsAnswers(form="b"),
        NoInstanceId(),
        BadInstanceId(reason="x"),
    ],
    ids=lambda error: error.code,
)
def test_each_refusal_says_that_what_was_kept_is_safe(error):
    assert "已保存的内容没有变化" in error.text("zh")
    assert "Nothing that the server had kept has changed" in error.text("en")
