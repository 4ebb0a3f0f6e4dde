"""Covered copies, sensitive photos, and originals that open with a reason."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image
from sqlalchemy import select

from server.actions import copies, redaction
from server.models import Event, OriginalOpening

WHOLE = json.dumps([[0, 0, 1, 1]])
CORNER = json.dumps([[0, 0, 0.5, 0.5]])


@pytest.fixture
def door(office, visited):
    return next(f for f in office.files(visited.instance_id) if f.name == "door.jpg")


@pytest.fixture
def at(office, visited, door):
    """Give the address of the photo in the review."""
    return (
        f"/submissions/{office.submission(visited.instance_id).key}/photos/{door.key}"
    )


def seen(someone, photo):
    return someone.open(f"/photos/{photo.key}")


def picture(answer):
    return Image.open(io.BytesIO(answer.get_data())).convert("RGB")


def leaving(office, photo):
    with office.reading() as session:
        kept = session.get(type(photo), photo.id)
        return redaction.leaving(session, [kept]).get(photo.id)


def actions_of(office, photo):
    with office.reading() as session:
        told = select(Event.action).where(
            Event.subject == "attachment", Event.subject_id == photo.id
        )
        return list(session.scalars(told.order_by(Event.id)))


def test_a_covered_copy_takes_the_place_of_the_original(
    clerk, office, visited, door, at
):
    reviewer, original = clerk("reviewer"), visited.file("door.jpg").content
    assert "已涂抹" in reviewer.done(f"{at}/cover", regions=WHOLE)
    for login in ("reviewer", "leader07", "city"):
        copy = seen(clerk(login), door)
        assert copy.get_data() != original
        assert copy.mimetype == "image/jpeg"
        assert len(set(picture(copy).get_flattened_data())) < 200
        small = clerk(login).open(f"/photos/{door.key}/thumb")
        assert len(set(picture(small).get_flattened_data())) < 200
    assert leaving(office, door).is_covered
    assert actions_of(office, door) == ["photo.redacted"]
    assert office.fsck() == []


def test_versions_are_kept_and_the_last_one_is_taken_back(clerk, office, door, at):
    reviewer = clerk("reviewer")
    reviewer.done(f"{at}/cover", regions=CORNER)
    first = leaving(office, door)
    reviewer.done(f"{at}/cover", regions=WHOLE)
    assert leaving(office, door) != first
    reviewer.done(f"{at}/uncover")
    assert leaving(office, door) == first
    reviewer.done(f"{at}/uncover")
    assert leaving(office, door) is None
    assert reviewer.send(f"{at}/uncover").status_code == 409


def test_an_original_opens_with_a_reason_that_the_office_reads(
    clerk, office, visited, door, at
):
    reviewer, original = clerk("reviewer"), visited.file("door.jpg").content
    reviewer.done(f"{at}/cover", regions=WHOLE)
    assert reviewer.send(f"{at}/original", reason=" ").status_code == 422
    page = reviewer.done(f"{at}/original", reason="单位对牌匾文字有异议")
    assert "正在看原件" in page
    assert seen(reviewer, door).get_data() == original
    assert seen(clerk("city"), door).get_data() != original
    told = clerk("city").read("/originals")
    assert "单位对牌匾文字有异议" in told
    assert "reviewer" in told
    assert clerk("reviewer").open("/originals").status_code == 403
    assert "单位对牌匾文字有异议" not in clerk("qihe").read("/originals")
    assert actions_of(office, door)[-1] == "photo.original_opened"
    with office.writing() as session:
        opening = session.scalars(select(OriginalOpening)).one()
        opening.at -= redaction.OPEN_FOR
    assert seen(reviewer, door).get_data() != original


def test_a_sensitive_photo_leaves_nowhere_until_it_is_covered(
    clerk, office, visited, door, at
):
    reviewer = clerk("reviewer")
    reviewer.done(f"{at}/mark")
    assert seen(reviewer, door).status_code == 403
    assert clerk("leader07").open(f"/photos/{door.key}/thumb").status_code == 403
    page = reviewer.read(at.rsplit("/photos", 1)[0], photo=door.key)
    assert "敏感，未涂抹：不进入任何导出" in page
    assert "打开原件须说明原因" in page
    with office.writing() as session:
        session.get(type(door), door.id).is_released = True
    assert leaving(office, door) is None
    reviewer.done(f"{at}/cover", regions=CORNER)
    assert leaving(office, door).is_covered
    assert seen(reviewer, door).status_code == 200
    reviewer.done(f"{at}/uncover")
    reviewer.done(f"{at}/unmark")
    assert not leaving(office, door).is_covered


def test_a_released_photo_leaves_without_what_its_camera_wrote(office, visited, door):
    with office.writing() as session:
        session.get(type(door), door.id).is_released = True
    store, darkroom = (office.app.extensions[one] for one in ("store", "darkroom"))
    with office.reading() as session:
        room = office.campaign(session).room
    told = leaving(office, door)
    assert not told.is_covered
    clean = copies.released(store, darkroom, room, told)
    assert clean != visited.file("door.jpg").content
    assert clean == copies.released(store, darkroom, room, told)


def test_a_cover_holds_for_the_same_bytes_in_a_correction(
    clerk, office, device, visited, door, at
):
    clerk("reviewer").done(f"{at}/cover", regions=WHOLE)
    corrected = device.correct(visited, minutes=9)
    device.push()
    office.work()
    again = next(
        f for f in office.files(corrected.instance_id) if f.sha256 == door.sha256
    )
    assert again.id != door.id
    assert leaving(office, again).is_covered
    original = visited.file("door.jpg").content
    assert seen(clerk("leader07"), again).get_data() != original


def test_what_is_no_box_covers_nothing(clerk, office, door, at):
    reviewer = clerk("reviewer")
    for told in ("", "[]", "x", "[1]", "[[0,0,0,0]]", '[["a",0,1,1]]', "[[0,0,NaN,1]]"):
        assert reviewer.send(f"{at}/cover", regions=told).status_code in (400, 422)
    assert leaving(office, door) is None


def test_only_who_reviews_covers_and_opens(clerk, office, door, at):
    for login in ("leader07", "inspector07"):
        for verb in ("cover", "mark", "original"):
            answer = clerk(login).send(f"{at}/{verb}", regions=WHOLE, reason="x")
            assert answer.status_code == 403
    assert leaving(office, door) is None
