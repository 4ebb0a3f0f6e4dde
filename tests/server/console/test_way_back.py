"""A page that is not there keeps the navigation and says where to go on."""

from __future__ import annotations

import pytest

from tests.actors.world import QIHE

CITY = "371400000000"


@pytest.mark.parametrize("path", ["/nonsense", "/submissions/nobody", "/forms/none"])
def test_below_a_campaign_the_navigation_stays(clerk, path):
    page = clerk("city").open(path)
    html = page.get_data(as_text=True)
    assert page.status_code == 404
    assert 'href="/c/jf26/ledger"' in html
    assert 'class="btn btn-main" href="/c/jf26/"' in html
    assert "没有找到" in html
    assert ">not_found<" not in html


def test_elsewhere_who_is_signed_in_stays_signed_in(clerk, office):
    page = clerk("city").browser.get("/nonsense")
    assert page.status_code == 404
    assert "退出登录" in page.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/c/jf26/nonsense", "/c/others/nonsense"])
def test_a_stranger_learns_nothing_of_any_campaign(clerk, house, path):
    page = house.test_client().get(path)
    assert page.status_code == 404
    assert 'href="/c/' not in page.get_data(as_text=True)


def test_a_campaign_that_is_not_ones_own_is_not_told(clerk):
    own = clerk("city").browser.get("/c/others/nonsense").get_data(as_text=True)
    assert 'href="/c/others' not in own


def test_many_roles_are_two_and_the_rest_behind_their_number(clerk):
    city = clerk("city")
    assert "held-more" not in city.open("/users").get_data(as_text=True)
    more = [("verifier", CITY), ("verifier", QIHE), ("reviewer", QIHE)]
    for role, region in more:
        told = {"login": "verifier_linyi", "display_name": "核查员"}
        answer = city.send("/users", **told, role=role, region=region)
        assert answer.status_code < 400
    assert "等 4 个" in city.read("/users")
