"""Covering a photo by mouse and by keys; deciding about many, and thinking again."""

from __future__ import annotations

import io
import json
import re
import time

import pytest
from playwright.sync_api import expect

from server.actions import redaction
from server.actions.access import SYSTEM
from server.actions.life import work
from server.actions.life.work import Stored
from server.models import Attachment, Proof
from tests.actors.photos import photo
from tests.browser.findings import send_apps

pytestmark = pytest.mark.browser


def test_a_box_drawn_by_mouse_and_one_by_keys_cover_the_photo(desk, house, gallery):
    office = house.office
    filled = send_apps(house, gallery, "DZ07", "孟寺镇人民政府")
    reviewer = desk("reviewer")
    page = reviewer.page
    reviewer.open_submission(office.submission(filled.instance_id).key)
    # The photo has to be laid out before anything is drawn on it.
    photo = page.locator("[data-photo-image]")
    expect(photo).not_to_have_js_property("naturalWidth", 0)
    page.keyboard.press("m")
    ground = page.locator("[data-cover-ground]")
    expect(ground).to_be_focused()
    for _box in range(ground.locator("rect").count()):
        page.keyboard.press("Delete")
    draw(page, ground)
    for key in ("Enter", "ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(ground.locator("rect")).to_have_count(2)
    drawn = json.loads(page.locator("[name=regions]").input_value())
    assert [round(one, 1) for one in drawn[0]] == [0.2, 0.2, 0.4, 0.2]
    assert [round(one, 2) for one in drawn[1]] == [0.39, 0.4, 0.2, 0.21]
    page.keyboard.press("n")
    expect(reviewer.dialog()).to_have_count(0)
    page.locator("[data-cover-form]").get_by_role("button", name="涂抹").click()
    expect(page.locator("#facts")).to_contain_text("外流的是涂抹件，遮住 2 处")
    assert covered(office, filled) == 1
    page.wait_for_load_state("load")
    page.keyboard.press("m")
    expect(ground.locator("rect")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(ground).to_be_hidden()
    reviewer.watch.assert_quiet()


def test_a_picture_of_afterwards_is_covered_by_keys(desk, house, gallery):
    office = house.office
    filled = send_apps(house, gallery, "DZ07", "孟寺镇党群服务中心")
    finding, proof = brought(office, filled)
    reviewer = desk("reviewer")
    page = reviewer.page
    reviewer.go(f"findings/{finding.key}/proofs/{proof.key}")
    photo = page.locator("[data-photo-image]")
    expect(photo).not_to_have_js_property("naturalWidth", 0)
    page.keyboard.press("m")
    ground = page.locator("[data-cover-ground]")
    expect(ground).to_be_focused()
    for key in ("Enter", "ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    page.locator("[data-cover-form]").get_by_role("button", name="涂抹").click()
    expect(page.locator("#facts")).to_contain_text("外流的是涂抹件，遮住 1 处")
    with office.reading() as session:
        kept = session.get_one(Proof, proof.id)
        assert redaction.leaving(session, [kept])[kept.id].is_covered
    reviewer.watch.assert_quiet()


def test_a_window_of_who_covers_nothing_may_change_its_size(desk, house, gallery):
    filled = send_apps(house, gallery, "DZ07", "孟寺镇便民服务中心")
    leader = desk("leader07")
    leader.open_submission(house.office.submission(filled.instance_id).key)
    photo = leader.page.locator("[data-photo-image]")
    expect(photo).not_to_have_js_property("naturalWidth", 0)
    leader.page.set_viewport_size({"width": 1200, "height": 700})
    expect(photo).to_be_visible()
    leader.watch.assert_quiet()


def test_many_are_chosen_by_keys_and_let_go_again(desk, house, gallery):
    office = house.office
    # A name that no other test, and no other try of this one, has sent.
    site = f"一并退回{time.monotonic_ns()}"
    filled = send_apps(house, gallery, "DZ07", site)
    for finding in office.findings(filled.instance_id):
        office.person("leader07").confirm(finding)
    office.person("leader07").submit(filled.instance_id)
    reviewer = desk("reviewer")
    page = reviewer.page
    reviewer.go("review")
    page.wait_for_load_state("networkidle")
    row = page.locator("tr[data-row]", has_text=site)
    while "on" not in (row.get_attribute("class") or ""):
        page.keyboard.press("j")
    page.keyboard.press("x")
    hand_back(page, row, "请补照片")
    expect(page.locator(".toast")).to_contain_text("1 件即将退回补充")
    page.wait_for_load_state("load")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("已撤销")
    assert office.submission(filled.instance_id).state == "complete"
    page.wait_for_load_state("load")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("submissions"))
    expect(page.locator("#search")).to_be_focused()
    reviewer.watch.assert_quiet(failing=True)


def hand_back(page, row, why):
    """Return what is chosen by keys; at first without a reason, which is refused."""
    page.keyboard.press("r")
    reason = page.get_by_label("原因")
    expect(reason).to_be_focused()
    page.keyboard.press("Control+Enter")
    # The refusal is told in the page, and what was chosen stays chosen.
    expect(page.locator("#alert")).to_contain_text("原因")
    expect(row.locator("input")).to_be_checked()
    expect(reason).to_be_in_viewport(ratio=1)
    reason.fill(why)
    page.keyboard.press("Control+Enter")


def draw(page, ground):
    """Pull a box over a fifth of the photo."""
    box = ground.bounding_box()
    x, y, width, height = (box[side] for side in ("x", "y", "width", "height"))
    page.mouse.move(x + 0.2 * width, y + 0.2 * height)
    page.mouse.down()
    page.mouse.move(x + 0.6 * width, y + 0.4 * height, steps=3)
    page.mouse.up()


def brought(office, filled):
    """Let a team bring a photo of afterwards; give the finding and the picture."""
    found = office.findings(filled.instance_id)[0]
    content = photo("after.jpg", side=240).content
    with office.writing() as session:
        finding = session.merge(found)
        store, room = office.app.extensions["store"], office.campaign(session).room
        kept = store.put(room, io.BytesIO(content))
        file = Stored("after.jpg", kept.sha256, kept.size, "image/jpeg")
        return found, work.prove(session, SYSTEM, finding, None, [file])[0]


def covered(office, filled):
    """Count the photos of which a covered copy leaves."""
    with office.reading() as session:
        kept = office.submission(filled.instance_id)
        photos = session.scalars(Attachment.of(kept.id)).all()
        leaves = redaction.leaving(session, photos).values()
        return sum(one.is_covered for one in leaves)
