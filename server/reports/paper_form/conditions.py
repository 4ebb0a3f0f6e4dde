"""When a question is to be filled, in words: 第 5 题选“是”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition import FormDefinition, Question
from forms.errors import ExpressionError
from forms.xpath.parser import parse
from forms.xpath.tree import Binary, Call, Expr, Number, Path, Reference, Text

OPPOSITES = {"=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}
COMPARED = {
    "=": "等于",
    "!=": "不等于",
    ">": "大于",
    ">=": "不小于",
    "<": "小于",
    "<=": "不大于",
}
JOINED = {"and": "，且", "or": "，或"}
UNSAID = "手机上自动判断，纸上按实际情况填写"
#: How many calculations are looked through, one behind the other.
DEEP = 4


@dataclass(frozen=True, slots=True)
class Conditions:
    """The words of one form's conditions; `numbers` are its questions on paper."""

    definition: FormDefinition
    numbers: Mapping[str, str]
    #: What the lists beside the form call their values, by file name.
    listed: Mapping[str, Mapping[str, str]]

    def said(self, written: str | None) -> str:
        """Say a condition in words; nothing where there is none."""
        if not written or written.strip() == "true()":
            return ""
        try:
            told = self._told(parse(written), DEEP)
        except ExpressionError:
            return UNSAID
        if told is None:
            return UNSAID
        return f"{told}时填写".replace(" ，", "，") if told else ""

    def _told(self, expr: Expr, deep: int) -> str | None:
        match expr:
            case Call("not", (inside,)):
                return self._denied(inside, deep)
            case Binary("and" | "or" as joint, _, _):
                return self._joined(joint, expr, deep)
            case Call("selected", (asked, Text(value))):
                return self._picked(asked, value, "选")
            case Binary(operator, left, right) if operator in COMPARED:
                return self._compared(operator, left, right, deep)
        return None

    def _denied(self, expr: Expr, deep: int) -> str | None:
        match expr:
            case Call("selected", (asked, Text(value))):
                return self._picked(asked, value, "没有选")
        against = opposite(expr)
        return None if against is None else self._told(against, deep)

    def _joined(self, joint: str, expr: Expr, deep: int) -> str | None:
        straight = [_straight(part) for part in flat(joint, expr)]
        parts = [part for part in straight if not self._idle(joint, part)]
        if not parts and joint == "and":
            return ""
        same = self._of_one(joint, parts)
        if same is not None:
            return same
        told = [self._told(part, deep) for part in parts]
        if not told or any(each is None for each in told):
            return None
        return JOINED[joint].join(
            f"（{words}）" if _is_joined(part) else words or ""
            for words, part in zip(told, parts, strict=True)
        )

    def _idle(self, joint: str, part: Expr) -> bool:
        """Tell whether a condition speaks of a choice that this form has not."""
        match part:
            case Binary("=" | "!=" as operator, asked, Text(value)) if value:
                question = self._asked(self._name(asked))
                choices = question.choices if question else ()
                known = {choice.value for choice in choices}
                mute = "=" if joint == "or" else "!="
                return bool(known) and value not in known and operator == mute
        return False

    def _of_one(self, joint: str, parts: list[Expr]) -> str | None:
        """Say what is asked of one question at once: 选“甲”或“乙”."""
        sign, verb = ("=", "选") if joint == "or" else ("!=", "不选")
        found: list[tuple[str, str]] = []
        for part in parts:
            match part:
                case Binary(operator, asked, Text(value)) if operator == sign:
                    found.append((self._name(asked), value))
                case _:
                    return None
        names = {name for name, _ in found}
        question = self._asked(next(iter(names))) if len(names) == 1 else None
        if question is None or not question.choices:
            return None
        between = "或" if joint == "or" else "、"
        said = between.join(self._choice(question, value) for _, value in found)
        return f"{self._number(question)}{verb}{said}"

    def _compared(
        self, operator: str, left: Expr, right: Expr, deep: int
    ) -> str | None:
        match right:
            case Text(value):
                return self._is(operator, left, value)
            case Number(text):
                flags = self._flags(left, operator, text, deep)
                if flags:
                    return flags
        one, other = self._amount(left), self._amount(right)
        return f"{one}{COMPARED[operator]}{other}" if one and other else None

    def _is(self, operator: str, asked: Expr, value: str) -> str | None:
        question = self._asked(self._name(asked))
        if question is None or operator not in {"=", "!="}:
            return None
        if not value:
            verb = "没有填写" if operator == "=" else "已填写"
            return f"{self._number(question)}{verb}"
        return self._picked(asked, value, "选" if operator == "=" else "不选")

    def _picked(self, asked: Expr, value: str, verb: str) -> str | None:
        question = self._asked(self._name(asked))
        if question is None:
            return None
        return f"{self._number(question)}{verb}{self._choice(question, value)}"

    def _choice(self, question: Question, value: str) -> str:
        listed = self.listed.get(question.list_file or "", {})
        known = self.definition.label_of_choice(question.name, value)
        return f"“{listed.get(value, known)}”"

    def _flags(
        self, counted: Expr, operator: str, number: str, deep: int
    ) -> str | None:
        """Look through a calculation that counts what is so: if(…,1,0) + if(…,1,0)."""
        name = self._name(counted)
        if (operator, number) not in {(">", "0"), ("=", "1"), (">=", "1")} or not deep:
            return None
        if name in self.numbers or not self.definition.has_question(name):
            return None
        terms = list(flat("+", parse(self.definition.question(name).calculation or "")))
        if operator == "=" and len(terms) > 1:
            return None
        told = [self._flag(term, deep - 1) for term in terms]
        return JOINED["or"].join(filter(None, told)) if all(told) else None

    def _flag(self, term: Expr, deep: int) -> str | None:
        match term:
            case Call("if", (condition, Number("1"), Number("0"))):
                return self._told(condition, deep)
        return None

    def _amount(self, expr: Expr) -> str | None:
        match expr:
            case Number(text):
                return f" {text} "
            case Binary("+", _, _):
                told = [self._amount(each) for each in flat("+", expr)]
                return f"{'、'.join(filter(None, told))}之和" if all(told) else None
        question = self._asked(self._name(expr))
        return None if question is None else self._number(question)

    def _asked(self, name: str) -> Question | None:
        return self.definition.question(name) if name in self.numbers else None

    def _number(self, question: Question) -> str:
        return f"第 {self.numbers[question.name]} 题"

    def _name(self, expr: Expr) -> str:
        match expr:
            case Reference(name):
                return name
            case Path(_, (*_, last), _) if not last.predicates:
                return last.test
        return ""


def flat(operator: str, expr: Expr) -> Iterator[Expr]:
    """Give the operands of one operator that is written several times in a row."""
    match expr:
        case Binary(found, left, right) if found == operator:
            yield from flat(operator, left)
            yield from flat(operator, right)
        case _:
            yield expr


def opposite(expr: Expr) -> Expr | None:
    """Turn a condition round; None for one that has no plain opposite."""
    match expr:
        case Call("not", (inside,)):
            return inside
        case Binary("and" | "or" as joint, left, right):
            other = "or" if joint == "and" else "and"
            return Binary(other, Call("not", (left,)), Call("not", (right,)))
        case Binary(operator, left, right) if operator in OPPOSITES:
            return Binary(OPPOSITES[operator], left, right)
    return None


def _straight(expr: Expr) -> Expr:
    """Write a denied comparison as the opposite one."""
    match expr:
        case Call("not", (Binary(operator, _, _) as inside,)) if operator in OPPOSITES:
            return opposite(inside) or expr
    return expr


def _is_joined(expr: Expr) -> bool:
    return isinstance(expr, Binary) and expr.operator in JOINED
