"""Entity lists at the console: versions side by side, conflicts, files in and out."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import openpyxl
import pytest
from sqlalchemy import select

from server.actions import drafts
from server.actions.entities import brought_lists
from server.errors import Conflict
from server.models import (
    Entity,
    EntityVersion,
    Event,
    Finding,
    Form,
    FormDraft,
    Taking,
)
from tests.actors.paper import LEFT_OUT
from tests.actors.places import phone
from tests.actors.tables import workbook
from tests.server.console.clerk import keys, text

WELL = "0d890a32-1111-4222-8333-444444444444"
REGISTER = """
survey
| type | name | label | save_to |
| text | kind | 类型 | kind |
| integer | depth | 深度 | depth |
entities
| list_name | label |
| wells | ${kind} |
settings
| form_id | version | form_title |
| register | 1 | 水井登记 |
"""
LOOK = """
survey
| type | name | label | save_to |
| select_one_from_file wells.csv | well | 哪一口 | |
| integer | depth | 深度 | depth |
| text | state | 状况 | state |
entities
| list_name | entity_id |
| wells | ${well} |
settings
| form_id | version | form_title |
| look | 1 | 水井复查 |
"""
KEY = r"/lists/wells/([\w-]{22})\""


@pytest.fixture
def wells(office):
    office.publish(REGISTER)
    office.publish(LOOK)
    return office


@pytest.fixture
def disputed(wells):
    """Two phones of a team say of one well that it is 85 and 90 metres deep."""
    first, second = (phone(wells, "DZ07", None) for _ in range(2))
    send(
        wells,
        first,
        "register",
        kind="机井",
        depth=80,
        entity={"id": WELL, "label": "一号井"},
    )
    for device, depth in ((first, 85), (second, 90)):
        block = {"id": WELL, "baseVersion": 1}
        given = {"well": WELL, "depth": depth, "state": LEFT_OUT}
        send(wells, device, "look", **given, entity=block)
    return wells


def send(office, device, form, **answers):
    device.fill(form, **answers)
    device.push()
    office.work()


def upload(name, content):
    return (io.BytesIO(content.encode()), name)


def bring(city, **told):
    """Upload a file that will do, look at what it would change, and bring it in."""
    answer = city.send("/lists", **told)
    assert answer.status_code == 303, text(answer)
    trial = answer.headers["Location"].split("/c/jf26")[-1]
    page = city.read(trial)
    city.done(f"{trial}/apply")
    return page


def rows(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_an_entry_is_found_by_who_may_see_it(clerk, disputed):
    address = keys(clerk("city").open("/search", q="一号井"), KEY)
    assert len(address) == 1
    assert keys(clerk("leader07").open("/search", q="一号井"), KEY) == address
    for login in ("qihe", "leader01"):
        assert keys(clerk(login).open("/search", q="一号井"), KEY) == []


def test_a_conflict_is_seen_side_by_side_and_settled_by_a_person(clerk, disputed):
    city = clerk("city")
    assert "冲突 1" in city.read("/lists")
    page = city.open("/lists/wells")
    assert "同一项冲突" in text(page)
    (key,) = keys(page, KEY)
    entry = city.read(f"/lists/wells/{key}")
    for said in ("第 3 版", "第 1 版", "依据第 1 版填写", "有争议", "85", "90", "80"):
        assert said in entry
    told = {"seen": 3, "p-label": "一号井", "p-depth": "85"}
    assert "已按您所写的定下" in city.done(f"/lists/wells/{key}/settle", **told)
    after = city.read(f"/lists/wells/{key}")
    assert "第 4 版" in after
    assert "人工定稿" in after
    assert "冲突 1" not in city.read("/lists")
    device = phone(disputed, "DZ07", None)
    (row,) = device.rows("look", "wells.csv")
    assert (row["depth"], row["__version"]) == ("85", "4")


def test_the_review_says_what_a_chosen_entry_is_called(clerk, disputed):
    city = clerk("city")
    found = keys(city.open("/submissions"), r"/submissions/([\w-]{22})")
    pages = [city.read(f"/submissions/{key}") for key in dict.fromkeys(found)]
    named = [page for page in pages if "哪一口" in page]
    assert len(named) == 2
    assert all("一号井" in page and WELL not in page for page in named)


def test_a_filter_says_what_an_entry_is_called_and_takes_its_label(clerk, disputed):
    city = clerk("city")
    form = next(
        key
        for key in keys(city.open("/forms"), r"/forms/([\w-]{22})")
        if "水井复查" in city.read(f"/forms/{key}/questions")
    )
    asked = {"question": "well", "operator": "is", "value": "一号井"}
    led = city.open(f"/forms/{form}/narrow", **asked)
    assert f"a=well:is:{WELL}" in unquote(led.headers["Location"])
    page = text(city.browser.get(led.headers["Location"]))
    assert "哪一口 是 一号井" in page
    listed = city.read("/submissions", form="look", a=f"well:is:{WELL}")
    assert "哪一口 是 一号井" in listed
    assert WELL not in listed


def test_a_condition_offers_what_can_be_chosen(clerk, disputed):
    city = clerk("city")
    form = next(
        key
        for key in keys(city.open("/forms"), r"/forms/([\w-]{22})")
        if "水井复查" in city.read(f"/forms/{key}/questions")
    )
    offered = city.open(f"/forms/{form}/choices", question="well").text
    assert 'value="一号井"' in offered
    assert "option" not in city.open(f"/forms/{form}/choices", question="no").text
    other = clerk("leader08").open(f"/forms/{form}/choices", question="well")
    assert "一号井" not in other.text


def test_an_entry_is_added_by_hand(clerk, disputed):
    city = clerk("city")
    told = {"p-label": "二号井", "p-depth": "40", "name": "w2"}
    assert "已加上" in city.done("/lists/wells/add", **told)
    device = phone(disputed, "DZ07", None)
    assert "w2" not in [row["name"] for row in device.rows("look", "wells.csv")]
    city.done("/lists/wells/share", sharing="campaign")
    (row,) = (one for one in device.rows("look", "wells.csv") if one["name"] == "w2")
    assert (row["label"], row["depth"], row["__version"]) == ("二号井", "40", "1")
    for bad in ({"name": "w2"}, {"name": "n" * 101}):
        assert city.send("/lists/wells/add", **{**told, **bad}).status_code == 400
    assert city.send("/lists/wells/add", name="w3").status_code == 422
    leader = clerk("leader07")
    assert leader.send("/lists/wells/add", **told).status_code in (403, 404)


def test_who_settles_has_to_have_seen_the_newest_version(clerk, disputed):
    city = clerk("city")
    (key,) = keys(city.open("/lists/wells"), KEY)
    answer = city.send(f"/lists/wells/{key}/settle", **{"seen": 2, "p-depth": "1"})
    assert answer.status_code == 409
    assert "在此期间已被改动" in text(answer)


def test_what_the_last_one_said_may_stand(clerk, disputed):
    city = clerk("city")
    (key,) = keys(city.open("/lists/wells"), KEY)
    city.done(f"/lists/wells/{key}/settle", seen=3)
    assert "没有冲突" in city.read("/lists/wells", only="conflict")
    assert "第 4 版" not in city.read(f"/lists/wells/{key}")
    with disputed.reading() as session:
        assert session.query(Event).filter_by(action="entity.settled").count() == 1


def test_an_entry_is_deleted_and_restored(clerk, disputed):
    city = clerk("city")
    device = phone(disputed, "DZ07", None)
    (key,) = keys(city.open("/lists/wells"), KEY)
    city.done(f"/lists/wells/{key}/delete")
    assert device.rows("look", "wells.csv") == []
    assert "一号井" not in city.read("/lists/wells")
    assert "一号井" in city.read("/lists/wells", only="deleted")
    city.done(f"/lists/wells/{key}/restore")
    (row,) = device.rows("look", "wells.csv")
    assert row["__version"] == "5"


def test_what_waits_is_applied_or_put_aside_by_a_person(clerk, wells):
    device, stranger = phone(wells, "DZ07", None), phone(wells, "DZ08", None)
    send(wells, device, "register", kind="机井", entity={"id": WELL})
    for depth in (85, 90):
        block = {"id": WELL, "baseVersion": 1}
        send(wells, stranger, "look", well=WELL, depth=depth, state="", entity=block)
    city = clerk("city")
    page = city.open("/lists/wells")
    assert "这个编号在名单里，但不归这个组" in text(page)
    first, second = keys(page, r"/waits/([\w-]{22})/apply")
    city.done(f"/lists/wells/waits/{first}/apply")
    city.done(f"/lists/wells/waits/{second}/drop")
    assert "待并入" not in city.read("/lists/wells")
    (row,) = device.rows("look", "wells.csv")
    assert row["depth"] == "85"
    assert city.send(f"/lists/wells/waits/{first}/drop").status_code == 404


def test_a_list_is_brought_and_takes_the_place_of_a_form_s_file(clerk, office):
    form = """
survey
| type | name | label |
| select_one_from_file plaques.csv | plaque | 牌子 |
settings
| form_id | version | form_title |
| plaque | 1 | 挂牌 |
"""
    office.publish(form, plaques__csv=b"name,label\nold,Old\n")
    device = phone(office, "DZ07", None)
    assert [row["name"] for row in device.rows("plaque", "plaques.csv")] == ["old"]
    city = clerk("city")
    brought = "name,label,position\nparty,村党组织,outside\nclub,=俱乐部,inside\n"
    assert "新增 2 条" in bring(city, file=upload("plaques.csv", brought))
    assert "本专项所有组" in city.read("/lists")
    first = device.rows("plaque", "plaques.csv")
    assert [row["name"] for row in first] == ["party", "club"]
    (line,) = (
        row for row in rows(city.open("/lists/plaques.csv")) if row["name"] == "club"
    )
    assert line["label"] == "'=俱乐部"
    again = "name,label,position\nparty,村党组织,inside\nclub,'=俱乐部,inside\n"
    page = bring(city, name="plaques", file=upload("x.csv", again))
    assert "改动 1 条，照旧 1 条" in page
    after = device.rows("plaque", "plaques.csv")
    assert [row["__version"] for row in after] == ["2", "1"]
    with office.reading() as session:
        assert session.query(Taking).one().kind == "entity_list"


PLAQUE = """
survey
| type | name | label |
| select_one_from_file plaques.csv | plaque | 牌子 |
settings
| form_id | version | form_title |
| NAME | 1 | 挂牌 |
"""


def test_what_a_form_brought_is_kept_by_the_campaign(clerk, office):
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=b"name,label\nold,Old\n")
    office.publish(PLAQUE.replace("NAME", "b"), plaques__csv=b"name,label\nold,Old\n")
    city = clerk("city")
    assert "表单自带的清单 1" in city.read("/lists")
    city.done("/lists/keep", name="plaques")
    for form in ("a", "b"):
        device = phone(office, "DZ01", None)
        (row,) = device.rows(form, "plaques.csv")
        assert (row["name"], row["label"], row["__version"]) == ("old", "Old", "1")
    assert "表单自带的清单" not in city.read("/lists")
    assert city.send("/lists/keep", name="plaques").status_code == 404


def test_a_list_that_is_too_long_stays_a_file_and_the_page_says_what_to_do(
    clerk, office, monkeypatch
):
    monkeypatch.setattr(brought_lists, "MOST_ROWS", 1)
    rows = b"name,label\nold,Old\nnew,New\n"
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=rows + b"third,Third\n")
    page = clerk("city").read("/lists")
    assert "留作随表单的文件" in page
    assert "由专项维护" not in page


def test_many_entries_are_brought_at_once_each_with_its_version(clerk, office):
    city, many = clerk("city"), 1_200
    rows = "\n".join(f"p{n},牌 {n},{n}" for n in range(many))
    bring(city, name="plaques", file=upload("a.csv", f"name,label,size\n{rows}"))
    with office.reading() as session:
        assert session.query(Entity).count() == many
        numbers = [one.seq for one in session.query(Event).order_by(Event.seq)]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    page = city.read("/lists/plaques?text=牌+1199")
    assert "条目 1" in page
    changed = rows.replace("p7,牌 7,", "p7,七号牌,")
    again = upload("a.csv", f"name,label,size\n{changed}")
    assert "改动 1 条" in bring(city, name="plaques", file=again)
    with office.reading() as session:
        assert session.query(EntityVersion).count() == many + 1


def test_a_rule_book_brings_no_list_that_the_campaign_keeps(clerk, office):
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=b"name,label\nold,Old\n")
    clerk("city").done("/lists/keep", name="plaques")
    with pytest.raises(Conflict) as refused:
        office.bring_rules("a", plaques__csv=b"name,label\nnew,New\n")
    assert refused.value.code == "list_kept"


def test_what_comes_with_a_form_is_kept_where_the_office_leaves_the_mark(clerk, office):
    city = clerk("city")

    def publish(form, **said):
        sent = {
            "workbook": (io.BytesIO(workbook(form)), "a.xlsx"),
            "lists": upload("plaques.csv", "name,label\nold,Old\n"),
        }
        return city.done("/forms", **sent, **said)

    assert "由本专项维护" in city.read("/forms")
    publish(PLAQUE.replace("NAME", "a"))
    assert "表单自带的清单 1" in city.read("/lists")
    publish(PLAQUE.replace("NAME", "b"), kept="yes")
    device = phone(office, "DZ07", None)
    (row,) = device.rows("a", "plaques.csv")
    assert (row["label"], row["__version"]) == ("Old", "1")
    again = {
        "workbook": (io.BytesIO(workbook(PLAQUE.replace("NAME", "c"))), "c.xlsx"),
        "lists": upload("plaques.csv", "name,label\nnew,New\n"),
    }
    assert "一起上传的这份不起作用" in text(city.send("/forms/trial", **again))
    publish(PLAQUE.replace("NAME", "c"), kept="yes")
    assert [row["name"] for row in device.rows("c", "plaques.csv")] == ["old"]


def test_a_list_that_a_form_filters_by_region_stays_a_file(clerk, office):
    city = clerk("city")
    sent = {
        "workbook": (io.BytesIO(workbook(PLAQUE.replace("NAME", "a"))), "a.xlsx"),
        "lists": upload(
            "plaques.csv", "name,label,region_code\nold,Old,371424000000\n"
        ),
    }
    city.done("/forms", **sent, kept="yes")
    (row,) = phone(office, "DZ07", None).rows("a", "plaques.csv")
    assert row["region_code"] == "371424000000"


def test_a_draft_is_tried_with_its_own_file_where_the_campaign_keeps_the_list(
    clerk, office
):
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=b"name,label\nold,Old\n")
    city = clerk("city")
    city.done("/lists/keep", name="plaques")
    place = city.send(f"/forms/{form_key(office)}/edit").headers["Location"]
    place = place.split("/c/jf26")[-1].partition("?")[0]
    assert "发布后用名单里的" in city.read(place, tab="files")
    with office.reading() as session:
        draft = session.scalars(select(FormDraft)).one()
        assert drafts.files(session, draft) == {"plaques.csv": b"name,label\nold,Old\n"}


def test_of_two_that_differ_a_person_brings_the_right_one(clerk, office):
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=b"name,label\nold,Old\n")
    office.publish(PLAQUE.replace("NAME", "b"), plaques__csv=b"name,label\nnew,New\n")
    city = clerk("city")
    assert "各表单的内容不同" in city.read("/lists")
    assert city.send("/lists/keep", name="plaques").status_code == 400


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("regions", "name,label\na,A\n", "不能用"),
        ("x y", "name,label\na,A\n", "不能用"),
        ("x", "name,title\na,A\n", "其中有 label"),
        ("x", "label,a b\nA,1\n", "a b"),
        ("x", "name,label\n" + "a,A\n" * 20_001, "20000"),
    ],
)
def test_a_file_that_will_not_do_is_refused_whole(clerk, office, name, content, said):
    city = clerk("city")
    answer = city.send("/lists", name=name, file=upload("x.csv", content))
    assert answer.status_code == 400
    assert said in text(answer)
    assert "还没有名单" in city.read("/lists")


def test_every_row_that_is_wrong_is_told_and_nothing_is_brought(clerk, office):
    city = clerk("city")
    lines = (
        "name,label,team,region_code",
        "a,,,",
        "b,B,DZ99,",
        "b,B,,1",
        f"{'n' * 101},C,,",
    )
    answer = city.send("/lists", name="x", file=upload("x.csv", "\n".join(lines)))
    assert answer.status_code == 422
    page = text(answer)
    for told in (
        "2 label 不能空着",
        "3 team 没有察访组“DZ99”",
        "4 name “b”在文件里有两行",
    ):
        assert told in page
    assert "4 region_code 本专项没有地区“1”" in page
    assert "5 name" in page
    assert "还没有名单" in city.read("/lists")


def test_a_workbook_is_brought_and_its_formulas_are_told(clerk, office):
    city = clerk("city")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (("name", "label", "on"), ("a", "甲", "门口"), ("b", '="乙"', "室内")):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    sent = (io.BytesIO(out.getvalue()), "kept.xlsx")
    assert "3 label 是公式" in text(city.send("/lists", file=sent))
    sheet["B3"] = "乙"
    book.save(out := io.BytesIO())
    assert "新增 2 条" in bring(city, file=(io.BytesIO(out.getvalue()), "kept.xlsx"))
    told = rows(city.open("/lists/kept.csv"))
    assert [(one["label"], one["on"]) for one in told] == [
        ("甲", "门口"),
        ("乙", "室内"),
    ]


JUDGED = """
survey
| type | name | label |
| select_one_from_file plaques.csv | plaque | 牌子 |
| text | sign | 牌面 |
findings
| rule | when | title | category |
| P01 | count(instance('plaques')/root/item[label = ${sign}]) = 0 | 清单外“{sign}” | A2.1 超范围挂牌 |
settings
| form_id | version | form_title |
| plaque | 1 | 挂牌 |
"""  # noqa: E501


def test_a_list_is_tried_on_what_was_sent_before_it_changes(clerk, office):
    office.publish(JUDGED, plaques__csv="name,label\na,村党组织\n".encode())
    device = phone(office, "DZ07", None)
    for sign in ("村党组织", "俱乐部"):
        send(office, device, "plaque", plaque="a", sign=sign)
    city = clerk("city")
    city.done("/lists/keep", name="plaques")
    assert titles(office) == ["清单外“俱乐部”"]
    changed = "name,label\na,村委会\nb,俱乐部\n"
    answer = city.send("/lists", name="plaques", file=upload("x.csv", changed))
    trial = answer.headers["Location"].split("/c/jf26")[-1]
    assert city.send(f"{trial}/apply").status_code == 409
    office.work()
    page = city.read(trial)
    assert "挂牌 2 / 2 份 1 0 1 0" in page
    assert "村党组织 → 村委会" in page
    assert titles(office) == ["清单外“俱乐部”"]
    assert "到名单页决定" in city.read(f"/forms/{form_key(office)}/rules/1")
    city.done(f"{trial}/apply")
    office.work()
    assert titles(office) == ["清单外“村党组织”"]
    assert city.send(f"{trial}/apply").status_code == 409
    key = dict.fromkeys(
        one
        for one in keys(city.open("/lists/plaques"), r"/lists/plaques/([\w-]{22})\"")
        if "俱乐部" in city.read(f"/lists/plaques/{one}")
    ).popitem()[0]
    city.done(f"/lists/plaques/{key}/delete")
    assert titles(office) == ["清单外“村党组织”"]
    again = city.send("/lists/plaques/again").headers["Location"]
    office.work()
    assert "1 0 0 0" in text(city.browser.get(again))
    city.done(f"{again.split('/c/jf26')[-1]}/apply")
    office.work()
    assert titles(office) == ["清单外“俱乐部”", "清单外“村党组织”"]


def test_a_trial_of_a_list_is_dropped_and_another_takes_its_place(clerk, office):
    city = clerk("city")
    trials = [
        city.send("/lists", name="x", file=upload("x.csv", f"name,label\n{one},A\n"))
        for one in "ab"
    ]
    first, second = (one.headers["Location"].split("/c/jf26")[-1] for one in trials)
    assert city.send(f"{first}/apply").status_code == 409
    city.done(f"{second}/drop")
    assert city.send(f"{second}/apply").status_code == 409
    assert "还没有名单" in city.read("/lists")
    leader = clerk("leader07")
    assert leader.open(second).status_code in (403, 404)
    assert leader.send(f"{second}/drop").status_code in (403, 404)
    assert city.open(f"/trials/{'a' * 22}").status_code == 404


def titles(office):
    with office.reading() as session:
        return sorted(session.scalars(select(Finding.title)))


def form_key(office):
    with office.reading() as session:
        return session.scalars(select(Form.key)).one()


def test_a_team_sees_its_own_entries_and_another_team_nothing(clerk, disputed):
    (key,) = keys(clerk("city").open("/lists/wells"), KEY)
    assert "一号井" in clerk("leader07").read("/lists/wells")
    stranger = clerk("leader08")
    assert "一号井" not in stranger.read("/lists/wells")
    assert "名单还是空的" in stranger.read("/lists/wells")
    answers = [stranger.open(f"/lists/wells/{one}") for one in (key, "a" * 22)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert text(answers[0]) == text(answers[1])
    assert rows(stranger.open("/lists/wells.csv")) == []


def test_who_may_only_look_changes_nothing(clerk, disputed):
    (key,) = keys(clerk("city").open("/lists/wells"), KEY)
    leader = clerk("leader07")
    assert "就这样定" not in leader.read(f"/lists/wells/{key}")
    for act in ("settle", "delete", "restore"):
        assert leader.send(f"/lists/wells/{key}/{act}", seen=3).status_code == 403
    content = "name,label\na,A\n"
    assert leader.send("/lists", file=upload("x.csv", content)).status_code == 403
    county = clerk("qihe")
    assert county.send(f"/lists/wells/{key}/delete").status_code == 404
    assert county.send("/lists/wells/share", sharing="campaign").status_code == 403


def test_a_list_that_is_not_there_is_not_found(clerk, office):
    city = clerk("city")
    for path in ("/lists/none", "/lists/none.csv", f"/lists/none/{'a' * 22}"):
        assert city.open(path).status_code == 404


def test_a_unit_does_not_see_lists(clerk, disputed):
    assert clerk("bigdata").open("/lists").status_code in (403, 404)
