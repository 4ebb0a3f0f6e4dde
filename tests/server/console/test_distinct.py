"""Lists of what is counted once: figures that open, pairs to decide, and undoing."""

from __future__ import annotations

import pytest

from server.actions import judging
from server.actions.access import SYSTEM
from server.models import Submission
from tests.actors.forms import APPS, VISIT
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.world import BIAOBAISI, LINYI, MENGSI
from tests.server.console.clerk import keys, text


@pytest.fixture
def apps(office):
    """Two townships of two counties name the same app and another each."""
    office.publish(APPS)
    shot = photo("a.jpg")
    sent = {
        MENGSI: ("DZ07", [{"app_name": "网格e通", "issuer": "大数据局", "shot": shot}]),
        BIAOBAISI: ("DZ01", [{"app_name": "网格通"}, {"app_name": "齐河专用"}]),
    }
    for town, (team, rows) in sent.items():
        device = phone(office, team)
        device.fill("apps", town=town, site_name="镇政府", app=rows)
        device.push()
    office.work()
    with office.writing() as session:
        for one in session.query(Submission):
            judging.accept(session, SYSTEM, one)


def test_a_figure_opens_to_its_things_and_their_mentions(clerk, apps):
    city = clerk("city")
    page = city.read("/distinct/app")
    assert "本级计 3" in page
    assert "只计一次，所以各行相加可以大于本级" in page
    inside = city.open("/distinct/app", region=LINYI)
    assert "网格e通" in text(inside)
    assert "齐河专用" not in text(inside)
    (key,) = keys(inside, r"/things/([\w-]{22})")
    thing = city.open(f"/things/{key}")
    assert "出现的地方 1" in text(thing)
    assert "临邑县 孟寺镇" in text(thing)
    (thumb,) = keys(thing, r'src="(/photos/[\w-]{22}/thumb)"')
    assert city.open(thumb).status_code == 200


def test_a_person_decides_and_takes_it_back(clerk, apps):
    city = clerk("city")
    page = city.open("/distinct/app/likeness")
    assert "1 对待定" in text(page)
    (key,) = keys(page, r"/likeness/([\w-]{22})/same")
    of = keys(page, r'name="of" value="([\w-]{22})"')[0]
    for neither in ("", "no-such-thing"):
        assert city.send(f"/likeness/{key}/same", of=neither).status_code == 400
    assert "已归为同一" in city.done(f"/likeness/{key}/same", of=of)
    assert "本级计 2" in city.read("/distinct/app")
    assert "这里重复 1 次" in city.read("/distinct/app")
    assert "1 对待定" in city.done(f"/likeness/{key}/undo")
    city.done(f"/likeness/{key}/different")
    assert "没有待定的" in city.read("/distinct/app/likeness")
    assert city.send(f"/likeness/{key}/different").status_code == 409
    city.done(f"/likeness/{key}/undo")
    assert "1 对待定" in city.read("/distinct/app/likeness")


def test_what_nobody_proposed_is_united_from_its_page(clerk, apps):
    city = clerk("city")
    things = city.open("/distinct/app", text="齐河专用")
    (here,) = keys(things, r"/things/([\w-]{22})")
    offered = city.open(f"/things/{here}", search="e通")
    (other,) = keys(offered, r'name="alias" value="([\w-]{22})"')
    city.done(f"/things/{here}/unite", alias=other)
    assert "本级计 2" in city.read("/distinct/app")
    city.done(f"/things/{other}/part")
    assert "本级计 3" in city.read("/distinct/app")


def test_who_sees_a_part_of_the_campaign_decides_nothing(clerk, apps):
    page = clerk("city").open("/distinct/app/likeness")
    (key,) = keys(page, r"/likeness/([\w-]{22})/same")
    for login in ("linyi", "leader07", "verifier_city"):
        someone = clerk(login)
        assert "疑似同名" not in someone.read("/distinct/app")
        assert someone.open("/distinct/app/likeness").status_code == 403
        assert someone.send(f"/likeness/{key}/same").status_code == 403


def test_who_sees_a_part_is_told_no_nought_of_another(clerk, apps):
    county = clerk("linyi").open("/distinct/app")
    assert "临邑县 1" in text(county)
    assert "孟寺镇" in text(county)
    for login in ("linyi", "leader07"):
        whole = clerk(login).read("/distinct/app", region="371400000000")
        assert "临邑县" in whole
        assert "齐河县" not in whole


def test_another_county_s_thing_is_the_same_404_as_none(clerk, apps):
    found = keys(clerk("qihe").open("/distinct/app"), r"/things/([\w-]{22})")
    linyi = clerk("linyi")
    answers = [linyi.open(f"/things/{key}") for key in (*found, "nothing")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text(answer) for answer in answers}) == 1


def test_an_empty_list_says_what_will_be_here(clerk, office):
    office.publish(APPS)
    city = clerk("city")
    assert "这里还没有登记" in city.read("/distinct/app")
    assert "没有待定的" in city.read("/distinct/app/likeness")
    assert city.open("/distinct/plaque").status_code == 404


def test_a_campaign_whose_forms_count_nothing_has_no_list(clerk, office):
    office.publish(VISIT)
    page = clerk("city").open("/submissions").get_data(as_text=True)
    assert "/distinct/" not in page
