"""An expression ready to be asked of a form's model, by many threads at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from forms.errors import ExpressionError
from forms.xpath import values
from forms.xpath.emit import HOME, SETTING, Place, Writer
from forms.xpath.library import CLOCK, FUNCTIONS, OPERATORS, RANDOM
from forms.xpath.parser import parse
from forms.xpath.running import CALL, LETTERS, Surroundings, around
from forms.xpath.tree import Expr
from forms.xpath.values import Value

__all__ = ["Expression", "Surroundings", "compile_expression"]

OURS = "urn:chafang:xpath"
#: What gives another answer tomorrow, or when it is asked again.
UNSTEADY = frozenset({*CLOCK - {"today"}, *RANDOM, "once", "property"})


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A compiled expression; `settings` names what it reads by `param()`."""

    emitted: str
    settings: tuple[str, ...]
    functions: frozenset[str]
    _xpath: etree.XPath

    @property
    def steady(self) -> bool:
        """Tell whether it gives the same answer whenever it is asked."""
        return not self.functions & UNSTEADY

    def value(self, node: Any, here: Surroundings) -> Value:
        """Evaluate at a node of the form's model; raises ExpressionError."""
        return self._worth(node, here, _as_it_is)

    def truth(self, node: Any, here: Surroundings) -> bool:
        """Evaluate as true or false; raises ExpressionError."""
        return bool(self._worth(node, here, values.truth))

    def text(self, node: Any, here: Surroundings) -> str:
        """Evaluate as text; raises ExpressionError."""
        return str(self._worth(node, here, values.text))

    def answer(self, node: Any, here: Surroundings) -> str:
        """Evaluate as a calculated answer; raises ExpressionError."""
        return str(self._worth(node, here, values.answer))

    def _worth(
        self, node: Any, here: Surroundings, read: Callable[[Value], Value]
    ) -> Value:
        known: dict[str, Any] = {"now": here.now, "current": node}
        for key in self.settings:
            known[f"{SETTING}{key}"] = _given(here.settings.get(key, ""))
        if HOME in self.functions:
            known[HOME] = node.getroottree().getroot()
        before = around.set(here)
        here.budget.begin()
        try:
            return read(self._xpath(node, **known))
        except (etree.XPathError, ArithmeticError, TypeError, ValueError) as error:
            raise ExpressionError("expression_failed", text=str(error)) from error
        finally:
            around.reset(before)


def _as_it_is(value: Value) -> Value:
    return value


def _given(setting: str | float) -> str | float:
    return setting if isinstance(setting, str) else float(setting)


def written_paths_only(name: str) -> str:
    """Refuse a question named in braces: there is no form to find it in."""
    raise ExpressionError("expression_reference", name=name)


def compile_expression(
    source: str | Expr, place: Place = written_paths_only
) -> Expression:
    """Compile an expression, or a tree whose names are settled already."""
    tree = parse(source) if isinstance(source, str) else source
    writer = Writer(place)
    emitted = writer.write(tree)
    return _compiled(
        emitted, tuple(sorted(writer.settings)), frozenset(writer.functions)
    )


@lru_cache(maxsize=8192)
def _compiled(
    emitted: str, settings: tuple[str, ...], functions: frozenset[str]
) -> Expression:
    """Compile once for all forms: equal texts share one libxml2 object."""
    known = {**FUNCTIONS, **OPERATORS}
    ours = {
        (OURS, name.rpartition(":")[2]): _counted(known[name].call)
        for name in functions - {HOME}
    }
    try:
        xpath = etree.XPath(
            emitted, namespaces={"o": OURS}, extensions=ours, smart_strings=False
        )
    except etree.XPathError as error:
        raise ExpressionError("expression_failed", text=str(error)) from error
    return Expression(emitted, settings, functions, xpath)


def _counted(call: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function pay for itself, and for the nodes and texts that it is given."""

    def paying(context: Any, *arguments: Value) -> Value:
        steps = CALL
        for argument in arguments:
            if isinstance(argument, list):
                steps += len(argument)
            elif isinstance(argument, str):
                steps += len(argument) // LETTERS
        around.get().budget.spend(steps)
        return call(context, *arguments)

    return paying
