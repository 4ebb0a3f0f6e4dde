"""What a phone takes in besides words: pictures, drawings, sounds, files, codes."""

from __future__ import annotations

import io
import os
import time
from zoneinfo import ZoneInfo

import pytest
from PIL import ExifTags, Image, ImageStat
from playwright.sync_api import expect

from tests.browser.lens import (
    AFTER,
    BEFORE,
    CODE,
    FORM,
    MARKED,
    PAPER,
    SAID,
    SIGNED,
    SKETCH,
    TITLE,
    Lens,
)
from tests.browser.phone import Phone
from tests.browser.photos import sha256
from tests.browser.store import digests, records

pytestmark = pytest.mark.browser
CHINA = ZoneInfo("Asia/Shanghai")
ALLOWED = ["geolocation", "camera", "microphone"]


@pytest.fixture(scope="module")
def published(house):
    house.side.publish(FORM)
    return house


@pytest.fixture
def filler(browser, published):
    """Give a phone that may use its camera, with a row of the form open."""
    with Phone.held(browser, published.url, permissions=ALLOWED) as phone:
        yield published.bring(phone, TITLE)


def test_what_a_phone_takes_in_arrives_as_it_was_taken(filler, published, tmp_path):
    lens = Lens(filler)
    lens.shoot(BEFORE, times=2)
    filler.page.get_by_role("button", name="看上一张").click()
    first = cover_the_middle(filler, lens)
    lens.close()
    filler.import_photos(BEFORE, sideways(tmp_path))
    filler.thumbs(BEFORE).nth(2).click()
    second = cover_the_middle(filler, lens)
    align_and_mark(filler, lens)
    draw_and_sign(filler, lens)
    record(filler)
    paper = choose_paper(filler, tmp_path)
    filler.write(CODE, "CF-2026-0714")
    filler.kept("CF-2026-0714")
    assert not {first, second} & set(digests(filler.page))
    filler.watch.assert_quiet()

    taken = {file["name"]: file["sha256"] for file in records(filler.page, "files")}
    kept = send(filler, published)
    assert {file.name: file.sha256 for file in kept} == taken
    assert not published.stores(first)
    assert not published.stores(second)
    assert_photos(published, [file for file in kept if is_photo(file)])
    made = {file.question: file for file in kept if not is_photo(file)}
    assert_upright(published, made.pop("p_before_3"))
    assert_made(published, made, paper)


def test_a_photo_is_covered_before_any_of_it_is_kept(filler, published, tmp_path):
    """Nothing lies on the phone meanwhile; what is kept is what was seen last."""
    lens = Lens(filler)
    lens.open(BEFORE)
    filler.page.get_by_role("button", name="拍下先涂抹").click()
    lens.shutter.click()
    with lens.board("涂好存入") as board:
        board.drag((0.1, 0.1), (0.9, 0.1))
        filler.page.get_by_role("button", name="撤销").click()
        board.tool("框选涂抹")
        board.drag((0.25, 0.25), (0.75, 0.75))
        assert digests(filler.page) == []
    lens.shutter.click()
    give_up(filler, lens)
    assert len(digests(filler.page)) == 1
    lens.close()
    old = sideways(tmp_path)
    choose_first(filler, lens, old)
    kept = send(filler, published)
    assert [(file.source, file.question) for file in kept] == [
        ("in_page_camera", "p_before"),
        ("gallery", "p_before_2"),
    ]
    assert kept[0].gps["acc"] == 12
    for file in kept:
        picture = Image.open(io.BytesIO(published.side.bytes_of(file)))
        assert is_flat(picture, (picture.width // 2, picture.height // 2))
    assert not published.stores(sha256(old.read_bytes()))


def give_up(phone, lens) -> None:
    """Leave a shot that is not kept yet."""
    lens.paper.wait_for()
    phone.page.locator(".paint").get_by_role("button", name="关闭").click()
    phone.page.get_by_role("button", name="不要这一张").click()
    expect(lens.paper).to_have_count(0)


def choose_first(phone, lens, photo) -> None:
    """Choose a photo of the gallery, cover it, and have it kept."""
    with phone.page.expect_file_chooser() as chooser:
        phone.question(BEFORE).get_by_role("button", name="从相册选").click()
    chooser.value.set_files(str(photo))
    with lens.board("涂好存入") as board:
        board.tool("框选涂抹")
        board.drag((0.25, 0.25), (0.75, 0.75))
    expect(phone.thumbs(BEFORE)).to_have_count(2)


def test_a_camera_that_is_refused_leaves_the_phones_own(phone, published, gallery):
    """Words say so, and the photo comes by way of the chooser."""
    published.bring(phone, TITLE)
    asked = phone.question(BEFORE)
    expect(asked).to_contain_text("浏览器没有相机权限，改用手机自带相机拍")
    phone.shoot(BEFORE, gallery.plaque("农家书屋"))
    old = gallery.plaque("科普工作站")
    long_ago(old)
    phone.pass_photos(BEFORE, "拍照", old)
    taken = sorted(records(phone.page, "files"), key=lambda file: file["capturedAt"])
    assert [file["source"] for file in taken] == ["gallery", "input_camera"]
    assert taken[0]["gps"] is None
    assert taken[1]["gps"]["acc"] == 12


def test_a_photo_that_the_camera_cost_is_named_and_led_to(handset, published):
    """Android may end the browser while the phone's own camera is open."""
    published.bring(handset, TITLE)
    handset.tap("再加一项")
    with handset.page.expect_file_chooser():
        handset.question(AFTER).get_by_role("button", name="拍照").click()
    handset.kill()
    handset.boot(offline=True)
    handset.resume(TITLE)
    note = handset.page.locator(".note", has_text=f"上次给“{AFTER}”拍照时")
    note.get_by_role("button", name="前往这一题").click()
    expect(note).to_have_count(0)
    expect(handset.page.locator(".cur-head")).to_contain_text("第 2 项")
    expect(handset.question(AFTER)).to_be_in_viewport()


def cover_the_middle(phone, lens) -> str:
    """Frame the middle of the photo that is looked at; give the hash of what it was."""
    before = set(digests(phone.page))
    phone.page.get_by_role("button", name="涂抹", exact=True).click()
    with lens.board() as board:
        board.tool("框选涂抹")
        board.drag((0.25, 0.25), (0.75, 0.75))
    (uncovered,) = before - set(digests(phone.page))
    return uncovered


def align_and_mark(phone, lens) -> None:
    lens.open(AFTER)
    expect(phone.page.locator(".cam-ghost")).to_be_visible()
    lens.shutter.click()
    expect(phone.page.locator(".cam-count")).to_have_text("1 / 2")
    lens.close()
    lens.open(MARKED)
    lens.shutter.click()
    with lens.board() as board:
        board.drag((0.1, 0.1), (0.5, 0.5))
        board.write("第二块牌子", (0.2, 0.7))
        board.tool("涂抹")
        board.drag((0.6, 0.2), (0.9, 0.2))
        phone.page.get_by_role("button", name="撤销").click()


def draw_and_sign(phone, lens) -> None:
    for label, word in ((SKETCH, "画图"), (SIGNED, "签名")):
        phone.question(label).get_by_role("button", name=word).click()
        with lens.board() as board:
            board.drag((0.2, 0.3), (0.5, 0.7), (0.8, 0.2))


def record(phone) -> None:
    asked = phone.question(SAID)
    asked.get_by_role("button", name="录音", exact=True).click()
    expect(asked.get_by_role("timer")).to_have_text("已录 0:01")
    asked.get_by_role("button", name="停止并存入").click()
    expect(asked.locator(".file")).to_contain_text("录音 1")


def choose_paper(phone, folder):
    paper = folder / "关于示范村创建的通知 最终版.docx"
    paper.write_bytes(b"PK\x03\x04" + b"x" * 40_000)
    asked = phone.question(PAPER)
    with phone.page.expect_file_chooser() as chooser:
        asked.get_by_role("button", name="选文件").click()
    chooser.value.set_files(str(paper))
    expect(asked.locator(".file")).to_contain_text(paper.name)
    return paper


def send(phone, house):
    """Finalise, wait until it is home, and give what the office holds."""
    phone.finalise()
    phone.await_delivered(TITLE)
    house.await_jobs()
    (item,) = phone.items()
    return house.side.files(item["instanceId"])


def is_photo(file) -> bool:
    return file.source == "in_page_camera"


def assert_photos(house, photos) -> None:
    """Each says when and where it was taken."""
    asked = sorted(file.question for file in photos)
    assert asked == ["p_after", "p_before", "p_before_2", "scheme"]
    opened = {
        file: Image.open(io.BytesIO(house.side.bytes_of(file))) for file in photos
    }
    for file, picture in opened.items():
        assert file.gps["acc"] == 12
        exif = picture.getexif()
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        assert [float(part) for part in place[2]] == pytest.approx([37, 11, 24])
        taken = exif.get_ifd(ExifTags.IFD.Exif)[0x9003]
        assert taken == f"{file.captured_at.astimezone(CHINA):%Y:%m:%d %H:%M:%S}"


def sideways(folder):
    """Take a photo as phones do that are held upright: the pixels lie on their side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Cheap"
    gradient = Image.linear_gradient("L").resize((1600, 1200))
    grainy = Image.blend(gradient, Image.effect_noise((1600, 1200), 120), 0.3)
    grainy.save(folder / "sideways.jpg", exif=exif, quality=95)
    return folder / "sideways.jpg"


def assert_upright(house, file) -> None:
    """It is shrunk and turned, its EXIF says so, and its middle is covered."""
    assert (file.source, file.gps) == ("gallery", None)
    picture = Image.open(io.BytesIO(house.side.bytes_of(file)))
    assert picture.size == (749, 999)
    exif = picture.getexif()
    assert exif[ExifTags.Base.Make] == "Cheap"
    assert exif.get(ExifTags.Base.Orientation, 1) == 1
    # The gradient ran downwards; turned a quarter it runs to the left.
    right, left = grey(picture, 640), grey(picture, 10)
    assert right < left - 100
    assert is_flat(picture, (370, 500))
    assert not is_flat(picture, (100, 500))


def grey(picture: Image.Image, x: int) -> float:
    """Give how bright a piece of the picture is, from its left edge on."""
    (mean,) = ImageStat.Stat(picture.convert("L").crop((x, 400, x + 90, 600))).mean
    return mean


def assert_made(house, made, paper) -> None:
    """What was drawn, recorded or chosen claims to be no photograph."""
    assert {file.source for file in made.values()} == {"unknown"}
    assert made["said"].name.endswith(".weba")
    assert made["signed"].mime == made["sketch"].mime == "image/png"
    sketch = Image.open(io.BytesIO(house.side.bytes_of(made["sketch"])))
    assert max(sketch.size) == 800
    assert house.side.bytes_of(made["paper"]) == paper.read_bytes()


def is_flat(picture: Image.Image, middle: tuple[int, int]) -> bool:
    """Tell whether the cells around a place have one colour each."""
    edge = max(12, -(-max(picture.size) // 48))
    left, top = (side // edge * edge for side in middle)
    cells = [
        picture.convert("L").crop((x + 4, y + 4, x + edge - 4, y + edge - 4))
        for x in range(left - 3 * edge, left + 3 * edge, edge)
        for y in range(top - 3 * edge, top + 3 * edge, edge)
    ]
    return all(max(ImageStat.Stat(cell).stddev) < 4 for cell in cells)


def long_ago(path) -> None:
    """Make a file as old as one from last week."""
    week = time.time() - 7 * 86_400
    os.utime(path, (week, week))
