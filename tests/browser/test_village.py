"""A village without signal: filled offline, killed twice, home in one piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from server.models import Submission
from tests.browser import answers
from tests.browser.answers import BEFORE, FIRST, INSIDE, OUTSIDE, PLAQUES, SECOND
from tests.browser.handset import Handset
from tests.browser.house import House
from tests.browser.photos import Gallery, hashes, sha256
from tests.browser.store import records

pytestmark = pytest.mark.browser


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


def test_a_village_without_signal(handset, house, gallery):
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


def reload_without_network(phone: Handset) -> None:
    """The network goes; the service worker opens the app all the same."""
    phone.offline()
    answer = phone.page.reload()
    assert answer is not None
    assert answer.from_service_worker
    expect(phone.page.get_by_text("无网络")).to_be_visible()


def fill_to_the_first_plaque(phone: Handset, roll: Roll) -> None:
    phone.begin(PLAQUES)
    answers.visit(phone, "村（社区）办公场所", "东孟村村委会", "东孟村")
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


def close_the_page_in_the_second_row(phone: Handset) -> None:
    phone.turn_to("清单外牌子逐块登记")
    phone.tap("再加一项")
    answers.second_plaque(phone)
    before = phone.kept(SECOND, "<p_cost>0")
    phone.reopen()
    assert phone.draft()["answers"]["xml"] == before


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
