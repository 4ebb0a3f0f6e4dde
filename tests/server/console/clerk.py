"""Somebody at a browser: opens pages, follows links, fills in forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

PASSWORD = "a-password-of-tests"
CAMPAIGN = "/c/jf26"
#: What lies beside the campaigns.
ELSEWHERE = ("/c/", "/photos", "/proofs", "/sign")


class Clerk:
    """A browser with its cookies."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        #: What a form of this sign-in brings back; read when the first is sent.
        self.token = ""

    def sign_in(self, login: str, password: str = PASSWORD) -> Clerk:
        answer = self.try_sign_in(login, password)
        assert answer.status_code == 303, text(answer)
        return self

    def try_sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        self.token = ""
        page = self.browser.get("/sign-in")
        slip = field(page, "csrf")
        sent = {"csrf": slip, "login": login, "password": password, "next": "/"}
        return self.browser.post("/sign-in", data=sent)

    def open(self, path: str, **query: Any) -> TestResponse:
        return self.browser.get(place(path), query_string=query or None, buffered=True)

    def read(self, path: str, **query: Any) -> str:
        answer = self.open(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, text(answer))
        return text(answer)

    def send(self, path: str, **told: Any) -> TestResponse:
        """Post a form as the page gives it, with its token."""
        self.token = self.token or field(self._anywhere(), "csrf")
        sent = {"csrf": self.token, **told}
        return self.browser.post(
            place(path), data=sent, content_type="multipart/form-data"
        )

    def _anywhere(self) -> TestResponse:
        """Open what everybody may: the page that says that there is none."""
        return self.browser.get(place("/nowhere"))

    def done(self, path: str, **told: Any) -> str:
        """Send a form that must be taken, and read the page it leads to."""
        answer = self.send(path, **told)
        assert answer.status_code == 303, (path, answer.status_code, text(answer))
        return text(self.browser.get(answer.headers["Location"]))


def links(page: TestResponse, path: str) -> set[str]:
    """List where a page leads."""
    tree: Any = html.fromstring(page.get_data(as_text=True))
    found = (urljoin(place(path), one) for one in tree.xpath("//a/@href"))
    return {urlsplit(one)._replace(fragment="").geturl() for one in found}


def place(path: str) -> str:
    """Let a path begin below the campaign, unless it says otherwise."""
    return path if path.startswith(ELSEWHERE) else CAMPAIGN + path


def field(page: TestResponse, name: str) -> str:
    """Read a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.get_data(as_text=True))
    assert found, f"no field {name}"
    return unescape(found[1])


def text(page: TestResponse) -> str:
    """Read a page as a person does: words, and single blanks between them."""
    tree: Any = html.fromstring(page.get_data(as_text=True) or "<p></p>")
    for hidden in tree.xpath("//script|//style|//head"):
        hidden.getparent().remove(hidden)
    return " ".join(" ".join(tree.itertext()).split())


def keys(page: TestResponse, pattern: str) -> list[str]:
    """Find the keys in the addresses of a page, in order."""
    return list(dict.fromkeys(re.findall(pattern, page.get_data(as_text=True))))
