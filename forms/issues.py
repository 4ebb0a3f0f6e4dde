"""An answer that is not as its question asks: told beside it, never a refusal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from forms.definition import FormDefinition
from forms.messages import Language, message
from forms.wording import in_words


@dataclass(frozen=True, slots=True)
class AnswerIssue:
    """One thing that does not fit; `code` names the message.

    `missing`, `constraint`, `in_vain`, `calculation`, `untyped`, `unlisted`,
    `left_out` (a choice that the filter does not offer); and
    `unchecked` where a question could not be asked again, and why; without a
    question, where the rest was too much to ask.
    """

    code: str
    question: str
    repeat_uuid: str = ""
    position: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Write it as JSON-safe values."""
        return asdict(self)

    def text(self, definition: FormDefinition, language: Language) -> str:
        """Say what is wrong: in the question's own words, else its condition's."""
        why = self._message(definition, language)
        told = f"issue_{self.code}_why" if why else f"issue_{self.code}"
        return message(told, {**self.values, "why": why}, language)

    def _message(self, definition: FormDefinition, language: Language) -> str:
        if self.code == "unchecked" and self.question:
            return message(self.values.get("reason", ""), self.values, language)
        if self.code != "constraint" or not definition.has_question(self.question):
            return ""
        asked = definition.question(self.question)
        own = definition.label(asked.constraint_message, language).rstrip("。.")
        return own or in_words(definition, asked.constraint, language, self.question)


def from_json(kept: Mapping[str, Any]) -> AnswerIssue:
    """Read back what `as_json` wrote."""
    return AnswerIssue(**kept)
