"""Every role walks through every link: nothing leads nowhere, nothing is inline."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.server.console.clerk import keys, links, place

ROLES = ("leader07", "inspector07", "reviewer", "city", "linyi")
#: A page must carry no style or script of its own: the policy forbids both.
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
FILES = re.compile(r"\.(xlsx|csv)\b|/(template|workbook|xform)$|/files/|save=1|/thumb$")
#: How many queries of one page are tried.
QUERIES = 4


def walk(clerk, start):
    """Open every page that can be reached, with a few of its queries."""
    seen: dict[str, Any] = {}
    opened: Counter[str] = Counter()
    waiting = [place(start)]
    while waiting:
        path = waiting.pop()
        bare = path.partition("?")[0]
        ours = bare.startswith(("/c/", "/photos/"))
        if path in seen or not ours or opened[bare] == QUERIES:
            continue
        opened[bare] += 1
        answer = seen[path] = clerk.open(path)
        if answer.mimetype == "text/html" and not FILES.search(path):
            waiting += sorted(links(answer, path) - seen.keys())
    return seen


@pytest.fixture
def ledger_line(office, visited):
    """Bring one finding into the ledger and drop the other."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    first, second = office.findings(visited.instance_id)
    leader.confirm(first, description="经核查，要求全部干部安装并每日登录。")
    leader.drop(second, "重复")
    leader.submit(visited.instance_id)
    reviewer.accept(office.findings(visited.instance_id)[0], office.unit("LY-DSJ"))


@pytest.mark.parametrize("login", ROLES)
def test_no_link_leads_nowhere(clerk, ledger_line, login):
    seen = walk(clerk(login), "/")
    lost = {path: page.status_code for path, page in seen.items() if not _fine(page)}
    assert lost == {}
    assert len(seen) > 10


@pytest.mark.parametrize("login", ["leader07", "city"])
def test_no_page_carries_style_or_script_of_its_own(clerk, ledger_line, login):
    pages = [p for p in walk(clerk(login), "/").values() if p.mimetype == "text/html"]
    found = {m[0] for page in pages for m in INLINE.finditer(page.get_data(True))}
    assert found == set()
    assert all("script-src 'self';" in _policy(page) for page in pages)


@pytest.mark.parametrize(
    ("login", "absent"),
    [
        ("leader07", ["forms", "users", "imports"]),
        ("inspector07", ["forms", "users", "imports"]),
        ("reviewer", ["forms", "users", "imports"]),
        ("linyi", ["forms", "users", "imports"]),
        ("city", []),
    ],
)
def test_what_a_role_may_not_open_is_not_in_the_menu(clerk, login, absent):
    someone = clerk(login)
    shown = keys(someone.open("/"), r'class="nav-item" href="/c/jf26/([a-z]+)')
    assert [name for name in absent if name in shown] == []
    assert all(someone.open(f"/{name}").status_code == 403 for name in absent)


def test_an_empty_campaign_says_what_to_do_next(clerk):
    city = clerk("city")
    assert "先发布表单、登记手机" in city.read("/submissions")
    assert "审核员认定之后" in city.read("/ledger")
    assert "上传 XLSForm" in city.read("/forms")


def _fine(page):
    return page.status_code < 400


def _policy(page):
    return page.headers["Content-Security-Policy"]
