"""Read a compiled XForm into a FormDefinition."""

from forms.definition import Choice as Choice
from forms.definition import FormDefinition as FormDefinition
from forms.definition import Question as Question
from forms.definition import Section as Section


def read(xform: bytes) -> FormDefinition:
    """Read a form; raises WorkbookError when it is no XForm. Callers cache it."""
    raise NotImplementedError
