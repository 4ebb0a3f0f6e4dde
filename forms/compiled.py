"""What publishing a form gives: light to import, unlike what compiles it."""

from dataclasses import dataclass

from forms.distinct import Distinct
from forms.errors import WorkbookProblem
from forms.rule import Rule


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form ready to be sent to phones, with the rules the server keeps."""

    form_id: str
    title: str
    version: str
    xform: bytes
    rules: tuple[Rule, ...]
    warnings: tuple[WorkbookProblem, ...]
    media_names: tuple[str, ...]
    languages: tuple[str, ...]
    distinct: tuple[Distinct, ...] = ()
