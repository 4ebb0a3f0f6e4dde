"""A form edited in the browser: saved at once, checked, taken back, told to others."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import openpyxl
import pytest
from lxml import html
from sqlalchemy import select

from server.models import Event, Form, FormDraft, FormVersion, RuleDifference
from tests.actors.forms import KEPT, VISIT
from tests.actors.tables import workbook
from tests.server.console.clerk import text

LABEL, HINT = "cell:label", "cell:hint"
LONG = "settings\n| form_id | version |\n| long | 1 |"
SITE = {"sheet": "survey", "row": 7}
FORCED = {"sheet": "survey", "row": 13}


@pytest.fixture
def city(clerk):
    return clerk("city")


@pytest.fixture
def form(office, request):
    """Publish the form; with a visit where a test asks for one."""
    if "visited" not in request.fixturenames:
        office.publish(VISIT)
    with office.reading() as session:
        return session.scalars(select(Form.key)).one()


@pytest.fixture
def place(city, form):
    answer = city.send(f"/forms/{form}/edit")
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"].split("/c/jf26")[-1].partition("?")[0]


def base(city, place):
    (edition,) = re.findall(r'data-edition="(\d+)"', city.open(place).text)
    return edition


def told(city, place, sheet="survey"):
    """Read what the workbook says now, as somebody who downloads it."""
    answer = city.open(f"{place}/workbook")
    rows = openpyxl.load_workbook(io.BytesIO(answer.data))[sheet].iter_rows()
    return {c.coordinate: c.value for row in rows for c in row if c.value is not None}


def save(city, place, **cells):
    return city.send(f"{place}/row", base=base(city, place), **cells)


def steps(office):
    with office.reading() as session:
        found = session.scalars(
            select(Event).where(Event.action.like("form.draft_%")).order_by(Event.seq)
        )
        return [(one.action, json.loads(one.body)) for one in found]


def test_editing_begins_a_draft_under_the_next_version_and_opens_it_again(
    office, city, form, place
):
    again = city.send(f"/forms/{form}/edit").headers["Location"]
    assert place in again
    with office.reading() as session:
        (draft,) = session.scalars(select(FormDraft))
        assert (draft.form_id, draft.version) == ("visit", "2")
    page = city.read(place)
    assert "Site" in page
    assert "可以编成表单" in page


def test_a_label_is_saved_at_once_in_its_cell_alone_and_tells_who_and_what(
    office, city, place
):
    before = told(city, place)
    assert save(city, place, **SITE, **{LABEL: "地点名称"}).status_code == 303
    after = told(city, place)
    assert {at for at in after if after[at] != before.get(at)} == {"C7"}
    assert "地点名称" in city.read(place)
    (action, body) = steps(office)[-1]
    assert action == "form.draft_edited"
    (cell,) = body["cells"]
    assert cell == {"sheet": "survey", "cell": "C7", "old": "Site", "new": "地点名称"}
    assert "正在检查" in city.read(place)
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)
    with office.reading() as session:
        assert "地点名称" in session.scalars(select(FormDraft)).one().xform.decode()


def test_nothing_changed_is_no_step(office, city, place):
    before = steps(office)
    assert save(city, place, **SITE, **{LABEL: "Site"}).status_code == 303
    assert steps(office) == before


def test_a_hint_that_no_column_has_yet_brings_its_column(city, place):
    save(city, place, **SITE, **{HINT: "写全称"})
    after = told(city, place)
    assert (after["F1"], after["F7"]) == ("hint", "写全称")
    assert "写全称" in city.read(place)


def test_steps_are_taken_back_and_made_again_until_another_is_made(city, place):
    first = told(city, place)
    save(city, place, **SITE, **{LABEL: "甲"})
    save(city, place, **SITE, **{LABEL: "乙"})
    for said in ("甲", "Site"):
        city.done(f"{place}/undo", base=base(city, place))
        assert told(city, place)["C7"] == said
    assert told(city, place) == first
    assert city.send(f"{place}/undo", base=base(city, place)).status_code == 409
    city.done(f"{place}/redo", base=base(city, place))
    assert told(city, place)["C7"] == "甲"
    save(city, place, **SITE, **{LABEL: "丙"})
    assert city.send(f"{place}/redo", base=base(city, place)).status_code == 409
    city.done(f"{place}/undo", base=base(city, place))
    assert told(city, place)["C7"] == "甲"


def test_what_is_wrong_stands_beside_its_field_and_phones_keep_what_was_right(
    office, city, place
):
    with office.reading() as session:
        before = session.scalars(select(FormDraft)).one().xform
    bad = {"sheet": "findings", "row": 2, "tab": "rules"}
    save(city, place, **bad, **{"cell:when": "${nobody} > 1"})
    city.done(f"{place}/check")
    page: Any = html.fromstring(city.open(place, **bad).text)
    (field,) = page.xpath("//*[@name='cell:when']")
    assert field.get("aria-invalid") == "true"
    beside = page.xpath(f"string(//*[@id='{field.get('aria-describedby')}'])")
    assert "nobody" in beside
    assert "第 2 行" in page.xpath("string(//*[@id='troubles'])")
    with office.reading() as session:
        assert session.scalars(select(FormDraft)).one().xform == before
    to_draft = city.open(place.removesuffix("/edit"))
    assert (to_draft.status_code, to_draft.headers["Location"][-5:]) == (302, "/edit")
    assert city.send(place.removesuffix("/edit") + "/publish").status_code == 400
    city.done(f"{place}/undo", base=base(city, place))
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)


def test_who_comes_late_to_the_same_row_is_told_by_whom_and_other_rows_agree(
    clerk, city, place
):
    other = clerk("city2")
    old = base(city, place)
    save(other, place, **SITE, **{LABEL: "甲"})
    late = city.send(f"{place}/row", base=old, **SITE, **{LABEL: "乙"})
    assert late.status_code == 409
    assert "刚改过同一处" in text(late)
    assert told(city, place)["C7"] == "甲"
    beside = city.send(f"{place}/row", base=old, **FORCED, **{LABEL: "强制"})
    assert beside.status_code == 303
    assert (told(city, place)["C7"], told(city, place)["C13"]) == ("甲", "强制")
    assert city.send(f"{place}/undo", base=old).status_code == 409


def test_choices_are_added_moved_renamed_and_an_answered_one_goes_only_when_sure(
    visited, city, place
):
    def send(way, **said):
        asked = {"base": base(city, place), **FORCED, **said}
        return city.send(f"{place}/choices/{way}", **asked)

    assert send("add", name="maybe", label="Maybe").status_code == 303
    again = send("add", name="maybe", label="Maybe")
    assert again.status_code == 400
    assert "已有代码 maybe" in text(again)
    assert "没有发布" not in text(again)
    assert send("4/up").status_code == 303
    assert send("2/label", label="Yes!").status_code == 303
    cells = told(city, place, "choices")
    assert [cells[f"B{row}"] for row in (2, 3, 4)] == ["yes", "maybe", "no"]
    assert cells["C2"] == "Yes!"
    page = city.read(place, **FORCED)
    assert "1 份选过" in page
    assert send("2/remove").status_code == 409
    assert send("2/remove", sure="yes").status_code == 303
    assert send("2/remove").status_code == 303
    assert told(city, place, "choices")["B2"] == "no"


def order(city, place):
    cells = told(city, place)
    rows = sorted((int(at[1:]), cells[at]) for at in cells if at[0] == "B")
    return [name for _row, name in rows]


def test_questions_are_added_copied_moved_and_taken_out_and_all_of_it_taken_back(
    visited, city, place
):
    def send(way, row, **said):
        asked = {"base": base(city, place), "sheet": "survey", "row": row, **said}
        return city.send(f"{place}/questions/{way}", **asked)

    before = order(city, place)
    added = send("add", 9, type="integer", name="rooms", label="几间房")
    assert (added.status_code, "row=10" in added.headers["Location"]) == (303, True)
    assert order(city, place) == [*before[:9], "rooms", *before[9:]]
    assert send("add", 9, type="text", name="rooms", label="").status_code == 400
    moved = send("up", 10)
    assert "row=9" in moved.headers["Location"]
    assert send("copy", 9).status_code == 303
    assert order(city, place)[8:12] == ["rooms", "rooms_2", "minutes", "app"]
    assert "几间房" in city.read(place)
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)
    assert send("remove", 11).status_code == 409
    assert "minutes" in order(city, place)
    assert send("remove", 11, sure="yes").status_code == 303
    assert "minutes" not in order(city, place)
    for _step in range(4):
        city.done(f"{place}/undo", base=base(city, place))
    assert order(city, place) == before


def test_every_step_is_told_with_who_took_it_also_one_that_was_taken_back(city, place):
    save(city, place, **SITE, **{LABEL: "甲"})
    page = city.read(place, tab="steps")
    for told in ("survey C7", "Site", "甲", "city"):
        assert told in page
    assert "已撤销" not in page
    city.done(f"{place}/undo", base=base(city, place))
    assert "已撤销" in city.read(place, tab="steps")


def test_a_list_is_replaced_by_a_file_and_comes_back(office, city):
    office.publish(KEPT, **{"kept.csv": "name,label\na,甲\n".encode()})
    with office.reading() as session:
        key = session.scalars(select(Form.key).where(Form.form_id == "kept")).one()
    there = city.send(f"/forms/{key}/edit").headers["Location"].split("/c/jf26")[-1]
    place = there.partition("?")[0]
    assert "name,label" in city.read(place, tab="files")
    other = "name,label\nb,乙\n".encode()

    def send(name):
        sent = {"list": (io.BytesIO(other), "x.csv"), "base": base(city, place)}
        return city.send(f"{place}/files/{name}", **sent).status_code

    assert send("kept.csv") == 303
    assert city.open(f"{place}/files/kept.csv").data == other
    city.done(f"{place}/undo", base=base(city, place))
    assert "甲" in city.open(f"{place}/files/kept.csv").text
    assert send("other.csv") == 409


def test_a_long_form_is_shown_in_parts_and_opens_where_its_question_is(office, city):
    lines = "\n".join(f"| text | q{n} | Question {n} |" for n in range(210))
    office.publish(f"survey\n| type | name | label |\n{lines}\n{LONG}")
    with office.reading() as session:
        key = session.scalars(select(Form.key).where(Form.form_id == "long")).one()
    place = city.send(f"/forms/{key}/edit").headers["Location"].partition("?")[0]
    first, last = city.read(place), city.read(place, row=209)
    assert ("Question 199" in first, "Question 207" in first) == (True, False)
    assert ("Question 199" in last, "Question 207" in last) == (False, True)


def test_an_edited_workbook_comes_back_in_its_place_and_goes_again(city, place):
    save(city, place, **SITE, **{LABEL: "甲"})
    other = workbook(VISIT.replace("| 1       |", "| 9       |"))
    sent = {"workbook": (io.BytesIO(other), "改好.xlsx"), "base": base(city, place)}
    assert city.send(f"{place}/workbook", **sent).status_code == 303
    assert city.open(f"{place}/workbook").data == other
    city.done(f"{place}/undo", base=base(city, place))
    assert told(city, place)["C7"] == "甲"
    city.done(f"{place}/redo", base=base(city, place))
    assert city.open(f"{place}/workbook").data == other
    for bad in (b"no workbook", workbook("survey\n| type | name |\n")):
        sent = {"workbook": (io.BytesIO(bad), "坏.xlsx"), "base": base(city, place)}
        assert city.send(f"{place}/workbook", **sent).status_code == 400
    assert city.open(f"{place}/workbook").data == other


def test_rules_as_they_are_edited_are_tried_on_what_was_sent(
    visited, office, city, form, place
):
    page = city.read(place, tab="rules", sheet="findings", row=2)
    assert "提出的问题" in page
    out = {"sheet": "findings", "row": 2, "tab": "rules", "cell:severity": "major"}
    save(city, place, **out)
    save(city, place, sheet="findings", row=3, tab="rules", **{"cell:days": "9"})
    answer = city.send(f"{place}/try")
    assert answer.status_code == 303
    assert f"/forms/{form}/rules/1" in answer.headers["Location"]
    office.work()
    with office.reading() as session:
        (changed,) = session.scalars(select(RuleDifference))
        assert (changed.rule, changed.kind) == ("V01", "changed")


def test_what_was_edited_is_published_with_its_workbook(office, city, place):
    save(city, place, **SITE, **{LABEL: "地点名称"})
    city.done(place.removesuffix("/edit") + "/publish", notes="改了题面")
    with office.reading() as session:
        last = session.scalars(select(FormVersion).order_by(FormVersion.id)).all()[-1]
        assert (last.version, "地点名称" in last.xform.decode()) == ("2", True)
        assert session.scalars(select(FormDraft)).all() == []


def test_nobody_but_who_manages_forms_edits(clerk, form, place):
    for login in ("leader07", "inspector07"):
        other = clerk(login)
        assert other.open(place).status_code in (403, 404)
        for way in ("row", "undo", "redo", "workbook", "try"):
            assert other.send(f"{place}/{way}", base=0).status_code in (403, 404)
        assert other.send(f"/forms/{form}/edit").status_code in (403, 404)


def test_a_rule_is_added_where_no_sheet_was_and_taken_back(office, city):
    office.publish(f"survey\n| type | name | label |\n| text | a | A |\n{LONG}")
    with office.reading() as session:
        key = session.scalars(select(Form.key).where(Form.form_id == "long")).one()
    place = city.send(f"/forms/{key}/edit").headers["Location"].split("/c/jf26")[-1]
    place = place.partition("?")[0]
    before = city.open(f"{place}/workbook").data
    assert "加一条规则" in city.read(place, tab="rules")
    rule = {"new:rule": "L01", "new:title": "写了“{a}”", "new:when": "a != ''"}
    asked = {"sheet": "findings", "tab": "rules"}

    def send(way, **said):
        sent = {"base": base(city, place), **asked, **said}
        return city.send(f"{place}/findings/{way}", **sent)

    assert send("add", **{**rule, "new:when": ""}).status_code == 400
    led = send("add", **rule).headers["Location"]
    assert "row=2" in led
    assert "再来一条" in text(city.browser.get(led))
    save(city, place, **asked, row=2, **{"cell:category": "A1.1 强制使用"})
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)
    assert send("copy", row=2).status_code == 303
    assert told(city, place, "findings")["A3"] == "L02"
    assert send("remove", row=2).status_code == 303
    assert "A2" not in told(city, place, "findings")
    for _step in range(4):
        city.done(f"{place}/undo", base=base(city, place))
    assert city.open(f"{place}/workbook").data == before


def test_a_group_is_copied_with_all_that_is_in_it_and_taken_back(visited, city, place):
    before = order(city, place)
    row = before.index("app") + 1
    asked = {"base": base(city, place), "sheet": "survey", "row": row}
    opened = f"{place}?tab=questions&sheet=survey&row={row}"
    assert "再来一组" in city.read(opened)
    assert city.send(f"{place}/questions/copy", **asked).status_code == 303
    copies = [name for name in order(city, place) if name not in before]
    assert copies == ["app_2", "app_name_2", "issuer_2", "forced_2", "shot_4"]
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)
    city.done(f"{place}/undo", base=base(city, place))
    assert order(city, place) == before


def test_a_question_that_was_answered_keeps_its_kind_and_a_new_one_does_not(
    visited, city, place
):
    def send(way, row, **said):
        asked = {"base": base(city, place), "sheet": "survey", "row": row, **said}
        return city.send(f"{place}/questions/{way}", **asked)

    page = city.read(place, **SITE)
    assert "已按“文字”发布过" in page
    refused = send("type", 7, type="integer")
    assert refused.status_code == 409
    assert "另起代码加一题" in text(refused)
    send("add", 9, type="integer", name="rooms", label="几间房")
    assert send("type", 10, type="select_multiple yn").status_code == 303
    assert told(city, place)["A10"] == "select_multiple yn"


def test_a_question_is_moved_into_a_group_that_was_just_added(city, place):
    def send(way, row, **said):
        asked = {"base": base(city, place), "sheet": "survey", "row": row, **said}
        return city.send(f"{place}/questions/{way}", **asked)

    new = {"type": "begin_group", "name": "rest", "label": "其余"}
    assert send("add", 9, **new).status_code == 303
    inside = {"type": "select_one", "name": "roof", "label": "屋顶", "where": "inside"}
    assert send("add", 10, **inside).status_code == 400
    assert send("add", 10, **inside, choices="瓦\n草").status_code == 303
    moved = send("first", 7, home=10)
    assert moved.status_code == 303
    rows = told(city, place)
    there = [rows.get(f"A{n}", "") for n in range(8, 13)]
    assert "begin_group" in there
    names = order(city, place)
    at = names.index("rest")
    assert names[at : at + 3] == ["rest", "site_name", "roof"]
    assert send("first", 10, home=0).status_code == 400
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)


def test_a_form_is_begun_from_nothing_and_edited_until_it_is_published(office, clerk):
    city = clerk("city")
    assert "新建表单" in city.read("/forms")
    assert city.send("/forms/blank", form_id="1 x", title="路灯").status_code == 400
    begun = city.send("/forms/blank", form_id="road_check", title="路灯核查")
    place = begun.headers["Location"].partition("?")[0].split("/c/jf26")[-1]
    assert "路灯核查" in city.read(place)
    assert told(city, place)["B2"] == "site_name"
    asked = {"base": base(city, place), "sheet": "survey", "row": 2}
    city.send(f"{place}/questions/add", **asked, type="integer", name="n", label="盏数")
    city.done(f"{place}/check")
    assert "可以编成表单" in city.read(place)
    city.done(place.replace("/edit", "/publish"))
    assert "路灯核查" in city.read("/forms")
    again = city.send("/forms/blank", form_id="road_check", title="路灯")
    assert again.status_code == 409
