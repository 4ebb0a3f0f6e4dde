"""What the expressions of a form may look up: its lists, its texts, its choices."""

from collections.abc import Mapping

from forms.definition import FormDefinition, Question
from forms.errors import ListUnreadable
from forms.lists import ItemList, of_csv
from forms.open_findings import FINDING_LIST
from forms.xpath.running import Background

CSV = ".csv"
UNREADABLE = "expression_list_unreadable"
MOVING = "expression_list_moving"
NONE: Mapping[str, ItemList] = {}


def background(
    definition: FormDefinition,
    files: Mapping[str, bytes],
    made: Mapping[str, ItemList] = NONE,
) -> Background:
    """Gather what a form version knows; `files` are its lists by file name.

    `made` are the lists that were made for the phones, read already. A list that is
    not given is unknown, one that is no table unreadable, and the findings of today
    are not those that the phone had: what asks for one of them fails by name.
    """
    read = _from_files(definition, files)
    named = {file: name for name, file in definition.list_files.items()}
    known = {named[file]: one for file, one in made.items() if file in named}
    lists = {**definition.lists, **known, **{n: one for n, one in read.items() if one}}
    closed = {name: UNREADABLE for name, one in read.items() if one is None}
    if FINDING_LIST in made and FINDING_LIST in named:
        closed[named[FINDING_LIST]] = MOVING
    told = definition.texts.items()
    return Background(
        version=definition.version,
        lists=lists,
        texts={key: definition.label(labels) for key, labels in told},
        choices=_all_choices(definition, lists),
        closed=closed,
    )


def _from_files(
    definition: FormDefinition, files: Mapping[str, bytes]
) -> dict[str, ItemList | None]:
    """Read the lists that the form names, and whatever else rules may look up in."""
    named = {file: name for name, file in definition.list_files.items()}
    return {
        (name := named.get(file, file[: -len(CSV)])): _read(name, content)
        for file, content in files.items()
        if file.lower().endswith(CSV)
    }


def _read(name: str, content: bytes) -> ItemList | None:
    """Read a list; None where it is no table."""
    try:
        return of_csv(name, content)
    except ListUnreadable:
        return None


def _all_choices(
    definition: FormDefinition, lists: Mapping[str, ItemList]
) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Say the choices of every question whose choices are known."""
    found = {
        q.path: _choices(definition, q, lists)
        for q in definition.questions
        if q.choices or q.list_file
    }
    return {path: known for path, known in found.items() if known is not None}


def _choices(
    definition: FormDefinition, question: Question, lists: Mapping[str, ItemList]
) -> Mapping[str, str] | None:
    """Say every choice of a question in the form's own language; None if unknown."""
    if question.choices:
        return {c.value: definition.label(c.label) for c in question.choices}
    known = lists.get(list_of(definition, question))
    value, label = question.choice_value, question.choice_label
    if known is None or not {value, label} <= set(known.columns):
        return None
    return known.column(value, label)


def list_of(definition: FormDefinition, question: Question) -> str:
    """Name the list that a question picks from, as expressions do."""
    named = definition.list_files.items()
    return next((name for name, file in named if file == question.list_file), "")
