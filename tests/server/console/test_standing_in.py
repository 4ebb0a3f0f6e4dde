"""An office acts for a unit for which nobody speaks, and for no other."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from server.models import Finding, Rectification, RectificationMeasure, User
from tests.actors.photos import photo
from tests.actors.rectifying import accepted, desk


@pytest.fixture
def finding(office, visited):
    """Give a finding of the ledger."""
    return accepted(office)


def owed(office, finding):
    with office.reading() as session:
        chosen = Rectification.of(finding.id).with_only_columns(Rectification.key)
        return f"/tasks/{session.scalars(chosen).first()}"


def stands(office, finding):
    with office.reading() as session:
        return session.get_one(Finding, finding.id).status


def leave(office, login):
    """Let the only one who speaks for a unit go."""
    with office.writing() as session:
        gone = session.scalars(select(User).where(User.login == login)).one()
        gone.disabled_at = gone.created_at


def test_the_office_acts_for_a_unit_that_nobody_speaks_for(clerk, office, finding):
    leave(office, "bigdata")
    desk(office, "city").assign(finding, "LY-DSJ")
    city, task = clerk("city"), owed(office, finding)
    assert "没有联系人，代为办理" in city.read(f"/findings/{finding.key}")
    page = city.read(task)
    assert "由专班办代为签收、填报" in page
    assert "责任有异议" not in page
    city.done(f"{task}/acknowledge")
    city.done(f"{task}/plan", text="停止考核", scope="point", horizon="now")
    with office.reading() as session:
        (measure,) = session.scalars(select(RectificationMeasure.key))
    city.done(f"{task}/done", measure=measure)
    sent = (io.BytesIO(photo("after.jpg").content), "after.jpg")
    city.done(f"{task}/report", text="已全部整改", proofs=sent)
    assert stands(office, finding) == "reported"
    # Who acted for the unit neither verifies nor closes what the unit did.
    place = f"/findings/{finding.key}/steps"
    clerk("verifier_linyi").done(f"{place}/pass", comment="属实")
    assert city.send(f"{place}/close").status_code == 403
    assert "已销号" in clerk("city2").done(f"{place}/close")


def test_nobody_acts_for_a_unit_that_speaks_for_itself(clerk, office, finding):
    desk(office, "city").assign(finding, "LY-DSJ")
    task = owed(office, finding)
    assert "代为办理" not in clerk("city").read(f"/findings/{finding.key}")
    for login in ("city", "reviewer", "leader07", "civil"):
        assert clerk(login).open(task).status_code == 404
        assert clerk(login).send(f"{task}/acknowledge").status_code == 404


def test_only_the_office_of_the_place_acts(clerk, office, finding):
    leave(office, "bigdata")
    desk(office, "city").assign(finding, "LY-DSJ")
    task = owed(office, finding)
    for login in ("qihe", "reviewer", "verifier_linyi", "leader07", "civil"):
        assert clerk(login).open(task).status_code == 404
        assert clerk(login).send(f"{task}/acknowledge").status_code == 404
    assert stands(office, finding) == "assigned"


def test_a_unit_is_told_of_no_team(clerk, office, finding):
    assert clerk("bigdata").open("/teams").status_code == 403
