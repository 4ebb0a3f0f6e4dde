"""English is complete, says the same values, and its compiled file is fresh."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import server
from server.actions.imports import COLUMNS
from server.console.pages.import_words import HINTS

ROOM = Path(server.__file__).parent
ENGLISH = ROOM / "translations" / "en" / "LC_MESSAGES"
VALUE = re.compile(r"%\(\w+\)[sd]")
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Collect every sentence that pages can say."""
    with (ROOM / "translations" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOM), methods, options, keywords=KEYWORDS)
    return {str(message[2]) for message in found}


@pytest.fixture(scope="module")
def english():
    """Read the English catalogue."""
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_sentence_has_its_english(said, english):
    translated = {message.id for message in english if message.string}
    assert said - translated == set()


def test_every_hint_of_a_column_is_there_to_be_translated():
    hints = {column.hint for columns in COLUMNS.values() for column in columns}
    assert hints - {""} == {str(hint) for hint in HINTS}


def test_no_english_is_left_over(said, english):
    assert {message.id for message in english if message.id} - said == set()


def test_a_translation_keeps_the_values(english):
    for message in english:
        if message.id:
            assert sorted(VALUE.findall(message.id)) == sorted(
                VALUE.findall(message.string)
            ), message.id


def test_the_compiled_file_is_made_of_the_catalogue(english):
    fresh = io.BytesIO()
    write_mo(fresh, english)
    assert (ENGLISH / "messages.mo").read_bytes() == fresh.getvalue()
