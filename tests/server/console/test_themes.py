"""Themes: drawn, filled from the ledger, crossed by level, closed by measures."""

from __future__ import annotations

import pytest

from server.models import Event, IssueTheme, ThemeFinding
from tests.actors.forms import VISIT
from tests.actors.rectifying import desk, unit_desk
from tests.server.console.clerk import keys, text
from tests.server.reports.test_changes import accepted

CITY, LINYI, QIHE = "371400000000", "371424000000", "371425000000"
AREA = {"scope": "area", "horizon": "long_term"}


@pytest.fixture
def found(office):
    """Bring two findings of one unit into the ledger."""
    office.publish(VISIT)
    return accepted(office, "甲村"), accepted(office, "乙村")


@pytest.fixture
def head(clerk, found):
    """Let the city's clerk draw a theme."""
    city = clerk("city")
    city.done("/themes", region=CITY, name="登录打卡", aspect="A1", summary="打卡留痕")
    return city


def theme_of(someone):
    (key,) = keys(someone.open("/themes"), r"/themes/([\w-]{20,})\"")
    return key


def put(someone, key, *findings):
    chosen = [one.key for one in findings]
    return someone.done("/themes/put", theme=key, finding=chosen)


def test_findings_are_put_into_a_theme_and_taken_out(head, office, found):
    key = theme_of(head)
    assert "已放入主题" in put(head, key, *found)
    put(head, key, found[0])
    assert office.count(ThemeFinding) == 2
    board = head.read("/themes")
    assert "没有符合条件的问题" not in board
    assert "没有符合条件的问题" in head.read("/themes", loose="1")
    page = head.read(f"/themes/{key}")
    assert "-0001" in page
    assert "-0002" in page
    head.done(f"/themes/{key}/take_out", finding=found[0].key)
    assert "-0001" not in head.read(f"/themes/{key}")
    assert "-0001" in head.read("/themes", loose="1")


def test_a_theme_crosses_where_problems_show_and_where_they_are_rooted(head, found):
    key = theme_of(head)
    put(head, key, *found)
    told = {"manifest_level": "town", "root_level": "province", "cause_class": "style"}
    head.done(f"/findings/{found[0].key}/steps/trace", **told, cause_text="层层加码。")
    page = head.read(f"/themes/{key}")
    assert "表现 ＼ 根源 省 市 县（市、区） 乡镇（街道） 村（社区） 未定 合计" in page
    assert "乡镇（街道） 1 0 0 0 0 1 2" in page
    assert "合计 1 0 0 0 0 1 2" in page


def test_a_theme_closes_with_a_measure_for_the_area_and_the_long_term(
    head, office, found
):
    key = theme_of(head)
    put(head, key, *found)
    refused = head.send(f"/themes/{key}/close")
    assert refused.status_code == 422
    assert "还没有一条面上、长久的整改措施" in text(refused)
    desk(office, "city").assign(found[0], "LY-DSJ")
    unit = unit_desk(office, "bigdata")
    unit.acknowledges(found[0])
    unit.plans(found[0], "全县清理应用程序。", scope="area", horizon="now")
    unit.plans(found[0], "本局建台账。", scope="point", horizon="long_term")
    assert head.send(f"/themes/{key}/close").status_code == 422
    unit.plans(found[0], "建立准入制度。", **AREA)
    page = head.done(f"/themes/{key}/close")
    assert "已办结主题" in page
    assert "建立准入制度。" in page
    assert (
        head.send("/themes/put", theme=key, finding=[found[0].key]).status_code == 409
    )
    taken = head.send(f"/themes/{key}/take_out", finding=found[0].key)
    assert taken.status_code == 409
    assert "已重新打开" in head.done(f"/themes/{key}/reopen")
    told = [one.action for one in office.events() if one.action.startswith("theme.")]
    assert told == ["theme.drawn", "theme.put", "theme.closed", "theme.reopened"]


def test_a_measure_that_was_given_up_closes_no_theme(head, office, found):
    key = theme_of(head)
    put(head, key, found[0])
    desk(office, "city").assign(found[0], "LY-DSJ")
    unit = unit_desk(office, "bigdata")
    unit.acknowledges(found[0])
    unit.plans(found[0], "建立准入制度。", **AREA)
    unit.explains(found[0], "改由市里统一建立。")
    assert head.send(f"/themes/{key}/close").status_code == 422


def test_what_cannot_be_meant_is_refused_by_name(head, office, found):
    key = theme_of(head)
    assert "主题没有名称" in text(head.send("/themes", region=CITY, name=" "))
    odd = head.send("/themes", region=CITY, name="甲", aspect="Z9")
    assert "没有这个问题方面" in text(odd)
    assert "没有选问题" in text(head.send("/themes/put", theme=key))
    assert head.send(f"/themes/{key}/burn").status_code == 404
    assert (
        head.send("/themes/put", theme="x", finding=[found[0].key]).status_code == 404
    )
    assert head.send("/themes/put", theme=key, finding=["x"]).status_code == 404
    desk(office, "city").proposes(found[1], "cleared")
    desk(office, "city2").agrees(found[1])
    refused = head.send("/themes/put", theme=key, finding=[one.key for one in found])
    assert "有的问题不在台账里" in text(refused)
    assert office.count(ThemeFinding) == 0


def test_a_county_sees_its_own_themes_and_its_own_findings(head, clerk, office, found):
    city = theme_of(head)
    linyi, qihe = clerk("linyi"), clerk("qihe")
    assert "登录打卡" not in linyi.read("/themes")
    assert linyi.open(f"/themes/{city}").status_code == 404
    assert linyi.send(f"/themes/{city}/close").status_code == 404
    assert linyi.send("/themes", region=CITY, name="甲").status_code == 400
    qihe.done("/themes", region=QIHE, name="齐河的主题")
    own = theme_of(qihe)
    assert "-0001" not in qihe.read("/themes")
    strange = qihe.send("/themes/put", theme=own, finding=[found[0].key])
    assert strange.status_code == 404
    # Nor does a wider office put there what the county does not look over.
    refused = head.send("/themes/put", theme=own, finding=[found[0].key])
    assert "有的问题不在主题所属地区" in text(refused)
    assert "齐河的主题" in head.read("/themes")
    assert linyi.open(f"/themes/{own}").status_code == 404
    assert office.count(IssueTheme) == 2
    assert office.count(Event) > 2


def test_a_reviewer_reads_themes_and_changes_none(head, clerk, found):
    key = theme_of(head)
    reviewer = clerk("reviewer")
    assert "登录打卡" in reviewer.read(f"/themes/{key}")
    assert "放入所选" not in reviewer.read("/themes")
    assert reviewer.send(f"/themes/{key}/close").status_code == 403
    assert (
        reviewer.send("/themes/put", theme=key, finding=[found[0].key]).status_code
        == 403
    )


@pytest.mark.parametrize("login", ["leader07", "bigdata"])
def test_who_looks_over_no_region_has_no_themes(head, clerk, login):
    other = clerk(login)
    assert other.open("/themes").status_code in (403, 404)
    assert other.open(f"/themes/{theme_of(head)}").status_code == 404
