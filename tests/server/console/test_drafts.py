"""A form on trial: filled with ODK Collect, looked at, published or dropped."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from server.db import now
from server.jobs import upkeep
from server.models import (
    DraftFile,
    DraftPhoto,
    DraftSubmission,
    Entity,
    Event,
    Finding,
    FormDraft,
    FormVersion,
    Submission,
)
from tests.actors.collect import HEADERS, Collect
from tests.actors.forms import VISIT, VISIT_2
from tests.actors.photos import photo
from tests.actors.tables import workbook
from tests.actors.wire import InProcess
from tests.actors.world import MENGSI
from tests.server.console.clerk import text

TRIED = (FormDraft, DraftFile, DraftSubmission, DraftPhoto)
ANSWERS = {
    "town": MENGSI,
    "site_name": "孟寺镇人民政府",
    "loc": "37.1896 116.8661 20 12",
    "minutes": 75,
    "app": [
        {
            "app_name": "某某学习",
            "issuer": "临邑县大数据局",
            "forced": "yes",
            "shot": photo("测试.jpg"),
        }
    ],
}


def sent(tables, name="察访.xlsx"):
    return io.BytesIO(workbook(tables)), name


def left(office):
    with office.reading() as session:
        return sum(session.scalar(select(func.count()).select_from(t)) for t in TRIED)


@pytest.fixture
def city(clerk):
    return clerk("city")


@pytest.fixture
def place(city):
    answer = city.send("/forms/drafts", workbook=sent(VISIT))
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"].split("/c/jf26")[-1]


@pytest.fixture
def collect(office, city, place):
    """Let a phone scan the draft's code."""
    page = city.send(f"{place}/invite").text
    (token,) = set(re.findall(r"/v1/test/(\w+)/projects/1", page))
    phone = Collect(InProcess(office.app), "none")
    phone.base = f"/v1/test/{token}/projects/1"
    return phone


def test_collect_fills_a_draft_and_its_page_says_at_once_what_would_come_of_it(
    office, city, place, collect
):
    (listed,) = collect.form_list()
    assert listed.name.startswith("【测试】")
    assert {one.name for one in collect.manifest(listed)} == {"regions.csv"}
    for one in collect.manifest(listed):
        assert "孟寺镇" in collect.get(one.download_url).text
    filled = collect.fill("visit", **ANSWERS)
    assert collect.send(filled).status == 201
    assert collect.send(filled).status == 202
    page = city.read(place)
    for told in (
        "某某学习",
        "孟寺镇 Site 孟寺镇人民政府",
        "37.1896, 116.8661",
        "规则会提出",
        "测试.jpg",
    ):
        assert told in page
    with office.reading() as session:
        (kept,) = session.scalars(select(DraftSubmission))
        assert kept.proposals
        (picture,) = session.scalars(select(DraftPhoto))
        assert picture.content == filled.files[0].content
    shown = city.open(f"{place}/photos/{picture.id}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Content-Security-Policy"].startswith("sandbox")
    with office.writing() as session:
        session.query(DraftPhoto).one().content += b"<script>"
    handed = city.open(f"{place}/photos/{picture.id}")
    assert handed.mimetype == "application/octet-stream"
    assert handed.headers["Content-Disposition"].startswith("attachment")
    for model in (Submission, Finding, FormVersion):
        with office.reading() as session:
            assert session.query(model).count() == 0


def test_after_publication_nothing_of_the_tests_remains_but_that_it_was_tried(
    office, city, place, collect
):
    filled = collect.fill("visit", **ANSWERS)
    collect.send(filled)
    page = city.done(f"{place}/publish", notes="试填过")
    assert "试填过" in page
    assert left(office) == 0
    assert city.open(place).status_code == 404
    assert collect.get(f"{collect.base}/formList").status == 404
    assert collect.send(filled).status == 404
    with office.reading() as session:
        assert session.query(FormVersion).one().version == "1"
        assert session.query(Submission).count() == 0
        bodies = [event.body for event in session.scalars(select(Event))]
    assert not [body for body in bodies if filled.instance_id.encode() in body]


def test_a_draft_is_dropped_or_expires_with_all_that_was_filled(
    office, city, place, collect
):
    collect.send(collect.fill("visit", **ANSWERS))
    assert "已丢弃测试稿" in city.done(f"{place}/drop")
    assert left(office) == 0
    other = city.send("/forms/drafts", workbook=sent(VISIT_2)).headers["Location"]
    with office.writing() as session:
        session.query(FormDraft).one().expires_at = now() - timedelta(minutes=1)
    assert city.open(other.split("/c/jf26")[-1]).status_code == 404
    with office.app.app_context():
        upkeep.run()
    assert left(office) == 0
    told = [e.action for e in office.events() if e.action.startswith("form.")]
    first = ["form.tried", "form.draft_invited", "form.draft_dropped"]
    assert told == [*first, "form.tried", "form.draft_over"]


def test_a_token_opens_its_own_draft_only_and_a_new_one_shuts_the_old(
    office, city, place, collect
):
    other = city.send("/forms/drafts", workbook=sent(VISIT_2)).headers["Location"]
    assert other.split("/c/jf26")[-1] != place
    assert [one.version for one in collect.form_list()] == ["1"]
    address = f"{collect.base}/forms/visit"
    assert collect.get(f"{address}/1/form.xml").status == 200
    assert collect.get(f"{address}/2/form.xml").status == 404
    assert collect.get(f"{address}/1/media/nothing.csv").status == 404
    city.send(f"{place}/invite")
    assert collect.get(f"{collect.base}/formList").status == 404
    for method in ("HEAD", "POST"):
        answer = collect.wire.send(method, f"{collect.base}/submission", HEADERS, b"")
        assert answer.status == 404


def test_what_is_wrong_in_a_test_is_said_and_other_answers_conflict(
    city, place, collect
):
    filled = collect.fill("visit", town=MENGSI, site_name="")
    assert collect.send(filled).status == 201
    assert "与题目要求不符" in city.read(place)
    changed = filled.xml.replace(MENGSI.encode(), b"371425000000")
    assert collect.post(changed).status == 409
    assert collect.post(b"<nothing/>").status in (400, 404, 422)


def test_a_full_draft_still_takes_what_is_missing_of_a_test_that_it_knows(
    city, place, collect, monkeypatch
):
    monkeypatch.setattr("server.actions.draft_tests.MOST_SUBMISSIONS", 1)
    filled = collect.fill("visit", **ANSWERS)
    size = sum(len(one.content) for one in filled.files)
    monkeypatch.setattr("server.actions.draft_tests.MOST_BYTES", size)
    assert collect.post(filled.xml).status == 201
    assert "/photos/" not in city.open(place).text
    for _ in range(2):
        assert collect.send(filled).status == 202
    assert "/photos/" in city.open(place).text
    assert collect.send(collect.fill("visit", **ANSWERS)).status == 429


def test_only_who_manages_the_campaign_sees_or_moves_a_draft(clerk, city, place):
    leader = clerk("leader07")
    assert leader.open(place).status_code in (403, 404)
    for verb in ("invite", "publish", "drop"):
        assert leader.send(f"{place}/{verb}").status_code in (403, 404)
    assert leader.send("/forms/drafts", workbook=sent(VISIT)).status_code in (403, 404)
    assert city.open(place).status_code == 200


def test_a_broken_workbook_becomes_no_draft(office, city):
    broken = VISIT.replace("minutes>=60", "minuets>=60")
    answer = city.send("/forms/drafts", workbook=sent(broken))
    assert answer.status_code == 422
    assert left(office) == 0


WELLS = """
survey
| type | name | label | save_to |
| select_one_from_file wells.csv | well | 哪一口 | |
| text | kind | 类型 | kind |
entities
| list_name | label | entity_id | create_if | update_if |
| wells | ${kind} | coalesce(${well}, uuid()) | ${well} = '' | ${well} != '' |
settings
| form_id | version | form_title |
| wells | 1 | 水井 |
"""


def test_a_test_makes_no_entry_and_sees_none(office, city):
    answer = city.send("/forms/drafts", workbook=sent(WELLS))
    assert answer.status_code == 303, text(answer)
    page = city.send(f"{answer.headers['Location'].split('/c/jf26')[-1]}/invite").text
    (token,) = set(re.findall(r"/v1/test/(\w+)/projects/1", page))
    phone = Collect(InProcess(office.app), "none")
    phone.base = f"/v1/test/{token}/projects/1"
    (listed,) = phone.form_list()
    (wells,) = phone.manifest(listed)
    assert phone.get(wells.download_url).text.splitlines() == ["name,label,__version"]
    block = {"id": str(uuid.uuid4()), "label": "井"}
    assert phone.send(phone.fill("wells", kind="机井", entity=block)).status == 201
    office.work()
    with office.reading() as session:
        assert session.query(Entity).count() == 0
