"""Files that are no forms, or hardly: an answer in words within the limits of a child.

The child itself has 500 MB and nine seconds of the processor (test_aside).
"""

import io
import struct
import zipfile

import openpyxl
import pytest

from forms.aside import compile_aside
from forms.errors import WorkbookError

HEADINGS = ("type", "name", "label", "calculation")
MANY = 10_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*rows, **sheets):
    """Write a workbook of long sheets."""
    made = openpyxl.Workbook(write_only=True)
    for name, lines in {"survey": (HEADINGS, *rows), **sheets}.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(source, name, content):
    """Put another part into the archive of a workbook."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def circle():
    """Ten thousand calculations, each of which waits for the next."""
    return book(
        *(
            ("calculate", f"q{n}", "", f"${{q{(n + 1) % MANY}}} + 1")
            for n in range(MANY)
        )
    )


def liar():
    """An archive that says of 60 MB that they are 1,000 bytes."""
    size = 60 * 1024 * 1024
    source = with_part(
        book(("text", "a", "A")), "xl/worksheets/sheet1.xml", b"0" * size
    )
    return source.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def empty_rows():
    """A sheet of seven million rows with nothing in them: 49 MB unpacked."""
    rows = "<row/>" * 7_000_000
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_part(book(("text", "a", "A")), "xl/worksheets/sheet1.xml", sheet)


def deep():
    groups = [("begin_group", f"g{n}", f"G{n}") for n in range(70)]
    ends = [("end_group",)] * len(groups)
    return book(*groups, ("text", "a", "A"), *ends)


def formulas():
    return book(*(("text", f"q{n}", f'="Q"&{n}') for n in range(MANY)))


def photos():
    """A hundred thousand places for photos."""
    lines = (("image", f"q{n}", f"Q {n}", "10") for n in range(MANY))
    return book(survey=(("type", "name", "label", "x_max_photos"), *lines))


BAD = {
    "noise": (lambda: bytes(range(256)) * 8_000, "not_a_workbook"),
    "csv": (lambda: b"type,name,label\n" * 100_000, "not_a_workbook"),
    "xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9_000, None),
    "xml": (lambda: b"<a>" * 200_000 + b"</a>" * 200_000, "form_large"),
    "html": (lambda: b"<html>" + b"<p/>" * 1_000 + b"</html>", "no_xform"),
    "circle": (circle, "lint_circle"),
    "liar": (liar, "workbook_unreadable"),
    "rows": (empty_rows, None),
    "deep": (deep, "form_deep"),
    "formulas": (formulas, "formula_empty"),
    "photos": (photos, None),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_form_is_refused_in_words(name):
    make, code = BAD[name]
    with pytest.raises(WorkbookError) as refused:
        compile_aside(make(), f"{name}.xlsx")
    problem = refused.value.problems[0]
    assert code in (None, problem.code)
    assert "请" in problem.text("zh")
    assert problem.text("en")


@pytest.mark.parametrize("written", ["o'brien", 'a"b', "a b", "<a>", "1a", "a&b"])
def test_a_name_that_xml_could_not_have_is_refused_where_it_stands(written):
    with pytest.raises(WorkbookError) as refused:
        compile_aside(book(("text", written, "A")), "x.xlsx")
    problem = refused.value.problems[0]
    assert (problem.sheet, problem.row) == ("survey", 2)


def test_chinese_names_ugly_ids_and_merged_cells_are_a_form():
    survey = (("type", "name", "label"), ("text", "村名😀", "“村”'\"<&>😀"))
    settings = (("form_id", "version"), ('o\'brien "表" 😀', "1'\"😀"))
    compiled = compile_aside(book(survey=survey, settings=settings), "x.xlsx")
    assert (compiled.form_id, compiled.version) == settings[1]
    plain = openpyxl.Workbook()
    sheet = plain.worksheets[0]
    sheet.title = "survey"
    for line in (*survey, ("note", "b", "B")):
        sheet.append(line)
    sheet.merge_cells("C3:D3")
    out = io.BytesIO()
    plain.save(out)
    warned = compile_aside(out.getvalue(), "x.xlsx").warnings
    assert "cells_merged" in {one.code for one in warned}


def test_lists_that_are_none_or_endless_are_told():
    form = book(("select_one_from_file l.csv", "a", "A"))
    rows = "".join(f"k{n},村{n}\n" for n in range(100_000)).encode()
    for head, code in (
        (b"id,title\n", "list_column"),
        (b'name,label\n"', "list_unreadable"),
    ):
        with pytest.raises(WorkbookError) as refused:
            compile_aside(form, "x.xlsx", {"l.csv": head + rows})
        assert refused.value.problems[0].kind == "csv", code
    (told,) = compile_aside(form, "x.xlsx", {"l.csv": b"name,label\n" + rows}).warnings
    assert told.code == "lint_list_endless"
