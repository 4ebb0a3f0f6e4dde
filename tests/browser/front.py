"""A door before the served office: it hands out the app's files of whatever version."""

from __future__ import annotations

import hashlib
import http.client
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

MARK = '<meta name="release" content="{name}" />'
LOGIN = "<!doctype html><title>校园网</title><form>请先登录</form>".encode()
NOTHING, EVERYTHING = re.compile(r"(?!)"), re.compile("")
#: What the app is made of, the list of it excepted.
PARTS = re.compile(r"/app/(?!sw\.js)")
#: A request goes through, never reaches the office, or is never answered.
PASSES, CUT, UNANSWERED = "passes", "cut", "unanswered"
NOT_OURS = {"connection", "host", "transfer-encoding", "content-length"}


class Release:
    """One build of the app, which can be released again under other names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def next(self, name: str, trial: str | None = None) -> Release:
        """Copy it as a newer version; `trial` is what its own code is to be."""
        folder = self.folder.with_name(name)
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.br"))
        page = (folder / "index.html").read_text()
        marked = re.sub(r"<meta name=\"release\"[^>]*>", "", page)
        self._write(
            folder,
            "index.html",
            marked.replace("</head>", MARK.format(name=name) + "</head>"),
        )
        if trial is not None:
            former = next((folder / "assets").glob("trial-*.js"))
            path = f"assets/trial-{name}.js"
            former.rename(folder / path)
            self._rename(folder, f"assets/{former.name}", path)
            self._write(folder, path, trial)
        self._rename(folder, f'name: "{_named(folder)}"', f'name: "{name}"')
        return Release(folder)

    def _write(self, folder: Path, path: str, text: str) -> None:
        """Write a file, and its hash into the worker's list."""
        (folder / path).write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        worker = folder / "sw.js"
        listed = re.compile(rf'("/app/{re.escape(path)}": ")[0-9a-f]{{64}}')
        changed, count = listed.subn(rf"\g<1>{digest}", worker.read_text())
        assert count == 1, path
        worker.write_text(changed)

    def _rename(self, folder: Path, former: str, name: str) -> None:
        worker = folder / "sw.js"
        assert former in worker.read_text(), former
        worker.write_text(worker.read_text().replace(former, name))


def _named(folder: Path) -> str:
    found = re.search(r'name: "(\w+)",\s*index:', (folder / "sw.js").read_text())
    assert found is not None
    return found[1]


class Front(ThreadingHTTPServer):
    """Serves the app itself, and asks the office for everything else."""

    daemon_threads = True

    def __init__(self, office: str, release: Release) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.office = urlsplit(office)
        self.release = release
        #: The addresses that the network answers itself, with its login page.
        self.portal = NOTHING
        #: What becomes of the next requests to the office, in turn; then all pass.
        self.fates: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    @classmethod
    @contextmanager
    def before(cls, office: str, release: Release) -> Iterator[Front]:
        front = cls(office, release)
        thread = threading.Thread(target=front.serve_forever, daemon=True)
        thread.start()
        try:
            yield front
        finally:
            front.shutdown()
            front.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        if self.server.portal.match(path):
            self._send(200, {"Content-Type": "text/html"}, LOGIN)
        elif path.startswith("/app/"):
            self._file(path.removeprefix("/app/") or "index.html")
        else:
            self._ask()

    do_GET = do_POST = do_PATCH = do_HEAD = do_DELETE = _answer  # noqa: N815 - as the library calls them

    def _file(self, name: str) -> None:
        at = self.server.release.folder / name
        kind = guess_type(name)[0] or "text/plain"
        body = at.read_bytes() if at.exists() else b""
        self._send(200 if body else 404, {"Content-Type": kind}, body)

    def _ask(self) -> None:
        fate = self.server.fates.pop(0) if self.server.fates else PASSES
        answer = None if fate == CUT else self._asked()
        if answer is None or fate == UNANSWERED:
            self._break()
        else:
            self._send(*answer)

    def _break(self) -> None:
        """Let the connection end without a word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _asked(self) -> tuple[int, dict[str, str], bytes]:
        size = int(self.headers.get("Content-Length") or 0)
        told = {k: v for k, v in self.headers.items() if k.lower() not in NOT_OURS}
        place = self.server.office
        office = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=60
        )
        office.request(self.command, self.path, self.rfile.read(size) or None, told)
        answer = office.getresponse()
        body = answer.read()
        headers = {k: v for k, v in answer.headers.items() if k.lower() not in NOT_OURS}
        office.close()
        return answer.status, headers, body

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: tests read what the browser saw."""
