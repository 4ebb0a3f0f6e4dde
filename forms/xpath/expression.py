"""An expression ready to be asked of a form's model, by many threads at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from forms.errors import ExpressionError
from forms.xpath.emit import SETTING, Writer
from forms.xpath.library import FUNCTIONS, OPERATORS
from forms.xpath.parser import parse
from forms.xpath.tree import Expr
from forms.xpath.values import Value

OURS = "urn:chafang:xpath"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may know beside the answers.

    `now` is the submission's own finishing time (`dates.now_text`), `settings` are
    the campaign's.
    """

    now: str
    settings: Mapping[str, str | float]


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A compiled expression; `settings` names what it reads by `param()`."""

    emitted: str
    settings: tuple[str, ...]
    _xpath: etree.XPath

    def value(self, node: Any, around: Surroundings) -> Value:
        """Evaluate at a node of the form's model; raises ExpressionError."""
        settings = {
            f"{SETTING}{key}": _given(around.settings.get(key, ""))
            for key in self.settings
        }
        try:
            return self._xpath(node, now=around.now, current=node, **settings)
        except (etree.XPathError, ArithmeticError, TypeError, ValueError) as error:
            raise ExpressionError("expression_failed", text=str(error)) from error


def _given(setting: str | float) -> str | float:
    return setting if isinstance(setting, str) else float(setting)


def written_paths_only(name: str) -> str:
    """Refuse a question named in braces: there is no form to find it in."""
    raise ExpressionError("expression_reference", name=name)


def compile_expression(
    source: str | Expr, place: Callable[[str], str] = written_paths_only
) -> Expression:
    """Compile an expression, or a tree whose names are settled already."""
    tree = parse(source) if isinstance(source, str) else source
    writer = Writer(place)
    emitted = writer.write(tree)
    return _compiled(
        emitted, tuple(sorted(writer.settings)), frozenset(writer.functions)
    )


@lru_cache(maxsize=4096)
def _compiled(
    emitted: str, settings: tuple[str, ...], functions: frozenset[str]
) -> Expression:
    """Compile once for all forms: equal texts share one libxml2 object."""
    known = {**FUNCTIONS, **OPERATORS}
    ours = {(OURS, name): known[name].call for name in functions}
    try:
        xpath = etree.XPath(
            emitted, namespaces={"o": OURS}, extensions=ours, smart_strings=False
        )
    except etree.XPathError as error:
        raise ExpressionError("expression_failed", text=str(error)) from error
    return Expression(emitted, settings, xpath)
