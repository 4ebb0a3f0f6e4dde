"""Other people's tus clients, unchanged, against our real server."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from tests.actors.device import UPLOADS, Device
from tests.actors.forms import NOTE
from tests.actors.photos import photo

HERE = Path(__file__).parent
PHOTO = photo("照片 1.jpg", side=120)


@pytest.fixture
def phone(office, line):
    office.publish(NOTE)
    return Device(line).enrol(office.invite("DZ07"))


@pytest.fixture
def filled(phone):
    """Give answers on the server that wait for a photo."""
    made = phone.fill("note", photo=PHOTO)
    phone.send_answers(made)
    return made


def metadata(filled, **other):
    return {
        "instance": filled.instance_id,
        "filename": PHOTO.name,
        "sha256": PHOTO.sha256,
        **other,
    }


def is_there(office, phone, filled):
    assert phone.receipt(filled).state == "complete"
    (file,) = office.files(filled.instance_id)
    assert office.bytes_of(file) == PHOTO.content
    assert office.fsck() == []


# ------------------------------------------------------------------ tuspy


def tuspy(phone, filled, **told):
    client = TusClient(
        f"{phone.wire.base_url}{UPLOADS}", {"Authorization": f"Bearer {phone.token}"}
    )
    return client.uploader(
        file_stream=io.BytesIO(PHOTO.content),
        metadata=metadata(filled),
        chunk_size=4096,
        **told,
    )


def test_tuspy_uploads_in_pieces(office, phone, filled):
    tuspy(phone, filled).upload()
    is_there(office, phone, filled)


def test_tuspy_uploads_with_checksums(office, phone, filled):
    tuspy(phone, filled, upload_checksum=True).upload()
    is_there(office, phone, filled)


def test_tuspy_carries_on_where_it_stopped(office, phone, filled):
    first = tuspy(phone, filled)
    first.upload(stop_at=5000)
    second = tuspy(phone, filled, url=first.url)
    assert 0 < second.offset < PHOTO.size
    second.upload()
    is_there(office, phone, filled)


def test_tuspy_is_told_of_a_wrong_whole(phone, filled):
    client = TusClient(
        f"{phone.wire.base_url}{UPLOADS}", {"Authorization": f"Bearer {phone.token}"}
    )
    damaged = io.BytesIO(PHOTO.content[:-1] + b"!")
    uploader = client.uploader(file_stream=damaged, metadata=metadata(filled))
    with pytest.raises(TusCommunicationError) as refused:
        uploader.upload()
    assert refused.value.status_code == 460
    assert phone.receipt(filled).state == "partial"


def test_tuspy_learns_what_the_server_can(phone, filled):
    about = phone.wire.send("OPTIONS", UPLOADS).headers
    assert "creation" in about["Tus-Extension"]


# ------------------------------------------------------------------ tus-js-client


@pytest.fixture(scope="session")
def node():
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node here; `make test` brings one")
    if not (HERE / "node_modules" / "tus-js-client").is_dir():
        pytest.skip("tus-js-client is not here; `make test` fetches it")
    return found


@pytest.mark.parametrize("abort_after", [None, "4096"])
def test_tus_js_client_uploads_and_carries_on(
    office, phone, filled, node, tmp_path, abort_after
):
    file = tmp_path / "photo.jpg"
    file.write_bytes(PHOTO.content)
    words = [
        node,
        str(HERE / "upload.mjs"),
        f"{phone.wire.base_url}{UPLOADS}",
        phone.token,
        json.dumps(metadata(filled)),
        str(file),
    ]
    done = subprocess.run(
        [*words, *([abort_after] if abort_after else [])],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert abort_after is None or told["first"] == told["url"]
    is_there(office, phone, filled)
