"""The page of one form: questions, answers as charts, rules, versions."""

from __future__ import annotations

import re

import pytest

from server.models import Form
from tests.actors.forms import NOTE, VISIT
from tests.actors.places import phone
from tests.actors.world import BIAOBAISI
from tests.server.console.clerk import keys, links, text


@pytest.fixture
def place(office, visited):
    with office.reading() as session:
        return f"/forms/{session.query(Form).filter_by(form_id='visit').one().key}"


@pytest.fixture
def elsewhere(office, visited):
    """A team of another county sends one visit too."""
    other = phone(office, "DZ01")
    other.fill(
        "visit",
        town=BIAOBAISI,
        site_name="表白寺镇人民政府",
        minutes=20,
        app=[{"app_name": "齐河专用", "forced": "yes"}],
    )
    other.push()
    office.work()


def asked(clerk, place, question, **query):
    return clerk.read(f"{place}/answers/{question}", **query)


def listed(clerk, page):
    """Follow every figure of a chart; give how many submissions each opens."""
    found = sorted(
        link for link in links(page, "/") if "a=" in link and "/submissions?" in link
    )
    return {link.partition("a=")[2]: counted(clerk.read(link)) for link in found}


def counted(page):
    """Read how many a list says it has."""
    (count, *_rest) = re.findall(r"(\d+) 件", page)
    return int(count)


def test_questions_stand_as_people_meet_them(clerk, place):
    city = clerk("city")
    assert city.open(place).status_code == 302
    page = city.read(f"{place}/questions")
    for said in ("Minutes", "整数", "Apps 可重复", "Forced", "Yes No", "regions.csv"):
        assert said in page
    assert "start" not in page


def test_each_kind_of_answer_has_its_chart(clerk, place, elsewhere):
    city = clerk("city")
    assert "Yes 2 67% No 1 33%" in asked(city, place, "forced")
    assert "最小 20，平均 47.5，最大 75" in asked(city, place, "minutes")
    assert "网格e通" in asked(city, place, "app_name")
    assert "WGS-84，没有底图" in asked(city, place, "loc")
    assert "孟寺镇 1 50%" in asked(city, place, "town")
    shots = city.open(f"{place}/answers/shot")
    assert len(keys(shots, r'src="(/photos/[\w-]{22}/thumb)"')) == 2
    assert city.open(f"{place}/answers/nothing").status_code == 404


def test_a_figure_opens_just_as_many_submissions(clerk, place, elsewhere):
    city = clerk("city")
    opened = listed(city, city.open(f"{place}/answers/forced"))
    assert opened == {"forced:is:yes": 2, "forced:is:no": 1, "forced:any:": 2}
    opened = listed(city, city.open(f"{place}/answers/minutes"))
    assert sum(n for asked, n in opened.items() if "below" in asked) == 2


def test_charts_are_of_what_one_may_see(clerk, place, elsewhere):
    for login, said in (("leader07", "75"), ("linyi", "75"), ("qihe", "20")):
        someone = clerk(login)
        assert f"平均 {said}" in asked(someone, place, "minutes")
        assert "1 件填报" in someone.read(f"{place}/answers")
        assert someone.open(f"{place}/versions").status_code == 404
    assert "没有人回答" in asked(clerk("leader08"), place, "minutes")
    assert clerk("bigdata").open(f"{place}/answers").status_code == 404


def test_answers_filter_the_charts_the_list_and_the_export(clerk, place, elsewhere):
    city = clerk("city")
    page = city.read(f"{place}/answers", a="minutes:least:60")
    assert "1 件填报" in page
    assert "Minutes 不小于 60" in page
    assert "平均 75" in asked(city, place, "minutes", a="minutes:least:60")
    told = city.open(
        f"{place}/narrow",
        question="forced",
        operator="is",
        value="no",
        a="minutes:any:",
    )
    assert told.headers["Location"].endswith("a=minutes:any:&a=forced:is:no")
    told = city.open(f"{place}/narrow", question="forced", operator="is", value="Yes")
    assert told.headers["Location"].endswith("a=forced:is:yes")
    chosen = {"form": "visit", "a": ["forced:is:yes", "minutes:most:20"]}
    assert "表白寺镇人民政府" in city.read("/submissions", **chosen)
    assert "孟寺镇人民政府" not in city.read("/submissions", **chosen)
    whole = city.open(f"{place}/submissions.xlsx").get_data()
    less = city.open(f"{place}/submissions.xlsx", a="minutes:most:20").get_data()
    assert len(less) < len(whole)


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        (["forced:is:yes"], 2),
        (["forced:not:no"], 1),
        (["forced:not:no", "minutes:below:20"], 0),
        (["app_name:has:格E通"], 1),
        (["app_name:has:通格"], 0),
        (["door:any:"], 0),
        (["issuer:none:"], 1),
        (["nonsense"], 2),
    ],
)
def test_conditions_are_asked_of_any_row(clerk, place, elsewhere, conditions, count):
    page = clerk("city").read(f"{place}/answers", a=conditions)
    assert f"{count} 件填报" in page


def test_what_was_written_is_found_by_a_part_of_it(clerk, place, elsewhere):
    city = clerk("city")
    for said in ("格e", "寺镇人", "网格Ｅ通"):
        assert "孟寺镇人民政府" in city.read("/submissions", text=said)
    assert "没有符合条件" in city.read("/submissions", text="从未写过")


def test_a_rule_says_how_often_it_fired_and_opens_there(clerk, place, elsewhere):
    city = clerk("city")
    page = city.open(f"{place}/rules")
    assert "在 2 份填报里" in text(page)
    assert "2 100%" in text(page)
    assert "1 50%" in text(page)
    assert "人均每日使用【Minutes】分钟" in text(page)
    assert "责任 问题类别的牵头单位" in text(page)
    assert "逐项： Apps" in text(page)
    assert "Told(" not in text(page)
    (fired,) = (link for link in links(page, "/") if "rule=V02" in link)
    assert "孟寺镇人民政府" in city.read(fired)
    assert "表白寺镇人民政府" not in city.read(fired)
    assert "1 100%" in clerk("linyi").read(f"{place}/rules")


def test_a_form_without_submissions_says_what_will_be_here(clerk, office):
    office.publish(NOTE)
    city = clerk("city")
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    assert "这份表单还没有填报" in city.read(f"/forms/{key}/answers")
    assert "没有人回答" in asked(city, f"/forms/{key}", "said")
    assert "没有发现规则" in city.read(f"/forms/{key}/rules")


def test_a_form_of_two_languages_is_read_in_either(clerk, office):
    office.publish(
        VISIT.replace("| label   |", "| label::中文 (zh) |").replace(
            "| Minutes |", "| 每日用时 |"
        )
    )
    city = clerk("city")
    (key,) = keys(city.open("/forms"), r"/forms/([\w-]{22})")
    assert "每日用时" in city.read(f"/forms/{key}/questions")
