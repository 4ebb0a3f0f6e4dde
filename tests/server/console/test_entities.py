"""Entity lists at the console: versions side by side, conflicts, files in and out."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import pytest

from server.errors import Conflict
from server.models import Event, Taking
from tests.actors.paper import LEFT_OUT
from tests.actors.places import phone
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


def rows(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


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
    city.done("/lists", file=upload("plaques.csv", brought))
    assert "本专项所有组" in city.read("/lists")
    first = device.rows("plaque", "plaques.csv")
    assert [row["name"] for row in first] == ["party", "club"]
    (line,) = (
        row for row in rows(city.open("/lists/plaques.csv")) if row["name"] == "club"
    )
    assert line["label"] == "'=俱乐部"
    again = "name,label,position\nparty,村党组织,inside\nclub,'=俱乐部,inside\n"
    city.done("/lists", name="plaques", file=upload("x.csv", again))
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


def test_a_rule_book_brings_no_list_that_the_campaign_keeps(clerk, office):
    office.publish(PLAQUE.replace("NAME", "a"), plaques__csv=b"name,label\nold,Old\n")
    clerk("city").done("/lists/keep", name="plaques")
    with pytest.raises(Conflict) as refused:
        office.bring_rules("a", plaques__csv=b"name,label\nnew,New\n")
    assert refused.value.code == "list_kept"


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
        ("x", "name,label\na,\n", "第 2 行"),
        ("x", "name,label\na,A\na,B\n", "第 3 行"),
        ("x", "name,label,team\na,A,DZ99\n", "DZ99"),
        ("x", "label,a b\nA,1\n", "a b"),
    ],
)
def test_a_file_that_will_not_do_is_refused_whole(clerk, office, name, content, said):
    city = clerk("city")
    answer = city.send("/lists", name=name, file=upload("x.csv", content))
    assert answer.status_code == 400
    assert said in text(answer)
    assert "还没有名单" in city.read("/lists")


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
