"""X20, X21: whatever strangers send, no page of ours ever runs it."""

from __future__ import annotations

import io
import zipfile

import pytest
from playwright.sync_api import Error

from tests.actors.photos import Photo, photo

pytestmark = pytest.mark.browser
#: Whoever runs this is heard, whatever its page may do otherwise.
RUN = "fetch('/ran');new Image().src='/ran'"
PAGE = f'<!doctype html><script>{RUN}</script><img src=x onerror="{RUN}">'
DRAWN = (
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script>'
    '<rect width="9" height="9"/></svg>'
)
WRITTEN = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'
    f"<script>{RUN}</script></html>"
)


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr("index.html", PAGE)
    return packed.getvalue()


#: What is sent, and whether a browser shows anything of it.
SENT = {
    "page.html": (PAGE.encode(), False),
    "page.jpg": (PAGE.encode(), False),
    "drawn.svg": (DRAWN.encode(), False),
    "written.xml": (WRITTEN.encode(), False),
    "open.pdf": (b"%PDF-1.7\n/OpenAction /JavaScript (app.alert(1))", False),
    "behind.jpg": (photo("behind.jpg").content + PAGE.encode(), True),
    "packed.jpg": (photo("packed.jpg").content + archive(), True),
    "plain.jpg": (photo("plain.jpg").content, True),
}


@pytest.fixture(scope="module")
def sent(house):
    """Send each as the photo of a submission; give the addresses."""
    device = house.device(house.side)
    filled = {
        name: device.fill(
            "traps",
            site_name=name,
            thing=[{"what": name, "shot": (Photo(name, content),)}],
        )
        for name, (content, _) in SENT.items()
    }
    device.push()
    house.await_jobs()
    return {
        name: f"{house.url}/photos/{house.side.files(each.instance_id)[0].key}"
        for name, each in filled.items()
    }


@pytest.mark.parametrize("name", SENT)
def test_no_script_of_a_file_runs(desk, sent, name):
    reviewer = desk("t-reviewer")
    asked: list[str] = []
    reviewer.context.on("request", lambda request: asked.append(request.url))
    shown = opens(reviewer.page, sent[name])
    reviewer.page.wait_for_timeout(200)
    assert not [url for url in asked if url.endswith("/ran")]
    assert shown == SENT[name][1]
    if shown:
        assert reviewer.page.evaluate("self.origin") == "null", "not our origin"


def opens(page, url) -> bool:
    """Open an address; tell whether it was shown rather than handed out."""
    try:
        page.goto(url)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return True
