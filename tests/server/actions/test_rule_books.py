"""Other rules for a form in use: tried, put in force, and what people touched stays."""

import pytest

from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.rule_workbook import read_rule_workbook
from server.actions import forms, rerun, rule_books
from server.actions.access import SYSTEM
from server.actions.rule_books import Source
from server.errors import WrongState
from server.models import (
    FindingVersion,
    Form,
    FormVersion,
    Job,
    JobState,
    RuleBook,
    RuleDifference,
)
from tests.actors.forms import VISIT
from tests.actors.photos import photo

OTHER = """
## findings
| rule | each | when | category | severity | responsible | title |
| V01 | app | forced='yes' | A1.1 强制 | major | issuer | 强制安装“{app_name}” |
| V03 | | pulldata('quota', 'most', 'name', 'minutes') < minutes | A1.3 重复 | general | county_lead | 超过限额，{minutes}分钟 |
| V04 | | minutes > param('limit', 1000) | A1.3 重复 | general | county_lead | 超过参数 |

## parameters
| name | value | note |
| limit | 70 | 分钟 |
"""  # noqa: E501 - a row of a table is one line
QUOTA = {"quota.csv": b"name,most\nminutes,60\n"}


@pytest.fixture(autouse=True)
def sent(office, device):
    """A form is in use: two visits, of one a candidate was confirmed."""
    office.publish(VISIT)
    first = device.fill(
        "visit",
        site_name="甲",
        minutes=75,
        app=[
            {
                "app_name": "网格e通",
                "issuer": "大数据局",
                "forced": "yes",
                "shot": photo("a.jpg"),
            }
        ],
    )
    second = device.fill("visit", site_name="乙", minutes=65)
    device.push()
    office.work()
    return first, second


def brought(office, tables=OTHER, lists=QUOTA):
    """Bring a workbook of rules for the form; answer its number."""
    content = write_workbook(read_tables(tables))
    with office.writing() as session:
        form = form_of(session)
        version = session.get_one(FormVersion, form.current_version_id)
        read = read_rule_workbook(content, forms.definition(version))
        source = Source("rules.xlsx", content, lists)
        return rule_books.bring(session, SYSTEM, form, read, source).number


def form_of(session):
    return session.query(Form).filter_by(form_id="visit").one()


def book_of(session):
    return session.query(RuleBook).order_by(RuleBook.number.desc()).first()


def applied(office):
    with office.writing() as session:
        rule_books.apply(session, SYSTEM, form_of(session), book_of(session))


def tried(office):
    office.work()
    with office.reading() as session:
        rows = session.query(RuleDifference).order_by(RuleDifference.id)
        return [(row.kind, row.rule, row.title) for row in rows]


def standing(office, filled):
    found = office.findings(filled.instance_id)
    return {finding.rule: finding for finding in found}


def test_trying_tells_what_would_change_and_changes_nothing(office, sent):
    before = [(f.rule, f.title) for f in office.findings(sent[0].instance_id)]
    brought(office)
    assert tried(office) == [
        ("changed", "V01", "强制安装“网格e通”"),
        ("new", "V03", "超过限额，75分钟"),
        ("new", "V04", "超过参数"),
        ("gone", "V02", "人均每日使用75分钟，时间过长"),
        ("new", "V03", "超过限额，65分钟"),
        ("gone", "V02", "人均每日使用65分钟，时间过长"),
    ]
    after = [(f.rule, f.title) for f in office.findings(sent[0].instance_id)]
    assert after == before
    with office.reading() as session:
        book = book_of(session)
        assert (book.state, book.looked_at, book.total) == ("tried", 2, 2)


def test_in_force_it_replaces_what_nobody_has_touched(office, sent):
    brought(office)
    office.work()
    applied(office)
    office.work()
    first, second = (standing(office, filled) for filled in sent)
    assert first.keys() == {"V01", "V03", "V04"}
    assert (first["V01"].title, first["V01"].severity) == ("强制安装“网格e通”", "major")
    assert second.keys() == {"V03"}
    actions = [event.action for event in office.events()]
    assert actions[-1] == "rules.applied_to_all"
    withdrawn = [e for e in office.events() if b"withdrawn" in e.body]
    assert [b'"withdrawn":["V02"]' in event.body for event in withdrawn] == [True] * 2


def test_what_people_touched_is_kept_and_marked(office, sent):
    leader = office.person("leader07")
    touched = standing(office, sent[0])["V02"]
    leader.confirm(touched)
    brought(office)
    assert ("kept", "V02", touched.title) in tried(office)
    applied(office)
    office.work()
    kept = standing(office, sent[0])["V02"]
    assert (kept.status, kept.title, kept.rule_holds) == (
        "team_confirmed",
        touched.title,
        False,
    )
    assert "finding.outdated" in [event.action for event in office.events()]


def test_what_comes_in_meanwhile_is_under_the_new_rules_at_once(office, device):
    brought(office)
    office.work()
    applied(office)
    third = device.fill("visit", site_name="丙", minutes=62)
    device.push()
    office.work()
    assert standing(office, third).keys() == {"V03"}


def test_a_list_alone_may_be_replaced(office, sent):
    brought(office)
    office.work()
    applied(office)
    office.work()
    brought(office, "## quota.csv\n| name | most |\n| minutes | 70 |\n", {})
    assert tried(office)[-1] == ("gone", "V03", "超过限额，65分钟")


def test_rules_are_applied_only_when_they_have_been_tried(office):
    brought(office)
    with pytest.raises(WrongState):
        applied(office)


@pytest.mark.parametrize("batch", [2, 5])
def test_a_large_office_is_gone_through_in_batches(office, device, monkeypatch, batch):
    monkeypatch.setattr("server.actions.rerun.BATCH", batch)
    for n in range(3):
        device.fill("visit", site_name=f"村{n}", minutes=80)
    device.push()
    office.work()
    brought(office)
    office.work()
    with office.reading() as session:
        book = book_of(session)
        assert (book.state, book.looked_at, book.total) == ("tried", 5, 5)
    applied(office)
    office.work()
    with office.reading() as session:
        book = book_of(session)
        assert (book.state, book.looked_at, book.total) == ("applied", 5, 5)
        assert session.query(Job).count() == 0


def given_up(office):
    """Let the job that looks again have failed for the last time."""
    with office.writing() as session:
        for job in session.query(Job):
            job.state = JobState.FAILED


def acted(office, act):
    with office.writing() as session:
        act(session, SYSTEM, form_of(session), book_of(session))


def test_what_stood_still_can_be_taken_on(office, sent):
    brought(office)
    with pytest.raises(WrongState):
        acted(office, rule_books.try_again)
    given_up(office)
    acted(office, rule_books.try_again)
    assert len(tried(office)) == 6
    applied(office)
    with pytest.raises(WrongState):
        acted(office, rule_books.go_on)
    given_up(office)
    acted(office, rule_books.go_on)
    office.work()
    assert standing(office, sent[1]).keys() == {"V03"}
    with pytest.raises(WrongState):
        acted(office, rule_books.go_on)


def test_what_two_looked_at_at_once_is_written_once(office):
    brought(office)
    with office.reading() as session:
        looks = rerun.look(session, book_of(session))
    for _ in range(2):
        with office.writing() as session:
            rerun.keep(session, looks)
            book_of(session).state = "trying"
    with office.reading() as session:
        assert session.query(RuleDifference).count() == 6
        assert book_of(session).looked_at == 2


def test_a_candidate_that_says_something_else_has_its_history(office, sent):
    before = standing(office, sent[0])["V01"]
    brought(office)
    office.work()
    applied(office)
    office.work()
    with office.reading() as session:
        history = (
            session.query(FindingVersion)
            .filter_by(finding_id=before.id)
            .order_by(FindingVersion.from_seq)
        )
        told = [(row.severity, row.state["title"], row.to_seq) for row in history]
    assert [title for _, title, _ in told] == [before.title, "强制安装“网格e通”"]
    assert (told[0][0], told[1][0]) == (before.severity, "major")
    assert told[0][2] is not None
    assert told[1][2] is None


def test_looking_again_without_a_change_writes_no_history(office, sent):
    brought(office, "## parameters\n| name | value |\n| limit | 70 |\n", {})
    office.work()
    applied(office)
    office.work()
    finding = standing(office, sent[0])["V01"]
    with office.reading() as session:
        kept = session.query(FindingVersion).filter_by(finding_id=finding.id)
        assert kept.count() == 1
