"""Lines that die, lines that cost, clocks that are wrong, rights that have ended."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from server.actions import devices
from server.actions.access import SYSTEM
from server.db import now
from server.models import Device
from tests.actors.photos import photo
from tests.browser.house import await_whole
from tests.browser.sheets import FORM, TITLE

pytestmark = pytest.mark.browser
LATE_TITLE = "迟到表"
LATE = FORM.replace(TITLE, LATE_TITLE).replace("traps ", "latecomer ")
#: A phone's browser tells its line; this one's can be moved to another.
ON_MOBILE = """
globalThis.line = Object.assign(new EventTarget(), { type: "cellular" });
Object.defineProperty(navigator, "connection", { get: () => globalThis.line });
"""
PATIENCE = 30.0


@pytest.fixture
def large(tmp_path) -> Path:
    made = photo("large.jpg", 1000)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    return path


def test_photos_wait_for_wifi_and_a_dead_line_is_given_up_and_gone_on_with(
    phone, house, large
):
    """F17: the line swallows a piece without a word, as a black hole does."""
    phone.context.add_init_script(ON_MOBILE)
    phone.page.clock.install()
    phone.enrol(house.link(house.side.invite("DZ07"))).ready(TITLE)
    phone.page.goto(f"{phone.url}/app/#/me")
    phone.page.get_by_label("照片只在 Wi-Fi 下发送").check()
    phone.home()
    phone.begin(TITLE)
    phone.fill_side_form("等 Wi-Fi 村", large).finalise()
    expect(phone.page.locator(".note-act")).to_contain_text("按你的设置等 Wi-Fi")
    expect(phone.card(TITLE)).to_contain_text("填报内容，服务器已收到")
    (item,) = phone.items()
    assert (item["state"], item["deliveredAt"]) == ("partial", None)
    offsets = swallow(phone, nth=2)
    phone.tap("现在就发")
    phone.await_part()
    with phone.page.expect_request(lambda asked: asked.method == "HEAD"):
        phone.page.clock.fast_forward("02:30")
    phone.await_delivered(TITLE)
    assert offsets[:3] == [0, offsets[1], offsets[1]]
    assert offsets[1] > 0, "the upload began again"
    assert len(offsets) == len(set(offsets)) + 1, "a byte was sent twice"


def swallow(phone, nth: int) -> list[int]:
    """Let the line swallow one piece of a photo; list from where pieces were sent."""
    offsets: list[int] = []

    def carry(route) -> None:
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
            if len(offsets) == nth:
                return
        route.continue_()

    phone.context.route("**/api/v1/uploads/**", carry)
    return offsets


def test_a_clock_that_is_years_off_costs_nothing_and_is_told(phone, house, large):
    """F16: ahead when the photo is taken, behind when the form is sent."""
    phone.page.clock.set_system_time(now() + timedelta(days=5 * 365 + 1))
    house.bring(phone, TITLE)
    phone.offline()
    phone.fill_side_form("时钟村", large)
    phone.page.clock.set_system_time(now() - timedelta(days=7 * 365 + 1))
    phone.finalise()
    phone.online()
    phone.await_delivered(TITLE)
    expect(phone.page.get_by_text("手机时间比服务器慢 7 年")).to_be_visible()
    (item,) = phone.items()
    kept = house.side.submission(item["instanceId"])
    assert kept.clock_offset_s < -timedelta(days=7 * 364).total_seconds()
    assert abs(kept.received_at - now()) < timedelta(hours=1)
    assert kept.finished_at < now() - timedelta(days=6 * 365)
    # Seven days count by the server: a clock that leaps lets go of nothing.
    phone.page.clock.set_system_time(now() + timedelta(days=9 * 365 + 1))
    with phone.page.expect_response("**/api/v1/changes*"):
        phone.tap("立即同步")
    expect(phone.page.get_by_text("手机时间比服务器快 9 年")).to_be_visible()
    expect(phone.card(TITLE)).to_contain_text(
        f"本机原件保留到 {(kept.received_at + timedelta(days=7, hours=8)):%Y-%m-%d}"
    )


def test_what_was_filled_is_taken_after_form_and_phone_have_ended(phone, house, large):
    """F28: the form is withdrawn and its draft goes on; then access is taken back."""
    house.side.publish(LATE)
    phone.enrol(house.link(house.side.invite("DZ07"))).ready(LATE_TITLE, TITLE)
    phone.begin(LATE_TITLE)
    phone.write("单位名称", "停用村")
    phone.kept("停用村")
    house.side.withdraw("latecomer")
    learn(phone)
    expect(phone.free(TITLE)).to_be_visible()
    expect(phone.free(LATE_TITLE)).to_have_count(0)
    phone.resume(LATE_TITLE)
    phone.fill_side_form("停用村", large).finalise()
    phone.await_delivered(LATE_TITLE)
    expect(phone.card(LATE_TITLE)).to_contain_text("表单已停用，办公室按迟到材料收下")
    phone.home()
    phone.begin(TITLE)
    phone.offline()
    revoke_newest(house.side)
    phone.fill_side_form("收回村", large).finalise()
    ids = {item["formId"]: item["instanceId"] for item in phone.items()}
    phone.online()
    await_whole(house.side, ids["traps"], phone.page)
    told = re.compile("授权已收回|还没有登记")
    expect(phone.page.locator("body")).to_contain_text(told)
    late = {form: house.side.submission(made) for form, made in ids.items()}
    assert {form: kept.late for form, kept in late.items()} == {
        "latecomer": "withdrawn",
        "traps": "revoked",
    }
    assert {kept.state for kept in late.values()} == {"complete"}


def learn(phone) -> None:
    """Ask the office for its news, and go home."""
    phone.outbox()
    with phone.page.expect_response("**/api/v1/forms"):
        phone.tap("立即同步")
    phone.home()


def revoke_newest(office) -> None:
    with office.writing() as session:
        own = office.campaign(session).id
        newest = session.scalars(
            select(Device).where(Device.campaign_id == own).order_by(Device.id.desc())
        ).first()
        devices.revoke(session, SYSTEM, newest)
