"""F1: the server is killed at every step; what it acknowledged is there, once."""

import json
import random
import threading
import time

import pytest

from server.models import Submission
from tests.actors.collect import Collect
from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.office import Office
from tests.actors.photos import photo
from tests.actors.places import furnished_settings, running
from tests.actors.serving import Served, command
from tests.actors.wire import Cut, Line
from tests.actors.world import Country
from tests.faults.dying import AFTER, BEFORE

PHOTO = photo("a.jpg", side=120)


@pytest.fixture
def chosen(tmp_path, furnished):
    """Give the settings of an embedded office: SQLite and a folder."""
    return furnished_settings(tmp_path, furnished)


@pytest.fixture
def office(chosen, darkroom):
    """Give the office as its commands see it, beside the server's process."""
    with running(chosen) as app:
        app.extensions["darkroom"] = darkroom
        made = Office(app, Country())
        made.publish(NOTE)
        yield made


@pytest.fixture
def server(chosen):
    made = Served(chosen)
    yield made
    made.kill()


def whole(chosen):
    told = command(chosen, "fsck", "--read-media", "--json")
    return told.returncode, json.loads(told.stdout)


def sent_until_it_arrives(device):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            device.push()
        except Cut:
            time.sleep(0.05)
        if not device.outbox:
            return
    raise AssertionError("it never arrived")


@pytest.mark.parametrize("step", [*BEFORE, *AFTER])
def test_killed_at_a_step_nothing_is_lost_or_doubled(office, chosen, server, step):
    key, code = office.key("DZ07"), office.invite("DZ07")
    server.start(["-m", "tests.faults.dying", step])
    line = Line(server.url)
    collect = Collect(line, key)
    by_collect = collect.fill("note", said=step, photo=PHOTO)
    if step == "upload whole, not joined":
        device = Device(line).enrol(code)
        device.fill("note", said=step, photo=PHOTO)
        with pytest.raises(Cut):
            device.push()
    else:
        device = None
        with pytest.raises(Cut):
            collect.send(by_collect)
    server.wait()
    assert office.fsck() == []

    server.start()
    stored = office.count(Submission)
    assert stored == (step in ("committed, not answered", "upload whole, not joined"))
    if device is not None:
        sent_until_it_arrives(device)
        assert collect.send(by_collect).status == 201
    else:
        again = collect.send(by_collect).status
        assert again == (202 if stored else 201)
    assert {each.state for each in office.submissions()} == {"complete"}
    assert office.fsck() == []
    numbers = [event.seq for event in office.events()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_killed_at_random_under_load_every_acknowledged_visit_is_there(
    office, chosen, server
):
    die = random.Random(20260312)
    codes = [office.invite("DZ07") for _ in range(3)]
    server.start()
    phones = [Device(Line(server.url)).enrol(code) for code in codes]
    for device in phones:
        device.piece = 4096
        device.download("note")
        for n in range(40):
            device.fill("note", said=str(n), photo=photo(f"{n}.jpg"))
    filled = [each for device in phones for each in device.outbox.values()]
    senders = [
        threading.Thread(target=sent_until_it_arrives, args=(device,))
        for device in phones
    ]
    for sender in senders:
        sender.start()
    for _ in range(3):
        time.sleep(die.uniform(0.2, 0.8))
        server.kill()
        acknowledged = [i for device in phones for i in device.delivered]
        assert set(acknowledged) <= {e.instance_id for e in office.submissions()}
        server.start()
    for sender in senders:
        sender.join()
    assert [device.outbox for device in phones] == [{}] * 3
    kept = office.submissions()
    assert {each.instance_id for each in kept} == {each.instance_id for each in filled}
    assert {each.state for each in kept} == {"complete"}
    assert len(kept) == 120
    assert whole(chosen) == (0, {"ok": True, "damages": [], "given_up": []})
    numbers = [event.seq for event in office.events()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_fsck_tells_what_somebody_took_away(office, chosen, server):
    server.start()
    collect = Collect(Line(server.url), office.key("DZ07"))
    for name in ("gone.jpg", "flipped.jpg", "fine.jpg"):
        assert collect.send(collect.fill("note", photo=photo(name))).status == 201
    stored = {
        path.name: path
        for path in (office.app.extensions["settings"].data / "media").rglob("*")
    }
    gone, flipped = (stored[photo(n).sha256] for n in ("gone.jpg", "flipped.jpg"))
    gone.unlink()
    content = bytearray(flipped.read_bytes())
    content[100] ^= 1
    flipped.chmod(0o600)
    flipped.write_bytes(content)
    ends, told = whole(chosen)
    assert ends == 1
    assert {(each["name"], each["trouble"]) for each in told["damages"]} == {
        ("gone.jpg", "blob_missing"),
        ("flipped.jpg", "blob_damaged"),
    }
