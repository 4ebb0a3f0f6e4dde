"""Campaigns are opened once, with a taxonomy of their own."""

from datetime import date

import pytest

from server.actions import campaigns, taxonomy
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.db import reading, writing
from server.models import Campaign, Event, Finding, IssueCategory

DEZHOU = NewCampaign("dz", "德州", "DZ26", "371400000000")


def opened(new=DEZHOU, categories=taxonomy.DEMO):
    with writing() as session:
        return campaigns.create(session, SYSTEM, new, categories)


def test_the_demo_taxonomy_has_five_aspects_of_four(app):
    rows = reading().scalars(IssueCategory.of(opened().id)).all()
    assert len(rows) == 20
    assert len({row.aspect_code for row in rows}) == 5
    assert (rows[11].code, rows[11].name) == ("A3.4", "责任转嫁与任务摊派")


def test_opening_is_an_event(app):
    campaign = opened()
    event = reading().query(Event).one()
    assert (event.seq, event.action, event.subject) == (
        1,
        "campaign.create",
        "campaign",
    )
    assert campaign.room.isalnum()


def test_a_code_is_taken_once(app):
    opened()
    with pytest.raises(campaigns.CampaignCodeTaken):
        opened()


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "德州"},
        {"code": ""},
        {"name": " "},
        {"number_prefix": "jf 26"},
        {"region_code": "3714"},
        {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)},
    ],
)
def test_what_cannot_be_a_campaign_is_refused(app, changed):
    fields = {"code": "dz", "name": "德州", "number_prefix": "JF26"}
    new = NewCampaign(**{**fields, "region_code": "371400000000", **changed})
    with pytest.raises(campaigns.BadCampaign):
        opened(new)


def test_a_taxonomy_comes_from_a_file():
    content = "方面代码,方面,类别代码,类别\nB1,环境,B1.1,水\nB1,环境,B1.2,气\n"
    read = taxonomy.read(content.encode("gb18030"), "x.csv")
    assert [category.code for category in read] == ["B1.1", "B1.2"]


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "方面代码,方面,类别代码,类别\n",
        "方面代码,方面,类别代码,类别\nB1,环境,,水\n",
        "方面代码,方面,类别代码,类别\nB1,环境,B1.1,水\nB1,环境,B1.1,气\n",
    ],
)
def test_a_file_that_is_no_taxonomy_is_refused(content):
    with pytest.raises(taxonomy.BadTaxonomy):
        taxonomy.read(content.encode(), "x.csv")


def test_a_new_taxonomy_replaces_what_no_finding_uses(app):
    campaign = opened()
    other = (taxonomy.Category("B1", "环境", "B1.1", "水"),)
    with writing() as session:
        home = session.get_one(Campaign, campaign.id)
        taxonomy.replace(session, home, other)
    rows = reading().scalars(IssueCategory.of(campaign.id)).all()
    assert [row.code for row in rows] == ["B1.1"]
    assert reading().query(Finding).count() == 0
