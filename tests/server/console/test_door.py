"""Who comes in, and what a page must never do."""

from __future__ import annotations

import pytest

from server.console.door import own_path
from server.models import Finding
from tests.server.console.clerk import PASSWORD, Clerk, text


def test_who_is_not_signed_in_is_asked_to_and_brought_back(house):
    answer = house.test_client().get("/c/jf26/ledger?county=371424000000")
    assert answer.status_code == 303
    assert "next=/c/jf26/ledger?county%3D371424000000" in answer.headers["Location"]


def test_a_wrong_password_never_says_which_of_the_two_is_wrong(house, clerk):
    wrong = Clerk(house).try_sign_in("city", "nothing")
    unknown = Clerk(house).try_sign_in("nobody", "nothing")
    assert wrong.status_code == unknown.status_code == 401
    assert "账号或密码不正确" in text(wrong)
    assert "账号或密码不正确" in text(unknown)


def test_too_many_wrong_passwords_have_to_wait(house, clerk):
    for _ in range(10):
        Clerk(house).try_sign_in("city", "nothing")
    answer = Clerk(house).try_sign_in("city", PASSWORD)
    assert answer.status_code == 429
    assert "分钟后再试" in text(answer)


def test_a_sign_in_form_from_elsewhere_is_refused(house, clerk):
    sent = {"csrf": "made up", "login": "city", "password": PASSWORD}
    assert house.test_client().post("/sign-in", data=sent).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts(house, clerk):
    answer = Clerk(house).try_sign_in("city")
    cookies = answer.headers.getlist("Set-Cookie")
    cookie = next(one for one in cookies if one.startswith("chafang="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_an_encrypted_line_the_cookie_is_bound_to_its_host(house, clerk):
    browser = house.test_client()
    there = {"base_url": "https://localhost"}
    browser.get("/sign-in", **there)
    slip = browser.get_cookie("chafang_slip").value
    sent = {"csrf": slip, "login": "city", "password": PASSWORD}
    answer = browser.post("/sign-in", data=sent, **there)
    cookies = answer.headers.getlist("Set-Cookie")
    kept = next(c for c in cookies if c.startswith("__Host-chafang="))
    assert "Secure" in kept
    assert "Path=/" in kept
    assert "Domain" not in kept


def test_who_signs_out_is_out_even_with_the_old_cookie(clerk):
    city = clerk("city")
    kept = city.browser.get_cookie("chafang").value
    city.browser.post("/sign-out", data={"csrf": _token(city)})
    city.browser.set_cookie("chafang", kept)
    assert city.open("/").status_code == 303


def test_a_form_without_the_token_of_this_sign_in_changes_nothing(
    clerk, office, visited
):
    leader = clerk("leader07")
    finding = office.findings(visited.instance_id)[0]
    answer = leader.send(f"/findings/{finding.key}/confirm", csrf="another's")
    assert answer.status_code == 403
    assert office.findings(visited.instance_id)[0].status == "candidate"
    assert office.count(Finding) == 2


def test_no_page_elsewhere_changes_the_language_of_who_is_signed_in(clerk):
    city = clerk("city")
    sent = {"language": "en", "next": "/"}
    assert city.browser.post("/language", data=sent).status_code == 403
    assert "问题台账" in city.read("/")


def test_every_cookie_is_bound_to_an_encrypted_line(clerk):
    city = clerk("city")
    sent = {"csrf": _token(city), "language": "en", "next": "/"}
    secure = {"wsgi.url_scheme": "https"}
    city.browser.set_cookie("__Host-chafang", city.browser.get_cookie("chafang").value)
    answer = city.browser.post("/language", data=sent, environ_overrides=secure)
    assert answer.status_code == 303
    assert "Secure" in answer.headers["Set-Cookie"]


def test_the_language_stays_with_the_browser(clerk):
    city = clerk("city")
    assert "问题台账" in city.read("/")
    sent = {"csrf": _token(city), "language": "en", "next": "/c/jf26/"}
    assert city.browser.post("/language", data=sent).status_code == 303
    assert "Ledger" in city.read("/")
    assert "问题台账" not in city.read("/")


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/c/jf26/ledger?page=2", "/c/jf26/ledger?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_on_to_another_house(wanted, goes):
    assert own_path(wanted) == goes


def test_a_campaign_of_others_does_not_exist(clerk):
    city = clerk("city")
    assert city.open("/c/nobody-knows/").status_code == 404
    assert city.open("/c/nobody-knows/ledger").status_code == 404


def test_a_page_is_kept_by_no_cache(clerk):
    assert clerk("city").open("/ledger").headers["Cache-Control"] == "no-store"


def _token(clerk: Clerk) -> str:
    page = clerk.open("/").get_data(as_text=True)
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
