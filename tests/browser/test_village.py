"""A village without signal: filled offline, killed twice, home in one piece; two
people decide, and the office takes the ledger away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from server.models import Submission
from tests.browser import answers
from tests.browser.answers import BEFORE, FIRST, INSIDE, OUTSIDE, PLAQUES, SECOND
from tests.browser.desk import Desk
from tests.browser.handset import Handset
from tests.browser.house import House
from tests.browser.photos import Gallery, hashes, sha256
from tests.browser.store import records

pytestmark = pytest.mark.browser
SITE = "东孟村村委会"
NUMBER = re.compile(r"^JF26-371424-\d{8}-\d{4}$")


@dataclass(frozen=True, slots=True)
class Roll:
    """The six photographs of the visit."""

    walls: tuple[Path, ...]
    room: Path
    near: Path
    far: Path

    @classmethod
    def of(cls, gallery: Gallery) -> Roll:
        walls = tuple(gallery.wall(seed) for seed in ("left", "middle", "right"))
        return cls(
            walls, gallery.wall("room"), gallery.plaque(FIRST), gallery.plaque(SECOND)
        )

    @property
    def before_the_kill(self) -> Sequence[Path]:
        return (*self.walls, self.room, self.near)

    @property
    def all(self) -> Sequence[Path]:
        return (*self.before_the_kill, self.far)


def test_a_village_without_signal_becomes_lines_of_the_ledger(
    handset, house, gallery, desk
):
    roll = Roll.of(gallery)
    code = house.office.invite("DZ07", "inspector07")
    handset.enrol(house.link(code)).ready(PLAQUES)
    reload_without_network(handset)
    fill_to_the_first_plaque(handset, roll)
    kill_right_after_the_photo(handset, roll)
    close_the_page_in_the_second_row(handset)
    mend_what_finalising_lists(handset, roll)
    finalise(handset)
    assert arrived(house, handset) == []
    handset.online()
    handset.await_delivered(PLAQUES)
    handset.assert_strict("items")
    (kept,) = arrived(house, handset)
    assert_the_same_on_both_sides(handset, house, kept, roll)
    assert_another_sync_changes_nothing(handset, house)
    found = house.office.findings(kept.instance_id)
    assert {finding.rule for finding in found} == {"B02", "B03"}
    handset.watch.assert_quiet(failing=True)
    confirm_all(desk("leader07"), kept.key, len(found))
    accept_all(desk("reviewer"), kept.key, len(found))
    assert_screen_and_sheet_tell_the_same(desk("city"), house, kept)


def reload_without_network(phone: Handset) -> None:
    """The network goes; the service worker opens the app all the same."""
    phone.offline()
    answer = phone.page.reload()
    assert answer is not None
    assert answer.from_service_worker
    expect(phone.page.get_by_text("无网络")).to_be_visible()


def fill_to_the_first_plaque(phone: Handset, roll: Roll) -> None:
    phone.begin(PLAQUES)
    answers.visit(phone, "村（社区）办公场所", SITE, "东孟村")
    phone.next()
    answers.overview(phone, inside=2)
    phone.import_photos(OUTSIDE, *roll.walls)
    phone.shoot(INSIDE, roll.room)
    phone.next()
    answers.first_plaque(phone)
    phone.shoot(BEFORE, roll.near)


def kill_right_after_the_photo(phone: Handset, roll: Roll) -> None:
    """What was shown as saved is there, to the byte, after the power is gone."""
    village, fix = "<village>371424105201", "<loc>37.19 116.87"
    before = phone.kept(FIRST, village, fix, "<p_removed>no")
    phone.assert_strict("drafts", "files", "bytes")
    phone.kill()
    phone.boot(offline=True)
    assert phone.draft()["answers"]["xml"] == before
    assert photos_kept(phone) == Counter(hashes(*roll.before_the_kill))
    phone.resume(PLAQUES)
    phone.turn_to("总体情况")
    expect(phone.thumbs(OUTSIDE)).to_have_count(len(roll.walls))


def answered(xml: str) -> str:
    """Give what was answered, without the moment at which it was last saved."""
    return re.sub("<end>[^<]*</end>", "", xml)


def close_the_page_in_the_second_row(phone: Handset) -> None:
    phone.turn_to("清单外牌子逐块登记")
    phone.tap("再加一项")
    answers.second_plaque(phone)
    before = phone.kept(SECOND, "<p_cost>0")
    phone.reopen()
    assert answered(phone.draft()["answers"]["xml"]) == answered(before)


def mend_what_finalising_lists(phone: Handset, roll: Roll) -> None:
    """A photo and an answer are missing: it refuses, names both, and leads there."""
    phone.turn_to("检查并定稿")
    listed = phone.page.locator(".todo")
    expect(listed).to_have_count(2)
    expect(phone.finalise_button()).to_be_disabled()
    listed.filter(has_text="缺照片").click()
    phone.shoot(BEFORE, roll.far)
    phone.turn_to("汇总")
    expect(phone.page.locator(".note.is-doing")).to_contain_text("共登记4块")
    phone.next()
    answers.closing(phone)
    phone.next()
    expect(listed).to_have_count(0)


def finalise(phone: Handset) -> None:
    phone.finalise_button().click()
    expect(phone.card(PLAQUES)).to_contain_text("排队中")
    phone.assert_strict("drafts", "items")


def assert_the_same_on_both_sides(
    phone: Handset, house: House, kept: Submission, roll: Roll
) -> None:
    """Outbox, receipt, rows and store tell of the same bytes."""
    (item,) = phone.items()
    assert bytes(kept.xml) == item["xml"].encode()
    files = house.office.files(kept.instance_id)
    stored = {file.name: sha256(house.office.bytes_of(file)) for file in files}
    assert Counter(stored.values()) == Counter(hashes(*roll.all))
    expect(phone.card()).to_contain_text("内容和 6 张照片逐一核对一致")
    phone.tap("看回执")
    shown = phone.page.locator("table.receipt tbody td:first-child")
    expect(shown).to_have_count(len(stored))
    assert dict(line.split("\n") for line in shown.all_inner_texts()) == stored
    expect(phone.page.locator("dl.lines")).to_contain_text(sha256(bytes(kept.xml)))


def assert_another_sync_changes_nothing(phone: Handset, house: House) -> None:
    house.await_jobs()
    before = house.office.dump(), timeless(phone.items())
    phone.outbox()
    with phone.page.expect_response(re.compile("/api/v1/changes")):
        phone.tap("立即同步")
    expect(phone.page.get_by_text("网络正常")).to_be_visible()
    assert (house.office.dump(), timeless(phone.items())) == before


def confirm_all(leader: Desk, key: str, count: int) -> None:
    leader.open_submission(key)
    for done in range(1, count + 1):
        leader.page.locator("[data-cand] [data-key=y]").first.click()
        expect(leader.problem("组长已确认")).to_have_count(done)
    leader.page.keyboard.press("Control+Enter")
    expect(leader.page.locator(".rv-foot")).to_contain_text("已提交")
    leader.watch.assert_quiet()


def accept_all(reviewer: Desk, key: str, count: int) -> None:
    """Somebody else picks the unit that is responsible for each, and accepts it."""
    reviewer.open_submission(key)
    for done in range(1, count + 1):
        reviewer.page.locator("[data-cand] [data-key=y]").first.click()
        dialog = reviewer.dialog()
        dialog.locator("#unit-search").fill("民政")
        dialog.get_by_text("临邑县民政局").click()
        dialog.get_by_role("button", name="认定").click()
        numbers = reviewer.page.locator("[data-cand] .code", has_text=NUMBER)
        expect(numbers).to_have_count(done)
    reviewer.watch.assert_quiet()


def assert_screen_and_sheet_tell_the_same(
    person: Desk, house: House, kept: Submission
) -> None:
    """Number, place, words and photos of each finding, as the office has them."""
    counted = {
        finding.finding_no: finding.title
        for finding in house.office.findings(kept.instance_id)
    }
    person.go(f"ledger?text={SITE}")
    assert shown(person) == counted
    sheet = load_workbook(person.download("xlsx")).worksheets[0]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = {cell: row for row in rows for cell in row if cell in counted}
    assert found.keys() == counted.keys()
    for number, row in found.items():
        assert {counted[number], SITE, "临邑县民政局"} <= set(row)
    person.watch.assert_quiet()


def shown(person: Desk) -> dict[str, str]:
    """Read numbers and titles off the ledger's page."""
    lines = person.page.locator("tbody tr")
    numbers = lines.locator("td.lead").all_inner_texts()
    titles = lines.locator("td.lg-words").all_inner_texts()
    return dict(zip(numbers, titles, strict=True))


def arrived(house: House, phone: Handset) -> list[Submission]:
    """List what the office has of the one submission on this phone."""
    (item,) = phone.items()
    mine = item["instanceId"]
    return [one for one in house.office.submissions() if one.instance_id == mine]


def photos_kept(phone: Handset) -> Counter[str]:
    return Counter(file["sha256"] for file in records(phone.page, "files"))


def timeless(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out when the receipt was written: each sync reads it again."""
    for item in items:
        del item["receipt"]["server_time"]
    return items
