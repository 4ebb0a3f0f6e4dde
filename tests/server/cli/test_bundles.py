"""`chafang import bundle`: what a phone saved to a file comes in by the command."""

import shutil
from functools import partial

import pytest

from tests.actors.bundle import bundled
from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.office import Office
from tests.actors.places import running
from tests.actors.wire import InProcess
from tests.server.cli.terminal import told


@pytest.fixture
def place(tmp_path, sqlite_template):
    """Give an office, and the command beside it."""
    data = tmp_path / "data"
    shutil.copytree(sqlite_template, data)
    settings = {"CHAFANG_DATA": str(data)}
    with running(settings) as app:
        office = Office.open(app)
        office.publish(NOTE)
        yield office, partial(told, settings, "import", "bundle")


def test_a_file_of_a_phone_comes_in_once(place, tmp_path):
    office, run = place
    device = Device(InProcess(office.app)).enrol(office.invite("DZ07"))
    filled = device.fill("note", said="存成文件")
    file = tmp_path / "chafang-1.chafang"
    file.write_bytes(bundled(device, [filled]))
    code, foreseen = run(str(file), "--dry-run")
    assert code == 0
    assert office.submissions() == []
    code, came = run(str(file))
    assert code == 0
    assert "存成文件".encode() in bytes(office.submission(filled.instance_id).xml)
    code, again = run(str(file))
    assert code == 0
    assert len(office.submissions()) == 1
    said = [one["forms"][0]["what"] for one in (foreseen, came, again)]
    assert said[0] == said[1] != said[2]


def test_a_file_that_was_changed_is_refused_whole(place, tmp_path):
    office, run = place
    device = Device(InProcess(office.app)).enrol(office.invite("DZ07"))
    file = tmp_path / "broken.chafang"
    whole = bundled(device, [device.fill("note", said="x")])
    file.write_bytes(whole[:-40] + bytes(40))
    code, _ = run(str(file))
    assert code != 0
    assert office.submissions() == []
