"""A form is published in a process of its own, with little memory and time."""

import io

import openpyxl
import pytest

from forms import aside
from forms.aside import compile_aside, read_rules_aside
from forms.errors import WorkbookError
from forms.library import workbook
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.rule_workbook import read_rule_workbook
from forms.workbook import compile_source
from forms.xform import read


def test_it_gives_what_compiling_here_gives():
    source = workbook("plaque_audit")
    assert compile_aside(source, "a.xlsx") == compile_source(source, "a.xlsx")


def test_warnings_and_problems_come_back_with_their_places(make_workbook):
    warned = compile_aside(
        make_workbook("| type | name | label |\n| image | a | A |"), "x"
    )
    warning = next(w for w in warned.warnings if w.code != "pyxform_warning")
    assert (warning.code, warning.sheet, warning.row) == ("lint_pixels", "survey", 2)
    with pytest.raises(WorkbookError) as refused:
        compile_aside(make_workbook("| type | name |\n| nonsense | a |"), "x")
    assert refused.value.problems[0].row == 2


def test_a_name_may_be_anything():
    with pytest.raises(WorkbookError):
        compile_aside(b"no form", "--help 表单😀.xlsx")


def test_ten_thousand_questions_fit():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label", "relevant"])
    for n in range(10_000):
        sheet.append(["text", f"q{n}", f"Q {n}", f"${{q{n - 1}}} != ''" if n else None])
    out = io.BytesIO()
    book.save(out)
    assert len(compile_aside(out.getvalue(), "x.xlsx").xform) > 1_000_000


def test_a_list_of_a_hundred_thousand_rows_fits(make_workbook):
    form = make_workbook(
        "| type | name | label |\n| select_one_from_file l.csv | a | A |"
    )
    rows = "".join(f"3714241{n:05},某某村民委员会{n}\n" for n in range(100_000))
    files = {"l.csv": f"name,label\n{rows}".encode()}
    (warned,) = compile_aside(form, "x.xlsx", files).warnings
    assert (warned.code, warned.values["count"]) == ("lint_list_endless", 100_000)


@pytest.mark.parametrize("limit", ["MEMORY", "SECONDS"])
def test_what_takes_too_much_is_refused_in_words(limit, tmp_path, monkeypatch):
    """A child that is stopped, for whatever reason, is an answer in words."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "__init__.py").write_text("")
    hungry = {"MEMORY": "'x' * 10**12", "SECONDS": "__import__('os').abort()"}[limit]
    (tmp_path / "forms" / "aside.py").write_text(hungry)
    monkeypatch.setattr(aside, "_PACKAGES", tmp_path)
    with pytest.raises(WorkbookError) as refused:
        compile_aside(b"", "x.xlsx")
    (problem,) = refused.value.problems
    assert problem.code == "workbook_costly"
    assert f"{aside.SECONDS} 秒" in problem.text("zh")
    assert aside.SECONDS < aside.PROMISED == 10
    assert aside.MEMORY <= 500 * 1024 * 1024


def test_a_busy_machine_says_so_in_time(tmp_path, monkeypatch):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "__init__.py").write_text("")
    (tmp_path / "forms" / "aside.py").write_text("__import__('time').sleep(60)")
    monkeypatch.setattr(aside, "_PACKAGES", tmp_path)
    monkeypatch.setattr(aside, "PATIENCE", 0.2)
    with pytest.raises(WorkbookError) as refused:
        compile_aside(b"", "x.xlsx")
    (problem,) = refused.value.problems
    assert problem.code == "workbook_slow"
    assert "10 秒" in problem.text("zh")
    assert "稍后再试" in problem.text("zh")


def test_rules_come_back_as_reading_them_here_gives_them():
    xform = compile_source(workbook("plaque_audit"), "a.xlsx").xform
    tables = """
## findings
| rule | when | category | severity | title |
| P91 | true() | A1.1 强制使用 | major | 牌子 |

## parameters
| name | value |
| limit | 70 |

## quota.csv
| name | most |
| a | 1 |
"""
    source = write_workbook(read_tables(tables))
    here = read_rule_workbook(source, read(xform))
    assert read_rules_aside(source, xform) == here


def test_what_is_wrong_with_rules_comes_back_with_its_place():
    xform = compile_source(workbook("plaque_audit"), "a.xlsx").xform
    source = write_workbook(read_tables("## parameters\n| name | value |\n| 1st | |\n"))
    with pytest.raises(WorkbookError) as refused:
        read_rules_aside(source, xform)
    assert refused.value.problems[0].row == 2
