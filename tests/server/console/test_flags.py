"""Flags on the page: with their facts in words, and no word of what is not seen."""

from __future__ import annotations

import pytest

from tests.actors.forms import VISIT
from tests.actors.photos import Photo, photo
from tests.actors.places import phone
from tests.actors.world import LINYI, MENGSI, QIHE
from tests.server.console.clerk import text

HERE = {"lat": 37.1896, "lon": 116.8661, "acc": 12}


@pytest.fixture
def twice(office):
    """Let two teams of two counties send the same photograph."""
    office.publish(VISIT)
    sent = []
    for team, town, site in (("DZ07", MENGSI, "东村"), ("DZ01", QIHE, "西村")):
        shot = Photo(f"{team}.jpg", photo("x.jpg").content, gps=HERE)
        device = phone(office, team)
        sent.append(device.fill("visit", site_name=site, town=town, door=shot))
        device.push()
        office.work()
    return sent


def path_of(office, filled):
    return f"/submissions/{office.submission(filled.instance_id).key}"


def beside(office, one, other):
    here, there = (office.files(each.instance_id)[0].key for each in (one, other))
    return f"{path_of(office, one)}/photos/{here}/beside/{there}"


def test_who_may_see_both_is_told_which_and_can_lay_them_side_by_side(
    clerk, office, twice
):
    one, other = twice
    reviewer = clerk("reviewer")
    page = reviewer.open(path_of(office, one))
    assert "与 DZ01 2026-03-12“西村”的第 1 张相同" in text(page)
    path = beside(office, one, other)
    assert path in page.get_data(as_text=True)
    shown = reviewer.read(path)
    assert "东村" in shown
    assert "西村" in shown
    assert shown.count("拍摄时间") == 2


@pytest.mark.parametrize("login", ["leader07", "linyi"])
def test_who_may_see_one_is_told_of_another_without_a_name(clerk, office, twice, login):
    one, other = twice
    someone = clerk(login)
    page = someone.read(path_of(office, one))
    assert "与本活动中另一张照片相同" in page
    assert "西村" not in page
    assert "DZ01" not in page
    assert someone.open(beside(office, one, other)).status_code == 404


def test_every_flag_says_its_facts(clerk, office, device):
    office.publish(VISIT)
    spot = {"latitude": 37.1896 + 0.0081, "longitude": 116.8661}
    told = {"planned_from": None, "planned_to": None, "region_code": LINYI}
    visit = office.issue_visit("DZ07", "东村", "visit", **spot, **told)
    shot = photo("door.jpg", gps=HERE, source="gallery")
    broken = Photo("bad.jpg", photo("bad.jpg").content[:600], gps=HERE)
    row = {"app_name": "某通", "shot": broken}
    filled = device.fill(
        "visit", site_name="东村", town=MENGSI, visit_id=visit, door=shot, app=[row]
    )
    device.push()
    office.work()
    leader, path = clerk("leader07"), path_of(office, filled)
    keys = {file.name: file.key for file in office.files(filled.instance_id)}
    page = leader.read(path, photo=keys["door.jpg"])
    assert "距 901 m" in page
    assert "距察访地点 901 m，超过 200 m；定位精度 ±12 m" in page
    assert "从手机相册选取，不是当场拍摄" in page
    assert "送达时手机比服务器慢" in page
    assert "标记只是请再看一眼，不等于有问题" in page
    assert "不能显示：文件损坏；收到的字节已完整保存" in leader.read(
        path, photo=keys["bad.jpg"]
    )


def test_the_office_writes_where_a_site_is(clerk, office, device):
    office.publish(VISIT)
    spot = {"latitude": 37.2, "longitude": 116.9}
    visit = office.issue_visit("DZ07", "东村", "visit", **spot)
    shot = photo("door.jpg", gps=HERE)
    filled = device.fill("visit", site_name="东村", visit_id=visit, door=shot)
    device.push()
    office.work()
    city, path = clerk("city"), path_of(office, filled)
    assert "超过 200 m" in city.read(path)
    assert "改正察访地点的坐标" in city.read(path)
    assert city.send(f"/visits/{visit}/place", spot="").status_code == 422
    told = {"spot": "37.1896, 116.8661", "back": path.rsplit("/", 1)[1]}
    city.done(f"/visits/{visit}/place", **told)
    office.work()
    assert "超过 200 m" not in city.read(path)
    assert "距察访地点 0 m" in city.read(path)
    assert "改正察访地点" not in clerk("leader07").read(path)
