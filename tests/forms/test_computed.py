"""Labels of what a form computes."""

from __future__ import annotations

import pytest

from forms import library
from forms.workbook import compile_workbook
from forms.xform import read

FORM = """## survey
| type      | name  | label     | calculation   |
| integer   | out   | Outside   |               |
| integer   | in    | Inside    |               |
| calculate | whole | All of it | ${out}+${in}  |
| calculate | twice |           | 2*${out}      |
"""


def test_a_calculation_keeps_the_words_of_its_workbook(make_form):
    definition = make_form(FORM).definition
    labels = {q.name: definition.label(q.label) for q in definition.questions}
    assert labels == {
        "out": "Outside",
        "in": "Inside",
        "whole": "All of it",
        "twice": "",
    }


@pytest.mark.parametrize("name", library.NAMES)
def test_every_calculation_of_the_shipped_forms_has_words(name):
    definition = read(compile_workbook(library.workbook(name), f"{name}.xlsx").xform)
    computed = [q for q in definition.questions if q.type == "calculate"]
    assert [q.name for q in computed if not definition.label(q.label)] == []
