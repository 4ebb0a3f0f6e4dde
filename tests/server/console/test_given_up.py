"""Work that was given up is told in words, and one button tries it again."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from server.cli import main
from server.console import words
from server.errors import Incomplete
from server.jobs import worker
from server.jobs.claims import TRIES
from server.models import Job, Submission


@pytest.fixture
def stuck(office, device, visited):
    """Let one submission's rules fail until nobody tries any more."""
    filled = device.fill("visit", site_name="某村", minutes=90)
    device.push()
    _write(office, filled, b"<")
    with office.writing() as session:
        session.execute(update(Job).values(attempts=TRIES - 1))
    office.work()
    _write(office, filled, filled.xml)
    return filled


def _write(office, filled, xml):
    """Put other bytes in the place of the answers, as a failing disk would."""
    with office.writing() as session:
        session.scalars(
            select(Submission).where(Submission.instance_id == filled.instance_id)
        ).one().xml = xml


def page_of(office, filled):
    return f"/submissions/{office.submission(filled.instance_id).key}"


def test_the_start_page_and_the_submission_say_that_it_was_given_up(
    clerk, office, stuck
):
    start = clerk("city").read("/")
    assert "没有完成的任务" in start
    assert "某村" in start
    assert "程序出错" in start
    told = clerk("city").read(page_of(office, stuck))
    assert "规则没有核对完" in told
    assert "答案和照片都已安全收下" in told


def test_who_cannot_have_it_tried_again_does_not_see_it(clerk, stuck):
    assert "没有完成的任务" not in clerk("leader07").read("/submissions")
    assert clerk("leader07").send("/jobs/retry").status_code in (403, 404)


def test_one_button_tries_it_again(clerk, office, stuck):
    clerk("city").done("/jobs/retry")
    office.work()
    assert office.failures() == []
    assert [one.rule for one in office.findings(stuck.instance_id)] == ["V02"]
    assert "没有完成的任务" not in clerk("city").read("/")
    assert [one.action for one in office.events()].count("jobs.retried") == 1


def test_the_command_tells_it_and_tries_it_again(office, stuck, settings):
    told = CliRunner().invoke(main, ["fsck"], env=settings)
    assert told.exit_code == 1
    assert stuck.instance_id in told.output
    assert "chafang jobs retry" in told.output
    assert CliRunner().invoke(main, ["jobs", "retry"], env=settings).exit_code == 0
    office.work()
    assert CliRunner().invoke(main, ["fsck"], env=settings).exit_code == 0


def test_every_kind_of_work_has_a_word():
    assert set(words.JOB) == set(worker.KINDS)


def test_nobody_accepts_what_no_rule_has_looked_at(office, device, clerk, visited):
    filled = device.fill("visit", site_name="某村", minutes=90)
    device.push()
    with pytest.raises(Incomplete, match="rules_not_run"):
        office.person("reviewer").accept_whole(filled.instance_id)
