"""Photographs between the chooser and the store of the office."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.photos import hashes, sha256
from tests.browser.sheets import SHOT, TITLE
from tests.browser.store import records

pytestmark = pytest.mark.browser


@pytest.fixture
def filler(phone, house):
    """Give a phone of the other campaign with the drawn form open."""
    return house.bring(phone, TITLE)


def test_a_photo_deleted_after_a_reload_is_gone_everywhere(filler, house, gallery):
    wrong, right = gallery.plaque("拍错的牌子"), gallery.plaque("科普工作站")
    filler.fill_side_form("删照片村", wrong, right)
    filler.reopen()
    expect(filler.page.locator(".cur-head")).to_contain_text("第 1 项")
    first, second = [file["name"] for file in in_order(filler)]
    filler.delete_photo(SHOT)
    xml = filler.kept("第一块", second)
    assert first not in xml
    assert [file["name"] for file in records(filler.page, "bytes")] == [second]

    kept = send(filler, house)
    assert first.encode() not in kept.xml
    assert [
        sha256(house.side.bytes_of(file)) for file in house.side.files(kept.instance_id)
    ] == hashes(right)
    assert not house.stores(hashes(wrong)[0])


def test_names_are_each_others_and_fit_what_the_bytes_are(filler, house, gallery):
    """Cameras name every file alike and browsers leave the type to the name."""
    picture = gallery.folder / "image.jpg"
    drawn = io.BytesIO()
    Image.open(gallery.screen("mime")).save(drawn, "PNG")
    picture.write_bytes(drawn.getvalue())
    same = gallery.folder / "again" / "image.jpg"
    same.parent.mkdir(exist_ok=True)
    same.write_bytes(gallery.screen("mime").read_bytes())
    filler.fill_side_form("照片名村", picture, same)

    kept = send(filler, house)
    files = {file.name: file for file in house.side.files(kept.instance_id)}
    assert len(files) == 2
    kinds = sorted((name.rpartition(".")[2], file.mime) for name, file in files.items())
    assert kinds == [("jpg", "image/jpeg"), ("png", "image/png")]
    assert all(re.fullmatch(r"[\w.-]+", name) for name in files)
    assert sorted(
        sha256(house.side.bytes_of(file)) for file in files.values()
    ) == sorted(hashes(picture, same))


def test_what_a_camera_hands_over_empty_is_not_taken_for_a_photo(filler, gallery):
    empty = gallery.folder / "empty.jpg"
    empty.write_bytes(b"")
    filler.fill_side_form("空照片村")
    with filler.page.expect_file_chooser() as chooser:
        filler.question(SHOT).get_by_role("button", name="拍照").click()
    chooser.value.set_files(str(empty))
    expect(filler.question(SHOT).locator(".field-error")).to_contain_text("请重拍")
    expect(filler.thumbs(SHOT)).to_have_count(0)
    assert records(filler.page, "files") == []


def test_a_hidden_answer_is_kept_aside_and_not_sent(filler, house, gallery):
    filler.write("单位名称", "藏答案村")
    filler.choose("是否说明", "是")
    filler.write("说明原因", "牌子太多")
    filler.choose("是否说明", "否")
    filler.kept("<more>no")
    filler.reopen()
    filler.choose("是否说明", "是")
    expect(filler.question("说明原因").locator("input")).to_have_value("牌子太多")
    filler.choose("是否说明", "否")
    filler.next()
    filler.write("名称", "第一块")
    filler.shoot(SHOT, gallery.plaque("农家书屋"))
    kept = send(filler, house)
    assert "牌子太多".encode() not in kept.xml


def in_order(phone) -> list[dict[str, str]]:
    xml = phone.draft()["answers"]["xml"]
    return sorted(
        records(phone.page, "files"), key=lambda file: xml.index(file["name"])
    )


def send(phone, house):
    """Finalise, wait until it is home, and give what the office holds."""
    phone.finalise()
    phone.await_delivered(TITLE)
    (item,) = phone.items()
    return house.side.submission(item["instanceId"])
