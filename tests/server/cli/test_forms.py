"""Publishing by command says where a workbook is wrong, in fields of their own."""

import io
import json

from click.testing import CliRunner
from openpyxl import Workbook

from server.cli import main
from tests.actors.places import furnished_settings


def workbook(*rows):
    made = Workbook()
    made.remove(made.worksheets[0])
    sheet = made.create_sheet("survey")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_refused_workbook_names_sheet_row_and_column(tmp_path, furnished):
    file = tmp_path / "roofs.xlsx"
    file.write_bytes(
        workbook(
            ("type", "name", "label", "relevant"),
            ("text", "roof", "屋顶", ""),
            ("text", "colour", "颜色", "${nobody} = 'x'"),
        )
    )
    words = ["form", "publish", str(file), "--json"]
    told = furnished_settings(tmp_path, furnished)
    done = CliRunner().invoke(main, words, env=told)
    assert done.exit_code == 2
    (problem,) = json.loads(done.stdout)["error"]["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == (
        "survey",
        3,
        "relevant",
    )
    assert problem["text"].startswith("[工作表“survey”, 第 3 行")
    assert "nobody" in problem["text_en"]


def test_a_form_is_written_on_paper_or_refused_by_name(tmp_path, furnished):
    told = furnished_settings(tmp_path, furnished)
    file = tmp_path / "roofs.xlsx"
    file.write_bytes(workbook(("type", "name", "label"), ("text", "roof", "屋顶")))

    def run(*words):
        return CliRunner().invoke(main, ["form", *words, "--json"], env=told)

    assert run("publish", str(file)).exit_code == 0
    for name, begins in (("a.pdf", b"%PDF-"), ("a.docx", b"PK")):
        out = tmp_path / name
        assert run("paper", "roofs", "--out", str(out)).exit_code == 0
        assert out.read_bytes().startswith(begins)
    assert run("paper", "nobody", "--out", str(tmp_path / "b.pdf")).exit_code == 2
    assert run("paper", "roofs", "--out", str(tmp_path / "b.txt")).exit_code == 2
    assert not list(tmp_path.glob("b.*"))
