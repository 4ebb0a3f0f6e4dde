"""What a phone scans to join."""

import base64
import json
import zlib

from sync.enrolment import field_link, settings_qr


def settings(server_url="https://h/v1/key/T/projects/1", name="基层减负"):
    return json.loads(zlib.decompress(base64.b64decode(settings_qr(server_url, name))))


def test_collect_reads_its_settings():
    assert settings() == {
        "general": {
            "server_url": "https://h/v1/key/T/projects/1",
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "project": {"name": "基层减负"},
        "admin": {},
    }


def test_the_code_fits_a_small_picture():
    assert (
        len(settings_qr("https://h.example/v1/key/" + "T" * 64 + "/projects/1", "基"))
        < 400
    )


def test_the_link_carries_its_code_where_no_server_sees_it():
    link = field_link("https://chafang.example/", "one-time")
    assert link == "https://chafang.example/app/#/enrol/one-time"
    assert "one-time" not in link.partition("#")[0]
