"""Documents of a finding, a submission and a team, from their pages."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from docx import Document
from sqlalchemy import select

from server.models import Taking
from tests.actors.rectifying import desk
from tests.server.console.clerk import links, text


@pytest.fixture
def found(office, visited):
    """Bring one finding into the ledger."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for finding in office.findings(visited.instance_id):
        leader.confirm(finding)
    leader.submit(visited.instance_id)
    first = office.findings(visited.instance_id)[0]
    reviewer.accept(first, office.unit("LY-DSJ"))
    return office.findings(visited.instance_id)[0]


def takings(office):
    with office.reading() as session:
        return list(session.scalars(select(Taking).order_by(Taking.id)))


def team_page(clerk, code="DZ07"):
    pages = links(clerk.open("/teams"), "/teams")
    titles = {path: text(clerk.open(path)) for path in pages if "/teams/" in path}
    return next(path for path, said in titles.items() if code in said)


def test_the_office_prints_every_document_of_a_finding(clerk, office, found):
    desk(office, "city").assign(found, "LY-DSJ")
    city = clerk("city")
    here = f"/findings/{found.key}"
    page = [path.rpartition("/")[2] for path in links(city.open(here), here)]
    shown = sorted(name for name in page if name.endswith(".docx"))
    assert shown == ["confirmation.docx", "slip.docx"]
    for name in ("confirmation", "slip", "supervision", "close_out"):
        answer = city.open(f"{here}/{name}.docx")
        assert Document(io.BytesIO(answer.data)).sections
    kinds = [one.kind for one in takings(office)]
    assert sorted(kinds) == ["close_out", "confirmation", "slip", "supervision"]
    assert city.open(f"/findings/{found.key}/other.docx").status_code == 404


def test_a_team_prints_what_is_signed_on_site_and_no_letter(clerk, found):
    leader = clerk("leader07")
    page = leader.open(f"/findings/{found.key}")
    assert "slip.docx" not in str(links(page, ""))
    assert leader.open(f"/findings/{found.key}/confirmation.docx").status_code == 200
    assert leader.open(f"/findings/{found.key}/slip.docx").status_code == 403
    other = clerk("leader01")
    assert other.open(f"/findings/{found.key}/confirmation.docx").status_code == 404


def test_a_submission_is_printed_from_its_page(clerk, office, visited, found):
    key = office.submission(visited.instance_id).key
    leader = clerk("leader07")
    assert f"/submissions/{key}/paper.docx" in str(
        links(leader.open(f"/submissions/{key}"), f"/submissions/{key}")
    )
    answer = leader.open(f"/submissions/{key}/paper.docx")
    assert "网格e通" in Document(io.BytesIO(answer.data)).element.xml
    assert (
        clerk("inspector07").open(f"/submissions/{key}/paper.docx").status_code == 403
    )


def test_a_teams_pack_is_sent_and_noted_when_it_was_whole(clerk, office, found):
    leader = clerk("leader07")
    path = team_page(leader)
    answer = leader.open(f"{path}/pack.zip", purpose="存档")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert "SHA256SUMS.txt" in archive.namelist()
    [took] = takings(office)
    assert (took.kind, took.purpose, took.rows) == ("pack", "存档", 1)
    assert took.sha256 == hashlib.sha256(answer.data).hexdigest()
    report = leader.open(f"{path}/report.docx")
    assert Document(io.BytesIO(report.data)).tables
    assert clerk("leader01").open(f"{path}/pack.zip").status_code == 404


def test_a_pack_is_made_aside_for_a_team_that_is_named(clerk, office, found):
    city = clerk("city")
    refused = city.send("/exports", kind="pack", purpose="存档")
    assert (refused.status_code, "没有选定组" in text(refused)) == (400, True)
    city.done("/exports", kind="pack", purpose="存档", team="DZ07")
    office.work()
    page = city.open("/exports")
    [path] = [path for path in links(page, "/exports") if path.endswith("/file")]
    assert zipfile.ZipFile(io.BytesIO(city.open(path).data)).testzip() is None


def test_a_pack_that_breaks_off_is_noted_as_such(clerk, office, found):
    leader = clerk("leader07")
    path = f"/c/jf26{team_page(leader).removeprefix('/c/jf26')}/pack.zip"
    answer = leader.browser.get(path, query_string={"purpose": "存档"})
    assert next(iter(answer.response)).startswith(b"PK")
    answer.close()
    [took] = takings(office)
    assert took.purpose == "存档（中断）"
