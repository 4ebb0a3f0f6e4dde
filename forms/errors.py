"""What forms refuses, by name.

FormsError
├── WorkbookError            a form that cannot be published (problems by row)
│   └── EditRefused          a change of its cells that would lose something
├── InstanceError            a submission that cannot be taken in
│   ├── NotXml               not well formed, or in an encoding we do not read
│   ├── DtdNotAllowed        a document type, hence entities
│   ├── TooDeep              nested beyond 64 levels
│   ├── TooLarge             too many bytes or elements
│   ├── NoFormId             the root names no form
│   ├── NotThisForm          answers to another form
│   ├── NotItsAnswers        not one question of the form it names
│   ├── NoInstanceId         nobody could ever tell it from its copy
│   └── BadInstanceId        an id that is doubled, too long or unsafe
├── ListUnreadable           a list beside a form that is no table
├── ExpressionError          an expression that cannot be read or is unknown to us
└── RuleError                a rule that failed on these answers; others go on

Each error has a `code`, its `values`, and says in Chinese or English what
happened and what to do (`forms.messages`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from forms.messages import Language, message

XFORM = "XForm"
"""What stands in the place of a sheet's name for a form that came as XML."""
_PLACES = {"csv": ("place_list", "place_row"), XFORM: ("place_xform", "place_line")}


class FormsError(Exception):
    """Something about a form, its answers or its rules is refused."""

    code: ClassVar[str] = "forms"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values: dict[str, object] = values

    def text(self, language: Language) -> str:
        """Say what happened and what to do."""
        return message(self.code, self.values, language)

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True, slots=True)
class WorkbookProblem:
    """One thing to mend in a workbook; rows count from 1 as the sheet shows them."""

    code: str
    sheet: str
    row: int | None = None
    column: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Say where it is, what is wrong and what to do."""
        told = message(self.code, self.values, language)
        return f"{self.place(language)}{told}"

    @property
    def kind(self) -> str:
        """Tell a list and an XForm from a sheet of a workbook."""
        return XFORM if self.sheet == XFORM else self.sheet.lower().rpartition(".")[2]

    def place(self, language: Language) -> str:
        """Name sheet, row and column as far as they are known."""
        if not self.sheet:
            return ""
        named, counted = _PLACES.get(self.kind, ("place_sheet", "place_row"))
        parts = [message(named, {"sheet": self.sheet}, language)]
        if self.row is not None:
            parts.append(message(counted, {"row": self.row}, language))
        if self.column is not None:
            parts.append(message("place_column", {"column": self.column}, language))
        return message("place", {"parts": ", ".join(parts)}, language)


class WorkbookError(FormsError):
    """The workbook cannot be published; `problems` says where and why."""

    code = "workbook"

    def __init__(self, problems: Iterable[WorkbookProblem]) -> None:
        self.problems: tuple[WorkbookProblem, ...] = tuple(problems)
        super().__init__(count=len(self.problems))

    def text(self, language: Language) -> str:
        """Say it with every problem on a line of its own."""
        lines = [problem.text(language) for problem in self.problems]
        return "\n".join([message(self.code, self.values, language), *lines])


class EditRefused(WorkbookError):
    """A change of the workbook is not made; `problems` says where and why."""

    code = "edit"

    def text(self, language: Language) -> str:
        """Say only why: the workbook stands as it was."""
        return "\n".join(problem.text(language) for problem in self.problems)


class InstanceError(FormsError):
    """The answers as sent cannot be taken in; nothing kept has changed."""

    code = "instance"


class NotXml(InstanceError):
    """The bytes are no well-formed XML in an encoding we read."""

    code = "not_xml"


class DtdNotAllowed(InstanceError):
    """A document type was declared; no honest client sends one."""

    code = "dtd_not_allowed"


class TooDeep(InstanceError):
    """Elements are nested deeper than any form."""

    code = "too_deep"


class TooLarge(InstanceError):
    """More bytes or elements than a submission may have."""

    code = "too_large"


class NoFormId(InstanceError):
    """The root element does not say which form was answered."""

    code = "no_form_id"


class NotThisForm(InstanceError):
    """The answers belong to another form than the one addressed."""

    code = "not_this_form"


class NotItsAnswers(InstanceError):
    """Not one of the answers is to a question of the form that is named."""

    code = "not_its_answers"


class NoInstanceId(InstanceError):
    """There is no meta/instanceID, or it is empty."""

    code = "no_instance_id"


class BadInstanceId(InstanceError):
    """The instanceID is doubled, too long, or has characters that are unsafe."""

    code = "bad_instance_id"


class ListUnreadable(FormsError):
    """A list cannot be read as CSV; `row` says how far it could."""

    code = "list_unreadable"


class ExpressionError(FormsError):
    """An expression cannot be read, or names something that is not there."""

    code = "expression"

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(**values)
        self.reason = reason

    def text(self, language: Language) -> str:
        """Say which part of the expression is at fault."""
        return message(self.reason, self.values, language)


class RuleError(FormsError):
    """A rule could not be evaluated on these answers."""

    code = "rule_failed"
