"""Conditions of a form in words, for people who do not read expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from forms.definition import FormDefinition, Question, Section
from forms.errors import ExpressionError
from forms.xpath.parser import parse
from forms.xpath.tree import (
    Binary,
    Call,
    Expr,
    Negative,
    Number,
    Path,
    Reference,
    Step,
    Text,
)

Language = Literal["zh", "en"]

#: As long as a label stands in a sentence.
LONGEST = 24
_SIGNS = {"+": "+", "-": "-", "*": "×", "div": "÷", "mod": "mod"}
_OF_ONE = frozenset({"count-selected", "count", "sum", "string-length"})
#: What changes nothing about what is said.
_TYPED = frozenset({"number", "string", "int", "once"})
_SAID: dict[str, tuple[str, str]] = {
    "and": ("{0}，且{1}", "{0} and {1}"),
    "or": ("{0}，或{1}", "{0} or {1}"),
    "group": ("（{0}）", "({0})"),
    "not": ("不满足：{0}", "not: {0}"),
    "=": ("{0}是{1}", "{0} is {1}"),
    "!=": ("{0}不是{1}", "{0} is not {1}"),
    "<": ("{0}小于{1}", "{0} is below {1}"),
    "<=": ("{0}不大于{1}", "{0} is at most {1}"),
    ">": ("{0}大于{1}", "{0} is above {1}"),
    ">=": ("{0}不小于{1}", "{0} is at least {1}"),
    "empty": ("{0}未填", "{0} is empty"),
    "filled": ("{0}已填", "{0} is answered"),
    "chosen": ("{0}选了{1}", "{0} includes {1}"),
    "not chosen": ("{0}没选{1}", "{0} does not include {1}"),
    "count-selected": ("{0}所选个数", "the number chosen in {0}"),
    "count": ("{0}的行数", "the rows of {0}"),
    "sum": ("{0}之和", "the sum of {0}"),
    "string-length": ("{0}的字数", "the length of {0}"),
    "here": ("本题", "this answer"),
    "quoted": ("“{0}”", "“{0}”"),
    "true": ("总是", "always"),
    "false": ("从不", "never"),
    "today": ("今天", "today"),
    "param": ("设置 {0}（默认 {1}）", "the setting {0} ({1} by default)"),
}
_OPPOSITE = {"chosen": "not chosen", "empty": "filled"}


class _Unsaid(Exception):
    """The expression says something that has no plain words."""


def in_words(
    definition: FormDefinition,
    expression: str | None,
    language: Language,
    here: str = "",
) -> str:
    """Say a condition in words; empty where there is none or it cannot be said.

    `here` is the question that the condition stands at.
    """
    if not expression:
        return ""
    try:
        return _Speaker(definition, language, here).say(parse(expression))
    except (ExpressionError, _Unsaid):
        return ""


def called(definition: FormDefinition, name: str, language: Language) -> str:
    """Give what people call a question, group or repeat; its name where nothing."""
    return _Speaker(definition, language, "").label(name)


def cases_in_words(
    definition: FormDefinition, expression: str, language: Language
) -> tuple[tuple[str, str], ...]:
    """Say when an `if()` gives which word, the last one where nothing else holds.

    Empty where it is no such choice between words, or a condition cannot be said.
    """
    try:
        speaker = _Speaker(definition, language, "")
        return tuple(_cases(speaker, parse(expression)))
    except (ExpressionError, _Unsaid):
        return ()


def _cases(speaker: _Speaker, expr: Expr) -> Iterator[tuple[str, str]]:
    match expr:
        case Call("if", (condition, Text(word), other)):
            yield speaker.say(condition), word
            yield from _cases(speaker, other)
        case Text(word):
            yield "", word
        case _:
            raise _Unsaid


@dataclass(frozen=True, slots=True)
class _Speaker:
    definition: FormDefinition
    language: Language
    here: str

    def say(self, expr: Expr) -> str:
        match expr:
            case Binary("and" | "or" as word, left, right):
                return self.fill(word, self.part(word, left), self.part(word, right))
            case Binary("=" | "!=" as word, left, right):
                return self.compared(word, left, right)
            case Binary("<" | "<=" | ">" | ">=" as word, left, right):
                return self.fill(word, self.value(left), self.value(right))
            case Call("not", (inside,)):
                return self.denied(inside)
            case Call("selected", (asked, chosen)):
                return self.fill(
                    "chosen", self.value(asked), self.choice(asked, chosen)
                )
            case Call("true" | "false" as word, ()):
                return self.fill(word)
        raise _Unsaid

    def part(self, word: str, expr: Expr) -> str:
        """Say one side; what mixes `and` with `or` stands in brackets."""
        said = self.say(expr)
        mixed = isinstance(expr, Binary) and expr.operator in {"and", "or"} - {word}
        return self.fill("group", said) if mixed else said

    def denied(self, expr: Expr) -> str:
        match expr:
            case Call("selected", (asked, chosen)):
                how = _OPPOSITE["chosen"]
                return self.fill(how, self.value(asked), self.choice(asked, chosen))
        return self.fill("not", self.say(expr))

    def compared(self, word: str, left: Expr, right: Expr) -> str:
        if right == Text(""):
            return self.fill("empty" if word == "=" else "filled", self.value(left))
        if isinstance(right, Text):
            return self.fill(word, self.value(left), self.choice(left, right))
        return self.fill(word, self.value(left), self.value(right))

    def value(self, expr: Expr) -> str:
        match expr:
            case Text(text):
                return self.fill("quoted", text)
            case Number(text):
                return text
            case Path(None, (Step("", ".", ()),), _):
                return self.fill("here")
            case Path() | Reference():
                return self.fill("quoted", self.label(_named(expr)))
        return self.worked_out(expr)

    def worked_out(self, expr: Expr) -> str:
        """Say a value that is computed."""
        match expr:
            case Negative(inside):
                return f"-{self.value(inside)}"
            case Binary(word, left, right) if word in _SIGNS:
                return f"{self.value(left)} {_SIGNS[word]} {self.value(right)}"
            case Call(word, (of,)) if word in _OF_ONE:
                return self.fill(word, self.value(of))
            case Call(word, (of,)) if word in _TYPED:
                return self.value(of)
            case Call("today", ()):
                return self.fill("today")
            case Call("param", (Text(name), Number(default))):
                return self.fill("param", name, default)
        raise _Unsaid

    def choice(self, asked: Expr, chosen: Expr) -> str:
        """Say a choice by its label."""
        if not isinstance(chosen, Text):
            return self.value(chosen)
        label = chosen.value
        name = _name(asked) or self.here
        if self.definition.has_question(name):
            label = self.definition.label_of_choice(name, label, self.language)
        return self.fill("quoted", _short(label))

    def label(self, name: str) -> str:
        """Say a question or a repeat by its label, shortened; else by its name."""
        d = self.definition
        parts: tuple[Question | Section, ...] = (*d.questions, *d.repeats, *d.groups)
        found = next((one for one in parts if one.name == name), None)
        return _short(d.label(found.label, self.language) or name) if found else name

    def fill(self, word: str, *values: str) -> str:
        said: Callable[..., str] = _SAID[word][self.language == "en"].format
        return said(*values)


def _named(expr: Expr) -> str:
    name = _name(expr)
    if name is None:
        raise _Unsaid
    return name


def _name(expr: Expr) -> str | None:
    """Give the name at the end of a path whose steps choose no rows."""
    match expr:
        case Reference(name):
            return name
        case Path(None, steps, _) if steps:
            plain = all(step.axis == "" and not step.predicates for step in steps)
            last = steps[-1].test
            return last if plain and last not in {".", "..", "*"} else None
    return None


def _short(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
