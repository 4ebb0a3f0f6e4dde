"""A form is edited where it stands: by mouse and by keys, and taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from server.actions import drafts
from server.actions.access import SYSTEM
from server.models import FormDraft

pytestmark = pytest.mark.browser
TITLE = "政务APP、小程序、公众账号和工作群组使用情况调查表"


@pytest.fixture
def office(desk, house):
    with house.office.writing() as session:
        for draft in session.scalars(select(FormDraft)).all():
            drafts.drop(session, SYSTEM, draft)
    someone = desk("city")
    someone.go("forms")
    someone.page.get_by_role("link", name=TITLE).first.click()
    someone.page.get_by_role("button", name="编辑").click()
    yield someone
    someone.watch.assert_quiet()


def ask(page, name):
    return page.locator("li.ed-ask", has=page.locator(".code", has_text=name)).first


def test_a_label_is_changed_by_mouse_and_by_keys_seen_at_once_and_taken_back(office):
    page = office.page
    checked, undo = page.locator("#bar .badge"), page.get_by_role("button", name="撤销")
    ask(page, "site_name").locator("[data-entry]").click()
    label = page.locator("#panel").get_by_label("题面").first
    was = label.input_value()
    label.fill("单位全称")
    label.press("Tab")
    expect(ask(page, "site_name").locator("b")).to_have_text("单位全称")
    expect(page.locator("#look b")).to_have_text("单位全称")
    expect(checked).to_have_text("可以编成表单")

    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_have_attribute("data-open", re.compile("survey"))
    expect(page.locator("#panel h2")).to_have_text("visit_mode")
    focused = page.locator("#panel :focus")
    expect(focused).to_have_value("察访方式")
    focused.fill("怎样察访")
    focused.press("Tab")
    expect(ask(page, "visit_mode").locator("b")).to_have_text("怎样察访")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(ask(page, "visit_mode").locator("b")).to_have_text("察访方式")
    page.keyboard.press("Control+z")
    expect(ask(page, "site_name").locator("b")).to_have_text(was)
    expect(undo).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    expect(ask(page, "site_name").locator("b")).to_have_text("单位全称")


def test_what_does_not_hold_is_said_beside_its_field_until_it_is_taken_back(office):
    page = office.page
    ask(page, "inspectors").locator("[data-entry]").click()
    page.locator("summary", has_text="逻辑和其他列").click()
    field = page.locator("#panel").get_by_label("何时出现")
    field.fill("${nobody} = 1")
    field.press("Tab")
    expect(page.locator("#bar .badge")).to_have_text(re.compile("要改"))
    written = page.locator("[name='cell:relevant']")
    beside = page.locator("#panel .field", has=written).locator(".field-error")
    expect(beside).to_contain_text("nobody")
    expect(page.locator("#troubles")).to_contain_text("nobody")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#bar .badge")).to_have_text("可以编成表单")


def test_choices_are_added_and_moved_and_an_answered_one_is_asked_about(office):
    page = office.page
    ask(page, "visit_mode").locator("[data-entry]").click()
    expect(page.locator("#panel h2")).to_have_text("visit_mode")
    labels = page.locator(".ed-options input[name=label]")
    before = labels.count()
    page.get_by_label("新选项").fill("联合检查")
    page.locator("#new-name").fill("joint")
    page.get_by_role("button", name="添加").click()
    expect(labels).to_have_count(before + 1)
    page.get_by_role("button", name="上移 联合检查").click()
    expect(labels.nth(before - 1)).to_have_value("联合检查")
    expect(page.locator("#look li").nth(before - 1)).to_have_text("联合检查")
    page.get_by_role("button", name="去掉 联合检查").click()
    expect(labels).to_have_count(before)


def test_a_question_is_added_behind_another_and_taken_out_again(office):
    page = office.page
    page.on("dialog", lambda dialog: dialog.accept())
    ask(page, "site_name").locator("[data-entry]").click()
    page.locator("summary", has_text="在后面加一题").click()
    page.locator("#added-label").fill("联系电话（办公）")
    page.locator("#added-name").fill("office_phone")
    page.get_by_role("button", name="加上").click()
    expect(page.locator("#panel h2")).to_have_text("office_phone")
    expect(page.locator("li.ed-ask.on b")).to_have_text("联系电话（办公）")
    page.locator(".ed-tools").get_by_role("button", name="去掉").click()
    expect(ask(page, "office_phone")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(ask(page, "office_phone")).to_be_visible()
