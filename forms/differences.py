"""What changes between two versions of a form: part by part, fact by fact."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from forms.checks import UNASKED
from forms.definition import FormDefinition, Labels, Question, Section
from forms.list_differences import Rows, list_rows
from forms.picking import choice_filter, drawn
from forms.rows import ROW_KEY
from forms.rule import Rule

Kind = Literal["added", "removed", "changed"]
PartKind = Literal["form", "question", "group", "repeat", "list", "rule"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a version says of a part: the label in a language, a choice."""

    what: str
    of: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fact was and what it becomes; empty where a version does not say it."""

    fact: Fact
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that only one version has, or of which the two say other things."""

    kind: Kind
    part: PartKind
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A question or section that would be answered in another way than before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """A form as one version has it."""

    definition: FormDefinition
    rules: tuple[Rule, ...]
    #: What the lists beside the form hold, by file name.
    lists: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    kind: PartKind
    name: str
    facts: Mapping[Fact, str]


NOTHING = _Part("form", "", {})
_Key = tuple[str, ...]
_Place = Question | Section


def differences(before: Version, after: Version) -> tuple[Difference, ...]:
    """List what is added, removed or changed, in the order of the later version.

    A question that moves into another group is the same as long as its name stands
    once in each version.
    """
    old, new = _parts(before, after), _parts(after, before)
    keys = [*new, *(key for key in old if key not in new)]
    found = (_compared(old.get(key), new.get(key)) for key in keys)
    return tuple(one for one in found if one.changes)


def type_changes(
    before: FormDefinition, after: FormDefinition
) -> tuple[TypeChange, ...]:
    """List what people answer in both versions, but no longer in the same way."""
    old, new = _places(before, after), _places(after, before)
    both = ((old[key], part) for key, part in new.items() if key in old)
    return tuple(
        TypeChange(now.name, _type(was), _type(now))
        for was, now in both
        if _type(was) != _type(now) and not UNASKED & {_type(was), _type(now)}
    )


def _compared(old: _Part | None, new: _Part | None) -> Difference:
    was, now = old or NOTHING, new or NOTHING
    changes = tuple(
        Change(fact, was.facts.get(fact, ""), now.facts.get(fact, ""))
        for fact in {**now.facts, **was.facts}
        if was.facts.get(fact) != now.facts.get(fact)
    )
    kind: Kind = "changed" if old and new else "added" if new else "removed"
    part = new or was
    return Difference(kind, part.kind, part.name, changes)


def _parts(version: Version, other: Version) -> dict[_Key, _Part]:
    own = version.definition
    found: dict[_Key, _Part] = {
        ("form",): _Part("form", own.form_id, _said(_form(own)))
    }
    for key, place in _places(own, other.definition).items():
        kind: PartKind = "question" if isinstance(place, Question) else place.kind
        found["part", *key] = _Part(kind, place.name, _said(_place(place)))
    for name, content in sorted(version.lists.items()):
        rows = list_rows(content, other.lists.get(name, b""))
        found["list", name] = _Part("list", name, _said(_rows(rows)))
    for rule in version.rules:
        found["rule", rule.rule] = _Part("rule", rule.rule, _said(_rule(rule)))
    return found


def _places(own: FormDefinition, other: FormDefinition) -> dict[_Key, _Place]:
    """Name every place by its name where that is sure, else by its path."""
    names, others = Counter(_names(own)), Counter(_names(other))
    return {
        ("/".join(place.path),)
        if max(names[place.name], others[place.name]) > 1
        else (place.name,): place
        for place in _walk(own)
    }


def _names(definition: FormDefinition) -> Iterator[str]:
    return (place.name for place in _walk(definition))


def _walk(definition: FormDefinition) -> Iterator[_Place]:
    """Go through sections and questions; the later photos of one question are its.

    The key that publishing gives a repeat's rows is nothing that an author wrote.
    """
    yield from definition.groups
    yield from definition.repeats
    own = (q for q in definition.questions if q.name != ROW_KEY)
    yield from (q for q in own if q.first_slot in (None, q.name))


def _type(place: _Place) -> str:
    return place.type if isinstance(place, Question) else place.kind


def _said(facts: Iterable[tuple[Fact, str]]) -> Mapping[Fact, str]:
    return {fact: text for fact, text in facts if text}


def _form(form: FormDefinition) -> Iterator[tuple[Fact, str]]:
    yield Fact("title"), form.title
    yield Fact("languages"), ", ".join(sorted(form.languages))
    yield Fact("default_language"), form.default_language


def _rows(rows: Rows) -> Iterator[tuple[Fact, str]]:
    yield Fact("columns"), rows.columns
    yield Fact("rows"), str(rows.count)
    for key, told in rows.differing.items():
        yield Fact("row", key), told


def _place(place: _Place) -> Iterator[tuple[Fact, str]]:
    yield from _texts("label", place.label)
    yield Fact("type"), _type(place)
    yield Fact("place"), "/".join(place.path[1:-1])
    yield Fact("relevant"), place.relevant or ""
    yield Fact("appearance"), place.appearance
    if isinstance(place, Question):
        yield from _question(place)
    else:
        yield Fact("count"), place.count or ""


def _question(question: Question) -> Iterator[tuple[Fact, str]]:
    yield from _texts("hint", question.hint)
    yield Fact("required"), question.required or ""
    yield from _texts("required_message", question.required_message)
    yield Fact("constraint"), question.constraint or ""
    yield from _texts("constraint_message", question.constraint_message)
    yield Fact("calculation"), question.calculation or ""
    yield Fact("readonly"), question.readonly or ""
    yield Fact("list_file"), question.list_file or ""
    yield Fact("choice_filter"), choice_filter(question.itemset)
    yield Fact("default"), question.default
    yield Fact("parameters"), " ".join((*question.parameters, *drawn(question.itemset)))
    yield Fact("save_to"), question.save_to
    yield Fact("max_photos"), str(question.max_photos) if question.is_file else ""
    for choice in question.choices:
        labels = choice.label or {"": choice.value}
        for fact, text in _texts("choice", labels):
            yield Fact("choice", choice.value, fact.language), text or choice.value


def _texts(what: str, labels: Labels) -> Iterator[tuple[Fact, str]]:
    for language, text in labels.items():
        yield Fact(what, language=language), text


def _rule(rule: Rule) -> Iterator[tuple[Fact, str]]:
    plain = ("title", "when", "each", "dedupe", "category", "severity")
    for name in (*plain, "responsible", "instrument"):
        yield Fact(f"rule_{name}"), getattr(rule, name)
    yield Fact("rule_days"), "" if rule.days is None else str(rule.days)
    yield Fact("rule_evidence"), " ".join(rule.evidence)
    for basis in rule.bases:
        days = (basis.effective_from, basis.effective_to)
        yield Fact("rule_basis", basis.title), _days(days) or basis.title


def _days(days: Iterable[object | None]) -> str:
    told = [str(day) if day else "…" for day in days]
    return " – ".join(told) if set(told) != {"…"} else ""
