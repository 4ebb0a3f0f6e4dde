"""What the expressions of a form may look up: its lists, its texts, its choices."""

from collections.abc import Mapping

from forms.definition import FormDefinition, Question
from forms.lists import ItemList, of_csv
from forms.xpath.running import Background

CSV = ".csv"


def background(definition: FormDefinition, files: Mapping[str, bytes]) -> Background:
    """Gather what a form version knows; `files` are its lists by file name.

    A list whose file is not given is unknown: what asks for it fails by name.
    """
    lists = {**definition.lists, **_from_files(definition, files)}
    told = definition.texts.items()
    return Background(
        version=definition.version,
        lists=lists,
        texts={key: definition.label(labels) for key, labels in told},
        choices={q.path: _choices(definition, q, lists) for q in _selects(definition)},
    )


def _from_files(
    definition: FormDefinition, files: Mapping[str, bytes]
) -> dict[str, ItemList]:
    """Read the lists that the form names, and whatever else rules may look up in."""
    named = {file: name for name, file in definition.list_files.items()}
    return {
        (name := named.get(file, file[: -len(CSV)])): of_csv(name, content)
        for file, content in files.items()
        if file.lower().endswith(CSV)
    }


def _selects(definition: FormDefinition) -> list[Question]:
    return [q for q in definition.questions if q.choices or q.list_file]


def _choices(
    definition: FormDefinition, question: Question, lists: Mapping[str, ItemList]
) -> Mapping[str, str]:
    """Say every choice of a question in the form's own language."""
    if question.choices:
        return {c.value: definition.label(c.label) for c in question.choices}
    named = (
        n for n, file in definition.list_files.items() if file == question.list_file
    )
    known = lists.get(next(named, ""))
    if known is None or not {"name", "label"} <= set(known.columns):
        return {}
    places = range(len(known.rows))
    return {known.cell(at, "name"): known.cell(at, "label") for at in places}
