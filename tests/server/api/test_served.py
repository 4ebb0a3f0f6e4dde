"""Over a real line to a real server: what no in-process call can show."""

import fcntl
import hashlib
import os
import socket
import struct
import threading
import time

import pytest

from sync import tus
from tests.actors.collect import Collect
from tests.actors.device import UPLOADS, Device
from tests.actors.forms import NOTE
from tests.actors.office import Office
from tests.actors.photos import photo
from tests.actors.places import furnished_settings, running
from tests.actors.serving import Served
from tests.actors.wire import Line, path_of
from tests.actors.world import Country

PHOTO = photo("a.jpg", side=300)


@pytest.fixture
def far(office, line):
    """Give a phone at the end of a real line."""
    office.publish(NOTE)
    return Device(line).enrol(office.invite("DZ07"))


def dial(line):
    host, _, port = line.base_url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=30)


def request_head(method, path, **headers):
    lines = [f"{method} {path} HTTP/1.1", "Host: x"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def patch_head(device, where, offset, length):
    return request_head(
        "PATCH",
        path_of(where),
        Authorization=f"Bearer {device.token}",
        Tus_Resumable="1.0.0",
        Upload_Offset=offset,
        Content_Type=tus.CONTENT_TYPE,
        Content_Length=length,
    )


def test_a_phone_does_its_whole_day_over_a_real_line(office, far):
    filled = far.fill("note", said="x", photo=PHOTO)
    (receipt,) = far.push()
    assert receipt.state == "complete"
    assert office.fsck() == []
    assert far.pull()["submissions"][0]["instance_id"] == filled.instance_id


def test_a_half_dead_piece_does_not_hold_the_next_one_up(office, far, line):
    filled = far.fill("note", photo=PHOTO)
    far.send_answers(filled)
    where = far.create_upload(filled.instance_id, PHOTO)
    with dial(line) as dead:
        dead.sendall(patch_head(far, where, 0, PHOTO.size) + PHOTO.content[:1000])
        started = time.monotonic()
        offset = int(far.tus("HEAD", where).headers["Upload-Offset"])
        far.send_piece(where, offset, PHOTO.content[offset:])
        assert time.monotonic() - started < 10
    assert far.receipt(filled).state == "complete"


def test_a_connection_that_breaks_in_a_piece_leaves_a_good_offset(far, line):
    filled = far.fill("note", photo=PHOTO)
    far.send_answers(filled)
    where = far.create_upload(filled.instance_id, PHOTO)
    with dial(line) as broken:
        broken.sendall(patch_head(far, where, 0, PHOTO.size) + PHOTO.content[:5000])
        broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    offset = int(far.tus("HEAD", where).headers["Upload-Offset"])
    assert 0 <= offset <= 5000
    far.push()
    assert far.receipt(filled).state == "complete"


def test_a_piece_in_chunked_encoding_is_a_piece(far, line):
    filled = far.fill("note", photo=PHOTO)
    far.send_answers(filled)
    where = far.create_upload(filled.instance_id, PHOTO)
    head = patch_head(far, where, 0, "x").replace(
        b"Content-Length: x", b"Transfer-Encoding: chunked\r\nConnection: close"
    )
    half = len(PHOTO.content) // 2
    with dial(line) as open_line:
        open_line.sendall(head)
        for part in (PHOTO.content[:half], PHOTO.content[half:], b""):
            open_line.sendall(b"%x\r\n%s\r\n" % (len(part), part))
        answer = open_line.makefile("rb").read()
    assert b" 204 " in answer.split(b"\r\n", 1)[0]
    assert far.receipt(filled).state == "complete"


# ------------------------------------------------------------------ the command


@pytest.fixture
def serve(tmp_path, furnished, darkroom):
    """Give `chafang serve` in a process of its own, and the office beside it."""
    chosen = furnished_settings(tmp_path, furnished)
    server = Served(chosen)
    with running(chosen) as app:
        app.extensions["darkroom"] = darkroom
        office = Office(app, Country())
        office.publish(NOTE)
        server.start()
        yield server, office
    server.kill()


def test_no_secret_of_a_phone_is_ever_in_a_log(serve):
    server, office = serve
    code, key = office.invite("DZ07"), office.key("DZ07")
    line = Line(server.url)
    device, collect = Device(line).enrol(code), Collect(line, key)
    filled = device.fill("note", said="x", photo=PHOTO)
    device.push()
    collect.send(collect.fill("note", photo=PHOTO))
    collect.post(b"<")
    collect.get(f"{collect.base}/nothing")
    assert Collect(line, "w" * 64).head().status == 403
    device.get("/nothing")
    device.tus("HEAD", f"{UPLOADS}/nothing")
    hang_up_while_the_server_waits(server, office, collect, filled)
    a_fault_on_purpose(office, collect, device)
    server.stop()
    log = server.log.read_text()
    assert "unforeseen" in log, "the fault was to be logged"
    for secret in (code, key, device.token):
        assert secret not in log
        assert hashlib.sha256(secret.encode()).hexdigest() not in log


def hang_up_while_the_server_waits(server, office, collect, filled):
    """Break a request whose answer the server then has nobody to give to."""
    path = f"{collect.base}/submission?deviceID=x"
    xml = filled.xml.replace(b"<said>x", b"<said>y")
    body = (
        b'--b\r\nContent-Disposition: form-data; name="xml_submission_file";'
        b' filename="s.xml"\r\n\r\n' + xml + b"\r\n--b--\r\n"
    )
    head = request_head(
        "POST",
        path,
        X_OpenRosa_Version="1.0",
        Content_Type="multipart/form-data; boundary=b",
        Content_Length=len(body),
    )
    lock = os.open(office.app.extensions["settings"].data / "write.lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with dial(Line(server.url)) as gone:
            gone.sendall(head + body)
            time.sleep(0.5)
            gone.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
        time.sleep(0.5)
    finally:
        os.close(lock)
    time.sleep(0.5)


def a_fault_on_purpose(office, collect, device):
    with office.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE form RENAME TO gone")
    assert collect.get(f"{collect.base}/formList").status == 500
    assert device.get("/forms").status == 500
    with office.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE gone RENAME TO form")


def test_three_hundred_slow_uploads_leave_others_alone(serve):
    """Phones that trickle hold no thread of the server (architecture, row 10)."""
    server, office = serve
    line = Line(server.url)
    device = Device(line).enrol(office.invite("DZ07"))
    filled = device.fill("note", photo=PHOTO)
    device.send_answers(filled)
    where = device.create_upload(filled.instance_id, PHOTO)
    slow = [dial(line) for _ in range(300)]
    try:
        for each in slow:
            head = patch_head(device, where, 0, PHOTO.size)
            each.sendall(head + PHOTO.content[:10])
        assert device.get("/forms").status == 200
        device.push()
        assert device.receipt(filled).state == "complete"
    finally:
        for each in slow:
            each.close()


def test_the_server_ends_in_order_when_told_to(serve):
    server, _ = serve
    device = threading.Thread(target=server.stop)
    device.start()
    device.join(timeout=20)
    assert not device.is_alive()
    assert (server.ended, "Traceback" in server.log.read_text()) == (0, False)
