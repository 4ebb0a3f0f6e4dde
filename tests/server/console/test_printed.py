"""Who takes a rectification notice, from where, and that it is written down."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from docx import Document

from tests.actors.rectifying import desk
from tests.server.console.clerk import links, text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def owed(office, visited):
    """Assign one finding to a unit, and accept one of another unit."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for finding in office.findings(visited.instance_id):
        leader.confirm(finding)
    leader.submit(visited.instance_id)
    first, second = office.findings(visited.instance_id)
    reviewer.accept(first, office.unit("LY-DSJ"))
    reviewer.accept(second, office.unit("LY-MZJ"))
    desk(office, "city").assign(first, "LY-DSJ")
    return office.findings(visited.instance_id)


def letters_of(answer):
    assert (answer.status_code, answer.mimetype) == (200, WORD), text(answer)
    return Document(io.BytesIO(answer.data))


def told(document):
    tables = "".join(one._tbl.xml for one in document.tables)
    return "\n".join(line.text for line in document.paragraphs) + tables


def test_the_office_prints_a_letter_to_each_unit_and_it_is_written_down(
    clerk, office, owed
):
    city = clerk("city")
    assert "/c/jf26/ledger.docx" in str(links(city.open("/ledger"), "/ledger"))
    answer = city.open("/ledger.docx")
    assert len(letters_of(answer).tables) == 2
    [taken] = [one for one in office.events() if one.action == "notice.taken"]
    body = json.loads(taken.body)
    assert hashlib.sha256(answer.data).hexdigest() in str(body)
    assert all(str(one.finding_no) in str(body) for one in owed)


def test_a_unit_prints_what_it_owes_and_never_sees_the_rest(clerk, owed):
    contact = clerk("bigdata")
    assert contact.open("/tasks.pdf").data.startswith(b"%PDF-")
    letter = told(letters_of(contact.open("/tasks.docx")))
    assert "临邑县大数据局" in letter
    assert owed[0].finding_no in letter
    assert owed[1].finding_no not in letter
    assert "DZ07" not in letter
    for ending in ("docx", "pdf"):
        assert contact.open(f"/ledger.{ending}").status_code == 403


def test_who_owes_nothing_is_offered_nothing_and_told_so(clerk, owed):
    other = clerk("civil")
    assert "tasks.docx" not in str(links(other.open("/tasks"), "/tasks"))
    assert other.open("/tasks.docx").status_code == 404
    city = clerk("city")
    page = city.open("/ledger", status="closed")
    assert "ledger.docx" not in str(links(page, "/ledger"))
    refused = city.open("/ledger.docx", status="closed")
    assert refused.status_code == 404
    assert "没有可以印制的通知书" in text(refused)


@pytest.mark.parametrize("login", ["leader07", "inspector07"])
def test_a_team_prints_no_notice(clerk, owed, login):
    someone = clerk(login)
    assert someone.open("/ledger.docx").status_code == 403
    assert "ledger.docx" not in str(links(someone.open("/ledger"), "/ledger"))
