"""Publish a form: an XLSForm workbook, or an XForm as it is, becomes a CompiledForm."""

from dataclasses import dataclass

from forms.rule import Rule


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form ready to be sent to phones, with the rules the server keeps."""

    form_id: str
    title: str
    version: str
    xform: bytes
    rules: tuple[Rule, ...]
    warnings: tuple[str, ...]
    media_names: tuple[str, ...]
    languages: tuple[str, ...]


def compile_source(source: bytes, file_name: str) -> CompiledForm:
    """Compile a workbook or take an XForm, told apart by content, not by name."""
    raise NotImplementedError


def compile_workbook(source: bytes, file_name: str) -> CompiledForm:
    """Compile an XLSForm; raises WorkbookError with every problem found.

    The same bytes always give the same XForm.
    """
    raise NotImplementedError
