"""The two ways to reach an office: inside this process, or over a real line."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.datastructures import Headers

PATIENCE = 30


class Cut(Exception):
    """The line broke before the answer had come."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an office answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Wire(Protocol):
    """Something that carries a request to an office; raises Cut."""

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer: ...


class InProcess:
    """Calls the application itself."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client(use_cookies=False)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        with self._client.open(
            path_of(url), method=method, headers=dict(headers or {}), data=body
        ) as answer:
            return Answer(answer.status_code, answer.headers, answer.get_data())


class Line:
    """A real connection for each request, so that each can be cut by itself."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        place = urlsplit(self.base_url)
        line = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=PATIENCE
        )
        try:
            line.request(method, path_of(url), body, dict(headers or {}))
            answer = line.getresponse()
            told = Headers(answer.getheaders())
            return Answer(answer.status, told, answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Cut(repr(error)) from error
        finally:
            line.close()


def path_of(url: str) -> str:
    """Cut the host off an address that an office gave: the wire knows its own."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
