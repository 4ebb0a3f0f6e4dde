"""A leader looks over a region, opens every figure, and changes and takes nothing."""

from __future__ import annotations

import re

import pytest

from server.actions import people
from server.actions.access import SYSTEM
from server.models import Role
from tests.server.console.clerk import links
from tests.server.console.test_walk import ledger_line, walk

__all__ = ["ledger_line"]
CITY, LINYI, QIHE = "371400000000", "371424000000", "371425000000"


@pytest.fixture
def leader(office, clerk, password_hash):
    """Seat a leader of a region."""

    def seated(region):
        login = f"head-{region}"
        with office.writing() as session:
            user = people.create_user(session, login, "领导", password_hash, "")
            home = office.campaign(session)
            people.grant_region(session, SYSTEM, home, user, Role.LEADER_VIEW, region)
        return clerk(login)

    return seated


@pytest.mark.parametrize("region", [CITY, LINYI])
def test_every_link_opens_and_the_figures_agree(leader, ledger_line, region):
    head = leader(region)
    seen = walk(head, "/overview")
    lost = {path: one.status_code for path, one in seen.items() if not _fine(one)}
    assert lost == {}
    assert "已认定问题 1" in head.read("/overview")
    assert "1 件" in head.read("/ledger")


def test_another_region_is_not_looked_over(leader, ledger_line):
    head = leader(QIHE)
    assert "已认定问题 0" in head.read("/overview")
    assert "0 件" in head.read("/ledger")


@pytest.mark.parametrize(
    "path",
    [
        "/exports",
        "/ledger.xlsx",
        "/ledger.csv",
        "/imports",
        "/settings",
        "/users",
        "/evidence/openings",
    ],
)
def test_nothing_is_taken_or_set(leader, ledger_line, path):
    assert leader(CITY).open(path).status_code in (403, 404)


def test_no_page_offers_a_step_and_none_is_taken(leader, office, ledger_line, visited):
    head = leader(CITY)
    finding = office.findings(visited.instance_id)[0]
    page = head.open(f"/findings/{finding.key}")
    forms = re.findall(r'method="post" action="([^"]+)"', page.get_data(as_text=True))
    assert [one for one in forms if "/findings/" in one] == []
    assert links(page, f"/findings/{finding.key}")
    refused = head.send(f"/findings/{finding.key}/escalate", level="city", reason="x")
    assert refused.status_code in (403, 404)
    assert head.send("/bulletins", region=CITY, title="x").status_code == 403
    assert head.send("/themes", region=CITY, name="x").status_code == 403


def _fine(answer):
    return answer.status_code in (200, 302, 303)
