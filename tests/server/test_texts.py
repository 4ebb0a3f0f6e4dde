"""Every refusal has its sentences, in both languages."""

import ast
from pathlib import Path

import pytest

from media import errors as media_errors
from server.texts import TEXTS, say
from sync import errors as sync_errors

SERVER = Path(__file__).parents[2] / "server"


def raised_codes():
    for file in SERVER.rglob("*.py"):
        if "node_modules" in file.parts:
            continue
        yield from codes_in(ast.parse(file.read_text("utf-8")))


def codes_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from filter(is_code, map(constant, node.exc.args[:1]))
        if isinstance(node, ast.ClassDef):
            yield from filter(is_code, own_code(node))


def own_code(node):
    for line in node.body:
        if isinstance(line, ast.Assign) and "code" in map(named, line.targets):
            yield constant(line.value)


def constant(node):
    return getattr(node, "value", None)


def named(target):
    return getattr(target, "id", "")


def is_code(told):
    return isinstance(told, str) and told.islower() and told.isidentifier()


def library_codes():
    for room in (media_errors, sync_errors):
        for thing in vars(room).values():
            if isinstance(thing, type) and not thing.__subclasses__():
                yield from [thing.code] if hasattr(thing, "code") else []


@pytest.mark.parametrize(
    "code", sorted({*raised_codes(), *library_codes()} - {"refused"})
)
def test_each_refusal_says_what_to_do(code):
    assert code in TEXTS, f"no sentence for {code}"


@pytest.mark.parametrize("code", sorted(TEXTS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_sentence_stands_without_its_values(code, language):
    text = say(code, {}, language)
    assert text.title
    assert text.what_to_do
    assert text.data_safe
