"""Bytes of photos: for whom, as what, and never as a page."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import unquote

import pytest
from PIL import Image

from tests.actors.photos import SIDE, Photo, photo


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("evil.html", "<script>alert(1)</script>")
    return made.getvalue()


def the(office, filled, name):
    return next(f for f in office.files(filled.instance_id) if f.name == name)


def test_a_photo_comes_byte_for_byte(clerk, office, visited):
    file = the(office, visited, "door.jpg")
    answer = clerk("reviewer").open(f"/photos/{file.key}")
    assert answer.get_data() == visited.file("door.jpg").content
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].startswith("private")


def test_a_browser_that_has_it_is_not_sent_it_again(clerk, office, visited):
    someone, file = clerk("reviewer"), the(office, visited, "door.jpg")
    path = f"/photos/{file.key}"
    tag = someone.open(path).headers["ETag"]
    again = someone.browser.get(path, headers={"If-None-Match": tag}, buffered=True)
    assert again.status_code == 304
    assert again.get_data() == b""


def test_who_may_not_see_it_learns_nothing_even_with_its_tag(clerk, office, visited):
    file = the(office, visited, "door.jpg")
    path = f"/photos/{file.key}"
    tag = clerk("reviewer").open(path).headers["ETag"]
    stranger = clerk("leader08").browser
    assert stranger.get(path, headers={"If-None-Match": tag}).status_code == 404


def test_the_small_copy_is_a_small_photo(clerk, office, visited):
    file = the(office, visited, "door.jpg")
    answer = clerk("reviewer").open(f"/photos/{file.key}/thumb")
    assert max(Image.open(io.BytesIO(answer.get_data())).size) <= 480


def test_a_page_that_calls_itself_a_photo_is_only_handed_out(
    clerk, office, device, visited
):
    evil = Photo("看我.html.jpg", b"<script>alert(1)</script>" * 9, "image/jpeg")
    filled = device.fill("visit", site_name="某村", door=evil)
    device.push()
    office.work()
    file = the(office, filled, evil.name)
    answer = clerk("reviewer").open(f"/photos/{file.key}")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "看我.html.jpg" in unquote(answer.headers["Content-Disposition"])
    assert clerk("reviewer").open(f"/photos/{file.key}/thumb").status_code == 404


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", archive()])
def test_what_hides_behind_a_picture_is_never_shown(
    clerk, office, device, visited, hidden
):
    plain = photo("plain.jpg")
    both = Photo("both.jpg", plain.content + hidden, "image/jpeg")
    filled = device.fill("visit", site_name="某村", door=both)
    device.push()
    office.work()
    path = f"/photos/{the(office, filled, both.name).key}"
    seen = clerk("reviewer").open(path)
    assert seen.mimetype == "image/jpeg"
    assert hidden not in seen.get_data()
    assert Image.open(io.BytesIO(seen.get_data())).size == (SIDE, SIDE)
    saved = clerk("reviewer").open(f"{path}?save=1")
    assert saved.get_data() == both.content
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_photo_that_has_not_come_is_not_there(clerk, office, device, visited):
    filled = device.fill("visit", site_name="某村", door=visited.file("a.jpg"))
    device.push(losing={"a.jpg"})
    file = the(office, filled, "a.jpg")
    assert clerk("reviewer").open(f"/photos/{file.key}").status_code == 404
