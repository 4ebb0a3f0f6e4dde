"""A draft's code lets any phone try the form, marked, and leaves nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.actions import drafts
from server.actions.access import SYSTEM
from server.actions.forms import Source
from server.models import DraftSubmission, FormDraft
from sync.enrolment import trial_link
from tests.actors.tables import compiled, workbook

pytestmark = pytest.mark.browser

TRIED = """
survey
| type | name | label | required |
| text | site_name | 单位名称 | yes |
| select_one_from_file kept.csv | kept | 保留的牌子 | |
settings
| form_id | version | form_title |
| tried | 1 | 试试看 |
"""
OTHER = """
survey
| type | name | label |
| text | place | 地点 |
settings
| form_id | version | form_title |
| other | 1 | 另一份 |
"""
STORES = "indexedDB.databases().then(all => all.map(one => one.name).join())"


@pytest.fixture
def draft(house):
    """Keep a draft in the other campaign; nothing of it stays behind."""
    files = {"kept.csv": "name,label\na,村党组织\nb,村委会\n".encode()}
    source = Source("tried.xlsx", workbook(TRIED), files)
    with house.side.writing() as session:
        home = house.side.campaign(session)
        kept = drafts.keep(session, SYSTEM, home, compiled(TRIED), source)
    yield kept
    _drop(house, kept)


@pytest.fixture
def link(house, draft):
    """Make the code that any phone may try the draft with."""
    with house.side.writing() as session:
        kept = session.get_one(FormDraft, draft.id)
        return trial_link(house.url, drafts.invite(session, SYSTEM, kept))


@pytest.fixture
def other(house):
    """Keep a second draft, and make its code."""
    source = Source("tried.xlsx", workbook(OTHER), {})
    with house.side.writing() as session:
        home = house.side.campaign(session)
        kept = drafts.keep(session, SYSTEM, home, compiled(OTHER), source)
        link = trial_link(house.url, drafts.invite(session, SYSTEM, kept))
    yield link
    _drop(house, kept)


def _drop(house, draft):
    with house.side.writing() as session:
        if kept := session.get(FormDraft, draft.id):
            drafts.drop(session, SYSTEM, kept)


def test_a_form_is_tried_on_a_phone_of_nobody_and_vanishes(phone, house, draft, link):
    page = phone.page
    phone.follow(link)
    expect(page.get_by_text("试填·不作数")).to_be_visible()
    phone.tap("开始试填")
    assert link.rpartition("/")[2] not in page.url
    page.get_by_label("单位名称").fill("孟寺镇")
    page.get_by_text("村委会").click()
    page.wait_for_timeout(300)
    expect(page.locator(".saved")).to_contain_text("已存本机")
    page.reload()
    expect(page.get_by_label("单位名称")).to_have_value("孟寺镇")
    expect(page.get_by_text("试填·不作数")).to_be_visible()
    phone.tap("检查并定稿")
    phone.tap("定稿")
    expect(page.get_by_text("已送达 1 份")).to_be_visible()
    with house.side.reading() as session:
        (test,) = session.query(DraftSubmission).filter_by(draft_id=draft.id)
        assert (test.answers["site_name"], test.answers["kept"]) == ("孟寺镇", "b")
    assert "chafang-try" in page.evaluate(STORES)
    _drop(house, draft)
    phone.home()
    phone.page.reload()
    expect(page.get_by_text("登记这台手机")).to_be_visible()
    page.wait_for_function(f"{STORES}.then(all => !all.includes('chafang-try'))")
    phone.follow(link)
    expect(page.get_by_text("已发布、丢弃或到期")).to_be_visible()


def test_another_code_asks_before_it_deletes_what_was_begun(phone, link, other):
    page = phone.page
    phone.follow(link)
    phone.tap("开始试填")
    page.get_by_label("单位名称").fill("孟寺镇")
    expect(page.locator(".saved")).to_contain_text("已存本机")
    phone.follow(other)
    expect(page.get_by_role("alert")).to_contain_text("没填完 1 份")
    phone.tap("接着填原来那份")
    expect(page.get_by_text("没填完的")).to_be_visible()
    phone.follow(other)
    phone.tap("删除它们，试填这一份")
    expect(page.get_by_role("heading", name="另一份")).to_be_visible()
    expect(page.get_by_text("没填完的")).to_have_count(0)
