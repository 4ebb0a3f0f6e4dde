"""The texts of an XForm: labels by language, with `${name}` for what is filled in."""

from collections.abc import Mapping
from typing import Any

from forms.definition import Labels
from forms.hardened import child, elements, local

Texts = Mapping[str, Labels]

UNTRANSLATED = "-"
"""What pyxform writes where an author gave a text in another language only."""


def itext(model: Any) -> tuple[Texts, tuple[str, ...], str]:
    """Read the translations: text by id, the languages, and the default one."""
    block = child(model, "itext")
    translations = [] if block is None else elements(block)
    texts: dict[str, dict[str, str]] = {}
    for translation in translations:
        language = translation.get("lang", "")
        for each in elements(translation):
            told = _plain_value(each)
            if told is not None and told != UNTRANSLATED:
                texts.setdefault(each.get("id", ""), {})[language] = told
    languages = tuple(each.get("lang", "") for each in translations)
    return texts, languages, _default(translations)


def _default(translations: list[Any]) -> str:
    marked = [t.get("lang", "") for t in translations if t.get("default") is not None]
    first = [t.get("lang", "") for t in translations[:1]]
    return next(iter([*marked, *first]), "")


def _plain_value(text: Any) -> str | None:
    """Read the written form of a text, not its sound or its picture."""
    for value in elements(text):
        if local(value) == "value" and not value.get("form"):
            return written(value)
    return None


def labels(element: Any, name: str, texts: Texts) -> Labels:
    """Read the label, hint or the like of a control."""
    told = child(element, name)
    if told is None:
        return {}
    reference = told.get("ref", "")
    if reference.startswith("jr:itext("):
        return texts.get(itext_id(reference), {})
    plain = written(told)
    return {"": plain} if plain else {}


def itext_id(reference: str) -> str:
    """Read the id out of `jr:itext('id')`."""
    return reference.removeprefix("jr:itext(").removesuffix(")").strip().strip("'\"")


def written(element: Any) -> str:
    """Read text with its outputs shown as `${name}`."""
    parts = [element.text or ""]
    for each in elements(element):
        if local(each) == "output":
            path = each.get("value") or each.get("ref") or ""
            parts.append("${" + path.strip().rpartition("/")[2] + "}")
        else:
            parts.append(written(each))
        parts.append(each.tail or "")
    return "".join(parts).strip()
