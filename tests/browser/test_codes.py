"""Codes: read by the browser where it can, typed everywhere.

Chromium on a desk reads none. The stand-in below is the browser's own interface, as
phones have it; everything behind it is the app's.
"""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone

pytestmark = pytest.mark.browser
TITLE, CODE = "扫码表", "设备编码"
FORM = """
survey
| type    | name | label    | required |
| barcode | code | 设备编码 | yes      |
settings
| form_title | form_id | version |
| 扫码表     | codes   | 1       |
"""
#: Sees the code that is held before it, in a picture that is really there.
READS = """
globalThis.held = null;
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code", "ean_13"]; }
  async detect(video) {
    if (video.videoWidth === 0) throw new DOMException("", "InvalidStateError");
    return held === null ? [] : [{ rawValue: held, format: "qr_code" }];
  }
};
"""
#: Some browsers have the name and nothing behind it.
NAME_ONLY = """
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return []; }
};
"""


@pytest.fixture
def phone_that(browser, house):
    """Give phones that read codes as a script says, with the form open."""
    house.side.publish(FORM)
    allowed = ["geolocation", "camera"]
    with ExitStack() as held:

        def given(script):
            made = Phone.held(browser, house.url, permissions=allowed)
            phone = held.enter_context(made)
            phone.context.add_init_script(script)
            return house.bring(phone, TITLE)

        yield given


def test_a_code_is_read_by_the_camera_and_can_still_be_typed(phone_that, house):
    phone = phone_that(READS)
    asked = phone.question(CODE)
    asked.get_by_role("button", name="扫码").click()
    screen = phone.page.get_by_role("dialog", name="扫码")
    expect(screen.locator("video")).to_have_js_property("paused", False)
    screen.get_by_role("button", name="扫不出来，改用输入").click()
    expect(screen).to_have_count(0)
    phone.write(CODE, "手输 0001")
    phone.kept("<code>手输 0001<")
    asked.get_by_role("button", name="扫码").click()
    expect(screen).to_be_visible()
    phone.page.evaluate("held = '设备：6901234567892'")
    expect(screen).to_have_count(0)
    expect(asked.locator("input")).to_have_value("设备：6901234567892")
    phone.kept("<code>设备：6901234567892<")
    phone.finalise()
    phone.await_delivered(TITLE)
    (item,) = phone.items()
    sent = bytes(house.side.submission(item["instanceId"]).xml).decode()
    assert "<code>设备：6901234567892</code>" in sent


@pytest.mark.parametrize("script", ["", NAME_ONLY], ids=["none", "name_only"])
def test_where_no_code_is_read_it_is_typed(phone_that, script):
    phone = phone_that(script)
    asked = phone.question(CODE)
    expect(asked.get_by_role("button", name="扫码")).to_have_count(0)
    phone.write(CODE, "CF-2026-0714")
    phone.kept("<code>CF-2026-0714<")
