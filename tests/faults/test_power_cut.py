"""What was acknowledged is there after a power cut, photographs and all."""

import http.client
import io
import json
import os
import re
import sqlite3
import subprocess
from contextlib import closing

import pytest
from PIL import Image

from bench import form
from bench.office import COMMAND, opened
from bench.openrosa_load import BENCH, place
from bench.payloads import submission
from tests.faults.disk import NoDisk, mounted

pytestmark = pytest.mark.faults
INSTANCE = re.compile(r"<orx:instanceID>([^<]+)<")


@pytest.fixture
def disk(tmp_path):
    try:
        with mounted(tmp_path / "disk") as disk:
            yield disk
    except NoDisk as reason:
        pytest.skip(str(reason))


def _send(office, count):
    """Send submissions with a photograph; list those that were acknowledged."""
    host, port, path = place(office.openrosa_url)
    acknowledged = []
    for _ in range(count):
        made = submission(BENCH, _photograph())
        connection = http.client.HTTPConnection(host, port, timeout=60)
        headers = {"Content-Type": made.content_type, "X-OpenRosa-Version": "1.0"}
        connection.request("POST", path, made.body, headers)
        assert connection.getresponse().status == 201
        connection.close()
        acknowledged.extend(INSTANCE.findall(made.body.decode("latin1")))
    return acknowledged


def _photograph():
    drawn = io.BytesIO()
    Image.effect_noise((240, 160), 80).save(drawn, "JPEG")
    return drawn.getvalue()


def _instances(folder):
    with closing(sqlite3.connect(folder / "chafang.sqlite3")) as rows:
        return {row[0] for row in rows.execute("SELECT instance_id FROM submission")}


def _check(folder):
    words = [str(COMMAND), "fsck", "--read-media", "--json"]
    surroundings = {**os.environ, "CHAFANG_DATA": str(folder)}
    said = subprocess.run(
        words, env=surroundings, check=False, stdout=subprocess.PIPE, text=True
    )
    return said.returncode, json.loads(said.stdout)


def test_every_acknowledged_submission_survives_with_its_photograph(disk):
    folder = disk.live / "data"
    folder.mkdir()
    book = folder.parent / "bench_form.xlsx"
    form.write(book)
    with opened(folder, book) as office:
        acknowledged = _send(office, 20)
        left = disk.cut() / "data"
    assert set(acknowledged) <= _instances(left)
    assert _check(left) == (0, {"ok": True, "damages": [], "given_up": []})
