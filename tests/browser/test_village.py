"""A village without signal: filled offline, killed twice, home in one piece."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import answers
from tests.browser.answers import BEFORE, FIRST, INSIDE, OUTSIDE, PLAQUES, SECOND
from tests.browser.photos import hashes, sha256
from tests.browser.store import records

pytestmark = pytest.mark.browser


def test_a_village_without_signal(handset, house, gallery):
    walls = [gallery.wall(seed) for seed in ("left", "middle", "right")]
    room, near, far = (
        gallery.wall("room"),
        gallery.plaque(FIRST),
        gallery.plaque(SECOND),
    )
    phone, office = handset, house.office
    phone.enrol(house.link(office.invite("DZ07", "inspector07"))).ready(PLAQUES)

    # The network goes; the app opens all the same.
    phone.offline()
    phone.page.reload()
    expect(phone.page.get_by_text("无网络")).to_be_visible()
    phone.begin(PLAQUES)
    answers.visit(phone, "村（社区）办公场所", "东孟村村委会")
    phone.next()
    answers.overview(phone)
    phone.import_photos(OUTSIDE, *walls)
    phone.shoot(INSIDE, room)
    phone.next()
    answers.first_plaque(phone)
    phone.shoot(BEFORE, near)

    # The system kills the browser right after the photo was chosen.
    before = phone.kept(FIRST, "371424105201", "<loc>37.19 116.87", "<p_removed>no")
    phone.assert_strict("drafts", "files", "bytes")
    phone.kill()
    phone.boot(offline=True)
    assert phone.draft()["answers"]["xml"] == before
    assert photos_kept(phone) == Counter(hashes(*walls, room, near))
    phone.resume(PLAQUES)
    expect(phone.thumbs(OUTSIDE)).to_have_count(0)
    phone.turn_to("总体情况")
    expect(phone.thumbs(OUTSIDE)).to_have_count(3)
    phone.turn_to("清单外牌子逐块登记")

    # The page is closed in the middle of the second row.
    phone.tap("再加一项")
    answers.second_plaque(phone)
    before = phone.kept(SECOND, "<p_keep>move")
    phone.reopen()
    assert phone.draft()["answers"]["xml"] == before

    # Finalising refuses while something is missing, and leads there.
    phone.turn_to("检查并定稿")
    expect(phone.page.locator(".todo")).to_have_count(2)
    expect(phone.finalise_button()).to_be_disabled()
    phone.page.locator(".todo", has_text="缺照片").click()
    phone.shoot(BEFORE, far)
    phone.turn_to("汇总")
    expect(phone.page.locator(".note.is-doing")).to_contain_text("共登记4块")
    phone.next()
    answers.closing(phone)
    phone.next()
    expect(phone.page.locator(".todo")).to_have_count(0)
    phone.finalise_button().click()

    # Finalised is not sent; sent is what the server says it holds.
    expect(phone.card(PLAQUES)).to_contain_text("排队中")
    phone.assert_strict("drafts", "items")
    (item,) = phone.items()
    assert office.submissions() == []
    phone.online()
    phone.await_delivered(PLAQUES)
    expect(phone.card()).to_contain_text("内容和 6 张照片逐一核对一致")
    phone.assert_strict("items")
    kept = office.submission(item["instanceId"])
    assert bytes(kept.xml) == item["xml"].encode()
    sent = {
        file.name: sha256(office.bytes_of(file))
        for file in office.files(kept.instance_id)
    }
    assert Counter(sent.values()) == Counter(hashes(*walls, room, near, far))
    phone.tap("看回执")
    shown = phone.page.locator(
        "table.receipt tbody tr td:first-child"
    ).all_inner_texts()
    assert dict(line.split("\n") for line in shown) == sent
    expect(phone.page.locator("dl.lines")).to_contain_text(sha256(bytes(kept.xml)))

    # Another sync changes nothing, on either side.
    house.await_jobs()
    before = office.dump(), timeless(phone.items())
    phone.outbox()
    with phone.page.expect_response(re.compile("/api/v1/changes")):
        phone.tap("立即同步")
    expect(phone.page.get_by_text("网络正常")).to_be_visible()
    assert (office.dump(), timeless(phone.items())) == before
    assert {finding.rule for finding in office.findings(kept.instance_id)} == {
        "B03",
        "B02",
    }
    phone.watch.assert_quiet(failing=True)


def timeless(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out when the receipt was written: each sync reads it again."""
    for item in items:
        del item["receipt"]["server_time"]
    return items


def photos_kept(phone) -> Counter[str]:
    return Counter(file["sha256"] for file in records(phone.page, "files"))
