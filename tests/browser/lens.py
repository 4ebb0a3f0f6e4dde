"""The camera in the page, the drawing board and the recorder, under a finger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from tests.browser.phone import Phone

TITLE = "影像表"
BEFORE, AFTER, MARKED = "整改前照片", "整改后照片", "标注照片"
SKETCH, SIGNED, SAID, PAPER, CODE = "平面图", "签名", "录音", "材料", "二维码"
FORM = """
survey
| type         | name     | label      | appearance | x_max_photos | parameters     |
| hidden       | visit_id |            |            |              |                |
| begin_repeat | thing    | 逐项登记   |            |              |                |
| image        | p_before | 整改前照片 |            | 3            | max-pixels=999 |
| image        | p_after  | 整改后照片 |            | 2            | max-pixels=999 |
| image        | scheme   | 标注照片   | annotate   |              | max-pixels=999 |
| image        | sketch   | 平面图     | draw       |              | max-pixels=800 |
| image        | signed   | 签名       | signature  |              |                |
| audio        | said     | 录音       |            |              |                |
| file         | paper    | 材料       |            |              |                |
| barcode      | code     | 二维码     |            |              |                |
| end_repeat   |          |            |            |              |                |
settings
| form_title | form_id   | version |
| 影像表      | all_media | 1       |
"""


class Lens:
    """What a hand does on the dark screens of the field app."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page = phone.page
        self.shutter = self.page.locator(".cam-shut")
        self.paper = self.page.locator(".paint canvas")

    def open(self, label: str) -> None:
        self.phone.question(label).get_by_role("button", name="拍照").click()
        expect(self.shutter).to_be_enabled()

    def shoot(self, label: str, times: int = 1) -> None:
        """Take photos of a question that has none yet, without leaving the camera."""
        self.open(label)
        for nth in range(1, times + 1):
            self.shutter.click()
            count = self.page.locator(".cam-count")
            expect(count).to_contain_text(f"{nth} /")

    def close(self) -> None:
        self.page.locator(".cam").get_by_role("button", name="关闭").click()
        expect(self.page.locator(".cam")).to_have_count(0)

    @contextmanager
    def board(self, done: str = "完成") -> Iterator[Board]:
        """Draw on what is open, then keep it."""
        self.paper.wait_for()
        yield Board(self.paper)
        self.page.get_by_role("button", name=done, exact=True).click()
        expect(self.paper).to_have_count(0)
        expect(self.page.locator(".saved")).to_contain_text("已存本机")


class Board:
    """A picture under a finger; places are shares of its width and height."""

    def __init__(self, paper: Locator) -> None:
        self.page = paper.page
        box = paper.bounding_box()
        assert box is not None
        self.box = box

    def tool(self, name: str) -> None:
        self.page.get_by_role("radio", name=name, exact=True).click()

    def drag(self, *places: tuple[float, float]) -> None:
        first, *rest = [self._spot(place) for place in places]
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for spot in rest:
            self.page.mouse.move(*spot, steps=6)
        self.page.mouse.up()

    def write(self, text: str, place: tuple[float, float]) -> None:
        self.tool("文字")
        self.page.mouse.click(*self._spot(place))
        sheet = self.page.locator("dialog.sheet")
        sheet.get_by_role("textbox").fill(text)
        sheet.get_by_role("button", name="放上去").click()

    def _spot(self, place: tuple[float, float]) -> tuple[float, float]:
        x = self.box["x"] + place[0] * self.box["width"]
        y = self.box["y"] + place[1] * self.box["height"]
        return x, y
