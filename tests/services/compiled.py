"""What is compiled once in a run, not once for each application.

Every test has an application of its own with some three hundred addresses, pages that
are written in templates, and statements. Werkzeug writes, parses and compiles two
functions for each address, Jinja one for each template, SQLAlchemy each statement for
each connection: two tenths of a second of every test and more. None of them knows an
application before it is called. Nor does a child that reads a workbook.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from flask import Flask, url_for
from flask.templating import Environment
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart

from forms import aside

#: As many statements as all tests of a process ask, for each kind of database.
STATEMENTS = 8000
Writer = Callable[..., tuple[str, str]]
Told = Mapping[str, Any]
#: So many new objects before they are looked over for rings; Python's own is 700.
YOUNG = 100_000


def once() -> None:
    """Let all applications of this process share what is compiled."""
    _templates()
    _read_addresses()
    _written_addresses()
    _statements()
    _workbooks()


def settle() -> None:
    """Look no more at what was there before the first test, and seldom at the rest.

    A tenth of a run went into looking for rings among things that stay.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


def _templates() -> None:
    """Let all applications write their pages in the templates of the first."""
    kept: list[Environment] = []
    make = Flask.create_jinja_environment

    def shared(self: Flask) -> Environment:
        if not kept:
            kept.append(make(self))
            # Flask's own asks the application that is called, not the first.
            kept[0].globals["url_for"] = url_for
        return kept[0]

    Flask.create_jinja_environment = shared  # type: ignore[method-assign]


def _read_addresses() -> None:
    """Let all rules of an address share its parts: they differ in their map only."""
    read: dict[str, tuple[list[RulePart], list[Any], dict[str, Any]]] = {}
    parse = Rule._parse_rule

    def known(self: Any, rule: str) -> list[RulePart]:
        if rule not in read:
            before = len(self._trace)
            parts = list(parse(self, rule))
            read[rule] = (parts, self._trace[before:], dict(self._converters))
            return parts
        parts, trace, converters = read[rule]
        self._trace.extend(trace)
        self._converters.update(converters)
        self.arguments.update(converters)
        return parts

    Rule._parse_rule = known  # type: ignore[method-assign]


def _written_addresses() -> None:
    compiled: dict[tuple[object, ...], Writer] = {}
    compile_builder = Rule._compile_builder

    def known(self: Any, append_unknown: bool = True) -> Writer:
        defaults = tuple(sorted((self.defaults or {}).items()))
        key = (self.rule, tuple(self._trace), defaults, append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(self, append_unknown)
        return compiled[key]

    Rule._compile_builder = known  # type: ignore[method-assign]


def _statements() -> None:
    """Let engines of a kind share what is compiled: it is the same for any of them."""
    kept: dict[type, LRUCache[Any, Any]] = {}

    def shared(self: Any) -> LRUCache[Any, Any]:
        kind = type(self.dialect)
        if kind not in kept:
            kept[kind] = LRUCache(STATEMENTS)
        return kept[kind]

    compiled = property(shared, lambda _engine, _own: None)
    Engine._compiled_cache = compiled  # type: ignore[assignment]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    DefaultDialect.__eq__ = _alike  # type: ignore[assignment,method-assign]


def _workbooks() -> None:
    """Let a workbook be read by a child once: it costs half a second of starting.

    What a child refused, and what was read elsewhere than in our own folder, is asked
    for again.
    """
    kept: dict[bytes, str] = {}
    ask = aside._asked

    def known(kind: str, about: Told, source: bytes, files: Told) -> dict[str, Any]:
        spoken = repr((kind, sorted(about.items()), aside._PACKAGES, source))
        print_of = sha256(f"{spoken}{sorted(files.items())}".encode()).digest()
        if print_of not in kept:
            kept[print_of] = json.dumps(ask(kind, about, source, files))
        told: dict[str, Any] = json.loads(kept[print_of])
        return told

    aside._asked = known


def _alike(self: DefaultDialect, other: object) -> bool:
    return type(self) is type(other)
