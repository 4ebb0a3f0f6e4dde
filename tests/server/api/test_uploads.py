"""Uploads in pieces: the MUSTs of tus 1.0, and the traps that others fell into."""

import base64
import hashlib
import io

import pytest
from sqlalchemy import update

from server.db import now
from server.jobs import upkeep
from server.models import Upload
from sync import tus
from tests.actors.device import UPLOADS, Device, Refused
from tests.actors.forms import NOTE
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.wire import path_of

PHOTO = photo("a.jpg", side=120)


@pytest.fixture
def filled(office, device):
    """Give answers that wait for one photo, on the server."""
    office.publish(NOTE)
    made = device.fill("note", photo=PHOTO)
    device.send_answers(made)
    return made


@pytest.fixture
def upload(device, filled):
    """Give the address of an upload in which nothing has arrived."""
    return device.create_upload(filled.instance_id, PHOTO)


def piece(content, offset, **more):
    return {
        "Upload-Offset": str(offset),
        "Content-Type": tus.CONTENT_TYPE,
        **more,
    }, content


def created(device, filled, length, **more):
    told = {
        "instance": filled.instance_id,
        "filename": "a.jpg",
        "sha256": PHOTO.sha256,
    }
    headers = {"Upload-Metadata": tus.write_metadata(told), **more}
    if length is not None:
        headers["Upload-Length"] = str(length)
    return device.tus("POST", UPLOADS, headers)


def stands(device, upload):
    return int(device.tus("HEAD", upload).headers["Upload-Offset"])


def checksum(kind, content):
    digest = hashlib.new(kind, content).digest()
    return f"{kind} {base64.b64encode(digest).decode()}"


# ------------------------------------------------------------------ protocol


def test_options_tell_version_extensions_and_size_without_being_asked_for_a_version(
    device,
):
    answer = device.wire.send("OPTIONS", UPLOADS)
    assert answer.status in (200, 204)
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "termination",
        "expiration",
    }
    assert int(answer.headers["Tus-Max-Size"]) >= 50_000_000
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")


@pytest.mark.parametrize("version", [{}, {"Tus-Resumable": "0.2.1"}])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_412_and_ours_is_told(device, upload, method, version):
    where = UPLOADS if method == "POST" else upload
    headers = {"Authorization": f"Bearer {device.token}", **version}
    answer = device.wire.send(method, where, headers)
    assert answer.status == 412
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert stands(device, upload) == 0


def test_every_answer_carries_the_version(device, filled):
    made = created(device, filled, 5)
    where = made.headers["Location"]
    headers, body = piece(b"12", 0)
    for answer in (
        made,
        device.tus("HEAD", where),
        device.tus("PATCH", where, headers, body),
        device.tus("DELETE", where),
    ):
        assert answer.headers["Tus-Resumable"] == "1.0.0"


# ------------------------------------------------------------------ creation


def test_creation_says_where_and_until_when(device, filled):
    answer = created(device, filled, 10)
    assert answer.status == 201
    assert path_of(answer.headers["Location"]).startswith(f"{UPLOADS}/")
    assert answer.headers["Upload-Expires"].endswith(" GMT")
    assert stands(device, answer.headers["Location"]) == 0


@pytest.mark.parametrize("length", [None, "", "-1", "1.5", "x", "１"])
def test_a_length_that_is_no_length_is_400(device, filled, length):
    told = None if length == "１" else length
    answer = created(device, filled, told)
    assert answer.status == 400


def test_more_than_the_largest_is_413_before_a_byte_is_sent(device, filled):
    assert created(device, filled, 100_000_001).status == 413


def test_an_empty_file_is_no_evidence(device, filled):
    assert created(device, filled, 0).status == 400


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "filename YS5qcGc=",
        "filename not-base64!",
        "sha256 YWJj,filename YS5qcGc=,instance dQ==",
        "filename YS5qcGc=,filename YS5qcGc=",
    ],
)
def test_metadata_that_does_not_say_which_file_is_400(device, filled, metadata):
    headers = {"Upload-Length": "10", "Upload-Metadata": metadata}
    assert device.tus("POST", UPLOADS, headers).status == 400


def test_a_file_of_a_submission_that_is_not_here_is_404(device, filled):
    told = {"instance": "uuid:none", "filename": "a.jpg", "sha256": PHOTO.sha256}
    headers = {"Upload-Length": "10", "Upload-Metadata": tus.write_metadata(told)}
    answer = device.tus("POST", UPLOADS, headers)
    assert (answer.status, answer.json["code"]) == (404, "submission_unknown")


def test_the_first_piece_may_come_with_the_creation(device, filled):
    told = {
        "instance": filled.instance_id,
        "filename": "a.jpg",
        "sha256": PHOTO.sha256,
    }
    headers = {
        "Upload-Length": str(PHOTO.size),
        "Upload-Metadata": tus.write_metadata(told),
        "Content-Type": tus.CONTENT_TYPE,
    }
    answer = device.tus("POST", UPLOADS, headers, PHOTO.content[:1000])
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "1000")
    where = answer.headers["Location"]
    device.send_piece(where, 1000, PHOTO.content[1000:])
    assert device.receipt(filled).state == "complete"


# ------------------------------------------------------------------ pieces


def test_pieces_add_up_and_the_last_joins_the_photo(office, device, filled, upload):
    third = PHOTO.size // 3
    for start in range(0, PHOTO.size, third):
        assert stands(device, upload) == start
        assert device.receipt(filled).state == "partial"
        device.send_piece(upload, start, PHOTO.content[start : start + third])
    assert device.receipt(filled).state == "complete"
    (file,) = office.files(filled.instance_id)
    assert office.bytes_of(file) == PHOTO.content


def test_head_tells_offset_and_length_and_is_never_cached(device, upload):
    device.send_piece(upload, 0, b"\xff\xd8\xff")
    answer = device.tus("HEAD", upload)
    assert answer.status in (200, 204)
    assert answer.headers["Upload-Offset"] == "3"
    assert answer.headers["Upload-Length"] == str(PHOTO.size)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.body == b""


def test_a_piece_at_another_offset_is_409_and_nothing_is_added(device, upload):
    device.send_piece(upload, 0, b"abc")
    for offset in (0, 2, 4):
        headers, body = piece(b"xyz", offset)
        assert device.tus("PATCH", upload, headers, body).status == 409
    assert stands(device, upload) == 3


@pytest.mark.parametrize("offset", ["", "x", "-1", "1e3"])
def test_an_offset_that_is_no_offset_is_400(device, upload, offset):
    headers, body = piece(b"abc", offset)
    assert device.tus("PATCH", upload, headers, body).status == 400


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/jpeg", ""])
def test_a_piece_of_another_type_is_415(device, upload, kind):
    headers, body = piece(b"abc", 0)
    answer = device.tus("PATCH", upload, {**headers, "Content-Type": kind}, body)
    assert answer.status == 415
    assert stands(device, upload) == 0


def test_more_bytes_than_announced_are_refused_whole(device, upload):
    headers, body = piece(PHOTO.content + b"!", 0)
    assert device.tus("PATCH", upload, headers, body).status == 413
    assert stands(device, upload) == 0


def test_an_upload_nobody_opened_is_404(device, upload):
    headers, body = piece(b"abc", 0)
    for method in ("HEAD", "PATCH", "DELETE"):
        answer = device.tus(method, f"{UPLOADS}/{'x' * 22}", headers, body)
        assert answer.status == 404


def test_a_piece_that_breaks_off_is_kept_as_far_as_it_came(office, device, upload):
    """In process, where no buffering server stands before us."""

    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionResetError
            return super().read(500)

        def readinto(self, room):
            got = self.read(len(room))
            room[: len(got)] = got
            return len(got)

    headers = {
        "Authorization": f"Bearer {device.token}",
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": tus.CONTENT_TYPE,
        "Content-Length": str(PHOTO.size),
    }
    office.app.test_client().patch(
        path_of(upload), headers=headers, input_stream=Breaking(PHOTO.content)
    )
    assert stands(device, upload) == 500
    device.send_piece(upload, 500, PHOTO.content[500:])
    assert not office.fsck()


# ------------------------------------------------------------------ checksum


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_a_piece_with_its_checksum_is_added(device, upload, kind):
    more = {"Upload-Checksum": checksum(kind, b"abc")}
    headers, body = piece(b"abc", 0, **more)
    assert device.tus("PATCH", upload, headers, body).status == 204
    assert stands(device, upload) == 3


def test_a_damaged_piece_is_460_and_dropped_whole(device, upload):
    headers, body = piece(b"abd", 0, **{"Upload-Checksum": checksum("sha1", b"abc")})
    assert device.tus("PATCH", upload, headers, body).status == 460
    assert stands(device, upload) == 0
    device.send_piece(upload, 0, b"abc")


@pytest.mark.parametrize("told", ["crc32 AAAA", "sha1", "sha1 !!!", ""])
def test_a_checksum_that_cannot_be_read_is_400_and_adds_nothing(device, upload, told):
    headers, body = piece(b"abc", 0, **{"Upload-Checksum": told})
    if told:
        assert device.tus("PATCH", upload, headers, body).status == 400
        assert stands(device, upload) == 0


# ------------------------------------------------------------------ the whole


def test_a_whole_that_is_not_the_announced_photo_is_460_and_dropped(
    office, device, filled, upload
):
    headers, body = piece(bytes(PHOTO.size), 0)
    answer = device.tus("PATCH", upload, headers, body)
    assert (answer.status, answer.json["code"]) == (460, "hash_mismatch")
    assert device.tus("HEAD", upload).status == 404
    assert device.receipt(filled).state == "partial"
    device.outbox[filled.instance_id] = filled
    device.push()
    assert device.receipt(filled).state == "complete"
    assert office.fsck() == []


def test_the_last_piece_again_is_no_harm(device, filled, upload):
    headers, body = piece(PHOTO.content, 0)
    assert device.tus("PATCH", upload, headers, body).status == 204
    assert stands(device, upload) == PHOTO.size
    headers, body = piece(b"", PHOTO.size)
    assert device.tus("PATCH", upload, headers, body).status == 204
    assert device.receipt(filled).state == "complete"


def test_a_whole_upload_whose_end_was_never_written_down_is_finished_by_asking(
    office, device, filled, upload
):
    """The bytes were all there when the server died: HEAD must not leave it so."""
    key = upload.rpartition("/")[2]
    partial = office.app.extensions["partial"]
    partial.append(key, 0, io.BytesIO(PHOTO.content))
    assert device.receipt(filled).state == "partial"
    assert stands(device, upload) == PHOTO.size
    assert device.receipt(filled).state == "complete"
    assert office.fsck() == []


def test_two_uploads_of_the_same_photo_are_one_file(office, device, filled, upload):
    other = device.create_upload(filled.instance_id, PHOTO)
    device.send_piece(upload, 0, PHOTO.content)
    device.send_piece(other, 0, PHOTO.content)
    assert len(office.files(filled.instance_id)) == 1
    assert device.receipt(filled).state == "complete"


def test_other_bytes_under_a_taken_name_are_kept_beside_it(office, device, filled):
    other = photo("other.jpg")
    rival = type(other)("a.jpg", other.content)
    device.send_file(filled, rival)
    receipt = device.receipt(filled)
    assert [(f.name, f.sha256) for f in receipt.conflicts] == [("a.jpg", rival.sha256)]
    assert receipt.state == "partial"
    device.send_file(filled, PHOTO)
    assert device.receipt(filled).state == "complete"
    kept = {file.sha256: file.rival for file in office.files(filled.instance_id)}
    assert kept == {PHOTO.sha256: False, rival.sha256: True}


# ------------------------------------------------------------------ the end


def test_an_upload_can_be_given_up(device, upload):
    assert device.tus("DELETE", upload).status == 204
    assert device.tus("HEAD", upload).status == 404


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_method_may_be_told_in_a_header(device, upload, method):
    headers, body = piece(b"abc", 0, **{"X-HTTP-Method-Override": method})
    assert device.tus("POST", upload, headers, body).status == 204


def test_an_upload_expires_and_the_upkeep_throws_it_away(office, device, upload):
    with office.writing() as session:
        session.execute(update(Upload).values(expires_at=now()))
    assert device.tus("HEAD", upload).status == 404
    with office.app.app_context():
        upkeep.run()
    assert office.count(Upload) == 0
    folder = office.app.extensions["settings"].data / "incoming"
    key = upload.rpartition("/")[2]
    assert not [path for path in folder.rglob("*") if key in path.name]


def test_another_phone_s_upload_does_not_exist(office, device, upload):
    other = phone(office, "DZ07")
    nothing = f"{UPLOADS}/{'x' * 22}"
    headers, body = piece(b"abc", 0)
    for method in ("HEAD", "PATCH", "DELETE"):
        theirs = other.tus(method, upload, headers, body)
        nobodys = other.tus(method, nothing, headers, body)
        assert (theirs.status, theirs.body) == (404, nobodys.body)
    assert stands(device, upload) == 0


def test_without_a_token_nothing_is_said(device, upload):
    stranger = Device(device.wire)
    assert stranger.tus("HEAD", upload).status == 401
    with pytest.raises(Refused):
        stranger.create_upload("uuid:x", PHOTO)
