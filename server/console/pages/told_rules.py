"""A form's rules in the words of its questions, for people who do not read names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString

from forms.definition import FormDefinition
from forms.rule import Rule
from forms.wording import Language, called, cases_in_words, in_words
from server.console.words import MEANT

_BLANK = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule says, in words."""

    #: Where a title takes an answer stands what is asked there.
    title: str
    each: str
    #: When it holds; empty where that cannot be said in words.
    when: str
    responsible: str | LazyString
    #: Which severity in which case; empty where it is one word.
    severities: Sequence[tuple[str, str]]
    evidence: Sequence[str]


def told(definition: FormDefinition, rule: Rule, language: Language) -> Told:
    """Say a rule in the words of its form."""

    def named(name: str) -> str:
        return called(definition, name, language)

    return Told(
        title=_BLANK.sub(lambda blank: f"【{named(blank[1])}】", rule.title),
        each=named(rule.each) if rule.each else "",
        when=in_words(definition, rule.when, language),
        responsible=_responsible(named(rule.responsible), rule),
        severities=cases_in_words(definition, rule.severity, language),
        evidence=[named(name) for name in rule.evidence],
    )


def _responsible(name: str, rule: Rule) -> str | LazyString:
    return MEANT.get(rule.responsible.partition("(")[0], name)
