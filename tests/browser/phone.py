"""The field app in somebody's hand: what can be done on its screens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.sheets import SHOT
from tests.browser.store import HOLDS, SPY, records
from tests.browser.watch import Watch

#: A village office of the story; the fix is what the phone says it has.
PLACE = {"latitude": 37.19, "longitude": 116.87, "accuracy": 12}
PATIENCE = 20.0
MANNER: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "geolocation": PLACE,
    "permissions": ["geolocation"],
    "reduced_motion": "reduce",
}


class Phone:
    """One phone: a browser profile, and the page that is open in it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.watch = Watch(context, url)
        context.add_init_script(SPY)
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    @classmethod
    @contextmanager
    def held(cls, browser: Browser, url: str, **manner: Any) -> Iterator[Phone]:
        context = browser.new_context(**{**MANNER, **manner})
        yield cls(context, url)
        context.close()

    # ------------------------------------------------------------ joins

    def follow(self, link: str) -> None:
        """Open a link, in a page that is not open yet."""
        self.page.goto("about:blank")
        self.page.goto(link)

    def enrol(self, link: str, label: str = "07 组 1 号机") -> Phone:
        self.follow(link)
        self.page.get_by_label("手机名称").fill(label)
        self.tap("登记")
        self.tap("开始")
        return self

    def ready(self, *titles: str) -> Phone:
        """Wait until the app and these forms are on the phone."""
        for title in titles:
            expect(self.free(title)).not_to_contain_text("未下载")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return self

    # ------------------------------------------------------------ moves

    def home(self) -> None:
        self.page.goto(f"{self.url}/app/#/")

    def outbox(self) -> None:
        self.page.goto(f"{self.url}/app/#/outbox")

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def free(self, title: str) -> Locator:
        """Find the entry that begins a form outside of any visit."""
        listed = self.page.locator(".form-list .fm")
        return listed.filter(has_text=re.compile(rf"^\s*{re.escape(title)}"))

    def begin(self, title: str) -> None:
        self.free(title).click()
        expect(self.page.locator(".gt h2")).to_be_visible()

    def next(self) -> None:
        self.page.locator(".app-foot .btn-main").click()

    def turn_to(self, page: str) -> None:
        """Go to a page of the form by its table of contents."""
        self.tap("目录")
        listed = self.page.locator("dialog.sheet .sheet-row .fm-name")
        listed.get_by_text(page, exact=True).click()
        expect(self.page.locator(".gt h2")).to_have_text(page)

    def open_row(self, words: str) -> None:
        """Open the row of a repeat that is called so."""
        self.page.locator(".rp", has_text=words).click()
        expect(self.page.locator(".cur")).to_be_visible()

    def resume(self, title: str) -> None:
        """Go on with a draft that lies on the phone."""
        self.page.locator(".drafts .fm, button.card.fm", has_text=title).click()
        expect(self.page.locator(".gt h2")).to_be_visible()

    def finalise_button(self) -> Locator:
        return self.page.get_by_role("button", name="定稿", exact=True)

    def finalise(self) -> None:
        """End the draft; what was missing would keep the button shut."""
        self.turn_to("检查并定稿")
        self.finalise_button().click()
        expect(self.page.locator(".app-bar h1")).to_have_text("发件箱")

    def reopen(self) -> None:
        """Close the page and open another: what was not kept is gone."""
        address = self.page.url
        self.page.close()
        self.page = self.context.new_page()
        self.page.goto(address)

    def offline(self) -> None:
        self.context.set_offline(True)

    def online(self) -> None:
        self.context.set_offline(False)

    def slow_down(self, bytes_a_second: int | None) -> None:
        """Let the page send no faster than this; None takes the brake off."""
        line = self.context.new_cdp_session(self.page)
        limit = -1 if bytes_a_second is None else bytes_a_second
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": limit,
            },
        )

    def allow(self, quota: int) -> None:
        """Let the browser keep so many bytes in all."""
        line = self.context.new_cdp_session(self.page)
        limit = {"origin": self.url, "quotaSize": quota}
        line.send("Storage.overrideQuotaForOrigin", limit)

    # ------------------------------------------------------------ answers

    def question(self, label: str) -> Locator:
        named = re.compile(rf"^\s*{re.escape(label)}\s*(必填|至少|可多选|最多|$)")
        heading = self.page.locator(".field-label", has_text=named)
        return self.page.locator(".field:has(> .field-label)").filter(has=heading)

    def write(self, label: str, text: str) -> None:
        box = self.question(label).locator("input, textarea")
        box.fill(text)
        box.blur()

    def choose(self, label: str, *choices: str) -> None:
        """Pick among the buttons of a question, or in the sheet it opens."""
        asked = self.question(label)
        asked.locator(".choice, .pick").first.wait_for()
        if asked.locator(".pick").count():
            asked.locator(".pick").click()
            self._pick(choices)
            return
        for choice in choices:
            asked.locator(".choice").get_by_text(choice, exact=True).click()

    def _pick(self, choices: tuple[str, ...]) -> None:
        sheet = self.page.locator("dialog.sheet")
        for choice in choices:
            sheet.locator(".sheet-row").get_by_text(choice, exact=True).click()
        done = sheet.locator(".sheet-actions .btn-main")
        if done.count():
            done.click()
        expect(sheet).to_have_count(0)

    def locate(self, label: str) -> None:
        asked = self.question(label)
        asked.get_by_role("button", name="取当前位置").click()
        expect(asked.locator(".code")).to_be_visible()

    # ------------------------------------------------------------ photographs

    def shoot(self, label: str, *photos: Path) -> None:
        """Take photographs one by one, as a camera hands them over."""
        for photo in photos:
            # A camera hands over a file of this moment.
            photo.touch()
            self.pass_photos(label, "拍照", photo)

    def fill_side_form(self, site: str, *photos: Path) -> Phone:
        """Fill the drawn form with one row and its photographs."""
        self.write("单位名称", site)
        self.choose("是否说明", "否")
        self.next()
        self.write("名称", "第一块")
        self.shoot(SHOT, *photos)
        return self

    def import_photos(self, label: str, *photos: Path) -> None:
        """Pick several photographs from the gallery at once."""
        self.pass_photos(label, "从相册选", *photos)

    def pass_photos(self, label: str, button: str, *photos: Path) -> None:
        shown = self.thumbs(label)
        before = shown.count()
        with self.page.expect_file_chooser() as chooser:
            self.question(label).get_by_role("button", name=button).click()
        chooser.value.set_files([str(photo) for photo in photos])
        expect(shown).to_have_count(before + len(photos))
        expect(self.question(label).locator(".photo-wait")).to_have_count(0)
        expect(self.page.locator(".saved")).to_contain_text("已存本机")

    def thumbs(self, label: str) -> Locator:
        return self.question(label).locator(".strip > button:not(.photo-add)")

    def delete_photo(self, label: str, nth: int = 0) -> None:
        shown = self.thumbs(label)
        before = shown.count()
        shown.nth(nth).click()
        self.page.locator(".viewer-foot").get_by_role("button", name="删除").click()
        self.page.locator("dialog.sheet .btn-stop").click()
        expect(shown).to_have_count(before - 1)

    # ------------------------------------------------------------ knows

    def kept(self, *pieces: str) -> str:
        """Wait until the draft on this phone holds these words; give its XML."""
        deadline = time.monotonic() + PATIENCE
        while not self.page.evaluate(HOLDS, list(pieces)):
            assert time.monotonic() < deadline, self.draft()["answers"]["xml"]
            self.page.wait_for_timeout(50)
        expect(self.page.locator(".saved")).to_contain_text("已存本机")
        return self.draft()["answers"]["xml"]

    def assert_strict(self, *stores: str) -> None:
        """Fail unless every change of this page's life was asked to be durable.

        Each store must have been changed at least once.
        """
        changes = self.page.evaluate("changes")
        assert {change["given"] for change in changes} == {"strict"}
        assert set(stores) <= {name for change in changes for name in change["stores"]}

    def draft(self) -> dict[str, Any]:
        (draft,) = records(self.page, "drafts")
        return draft

    def items(self) -> list[dict[str, Any]]:
        return records(self.page, "items")

    def item(self, instance_id: str) -> dict[str, Any]:
        return next(i for i in self.items() if i["instanceId"] == instance_id)

    def card(self, words: str = "") -> Locator:
        """Find an entry of the outbox."""
        return self.page.locator(".ob", has_text=words)

    def await_part(self) -> None:
        """Wait until the server has confirmed a part of a photo, not the whole."""
        resumed = re.compile("第 . 张从 .* 处续传")
        expect(self.page.locator(".ob")).to_contain_text(resumed)

    def await_delivered(self, words: str = "") -> None:
        expect(self.card(words)).to_contain_text("已送达", timeout=30_000)
