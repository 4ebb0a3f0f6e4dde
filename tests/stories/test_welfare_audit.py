"""Story 7 (domain study §6): from an audit of homes to repaired rules, and a bulletin.

The county of the tests stands for Heze: 20 homes and one bureau are audited there, and
two bureaux are asked. Findings that count in several campaigns are not part of it.
"""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.shared import Mm, Pt

from forms import library
from forms.workbook import compile_source
from forms.xform import read
from server.actions import bulletins, outcomes, people, system_measures, themes
from server.actions.access import SYSTEM
from server.actions.advice import steps
from server.actions.advice.steps import Draft
from server.actions.advice.ways import Step
from server.actions.outcomes import Entry
from server.actions.system_measures import Made, Move
from server.actions.themes import Words
from server.db import clock_at, now
from server.errors import BadInput
from server.models import (
    FindingStatus,
    IssueTheme,
    Recommendation,
    SystemMeasure,
    Unit,
)
from server.reports.bulletin import figures, paper, sentences
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House
from server.reports.wanted import Wanted
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.rectifying import WORDS, again, desk
from tests.actors.world import LINYI, MENGSI, QIHE

ASKS = ("规范补贴申报", "严格资料审核", "做实实地核查", "管住资金拨付")
ANSWERED: tuple[Step, ...] = ("approve", "deliver", "acknowledge", "plan", "report")
STAGES = ("apply", "review", "verify", "pay")
RULES = (
    "补贴申报办法",
    "资料审核规程",
    "实地核查流程",
    "资金拨付办法",
    "轮岗清单",
    "比对规程",
)
SAFE = (
    *("s_build", "s_fire", "s_panel", "s_special", "s_clinic", "s_food", "s_duty"),
    *("s_exit", "s_sample", "s_train", "s_privacy"),
)
HOME = {
    "site_type": "home",
    "county": LINYI,
    "town": MENGSI,
    "own": "public",
    "care_n": 9,
    "care_need": 9,
    "head_gap": 0,
    "pay_lag": 0,
    "pay_kept": "no",
    "death_late": 0,
    **dict.fromkeys(SAFE, "yes"),
}
SUMS = (1896, 2489, 1366)
SWAPPED = (1896, 1366, 2489)
SENTENCE = "查处相关问题1896个，批评教育帮助和处理2489人，其中给予党纪政务处分1366人"
DAYS = date(2026, 3, 1), date(2026, 3, 31)


def at(month, day):
    return clock_at(datetime(2026, month, day, 4, 0, tzinfo=UTC))


def home(device, number, **changed):
    name = f"第{number}敬老院"
    return device.fill("welfare_home", **{**HOME, "site_name": name, **changed})


def bureau(device):
    """Audit the bureau: no stage has its rule, files are bad, and it takes too long."""
    rows = [
        {
            "stage": stage,
            "has_rule": "no",
            "two_person": "yes",
            "case_n": 10,
            "case_bad": 6 if stage == "review" else 0,
            "proc_days": 40 if stage == "pay" else 10,
            "proc_days_rule": 30,
            "proc_photo": photo(f"{stage}.jpg"),
        }
        for stage in STAGES
    ]
    told = {"site_type": "bureau", "county": LINYI, "site_name": "临邑县民政局"}
    return device.fill("welfare_home", **told, pay_lag=0, proc=rows)


@pytest.fixture
def audited(office):
    """Audit 20 homes, of which one is dangerous and two are short of carers."""
    office.publish_file(library.workbook("welfare_home"), "welfare_home.xlsx")
    device = phone(office, "DZ07", "inspector07")
    with at(3, 12):
        sent = [
            home(device, 1, s_fire="no", s_fire_ph=photo("fire.jpg")),
            *(home(device, n, care_n=5) for n in (2, 3)),
            *(home(device, n) for n in range(4, 21)),
            bureau(device),
        ]
        device.push()
        office.work()
    return [one.instance_id for one in sent]


def found(office, audited):
    return [
        one
        for instance in audited
        for one in office.findings(instance)
        if one.status != FindingStatus.HINT
    ]


def accepted(office, instance_id):
    """Confirm and accept what a submission gave; the bureau answers for it."""
    leader, reviewer = office.person("leader07"), office.person("reviewer")
    for one in office.findings(instance_id):
        leader.confirm(one, description=WORDS)
    leader.submit(instance_id)
    for one in office.findings(instance_id):
        reviewer.accept(one, office.unit("LY-MZJ"))
    return office.findings(instance_id)


def test_candidates_come_in_the_three_types_and_all_four_stages(office, audited):
    by_rule = Counter(one.rule for one in found(office, audited))
    assert by_rule == {"D01": 1, "D04": 2, "D08": 4, "D09": 1, "D10": 1}
    types = {one.category_code for one in found(office, audited)}
    assert types == {"A4.1", "A4.2", "A4.3", "A4.4"}
    titles = {one.title for one in found(office, audited) if one.rule == "D08"}
    assert titles == {
        f"{stage}环节流程制度缺失"
        for stage in ("补贴申报", "资料审核", "实地核查", "资金拨付")
    }


def test_a_hazard_is_major_due_within_a_day_and_listed_the_same_day(office, audited):
    with at(3, 12):
        (hazard,) = accepted(office, audited[0])
        desk(office, "city").assign(hazard, "LY-MZJ")
    hazard = again(office, hazard)
    assert (hazard.severity, hazard.days) == ("major", 1)
    assert str(hazard.accepted_at)[:10] == str(hazard.found_on) == "2026-03-12"
    assert hazard.due_on == date(2026, 3, 13)


def test_no_question_asks_for_a_resident(office):
    form = compile_source(library.workbook("welfare_home"), "welfare_home.xlsx")
    questions = read(form.xform).questions
    said = " ".join(f"{one.label}{one.hint}" for one in questions)
    for word in ("身份证", "联系电话", "老人姓名", "老人照片"):
        assert word not in said
    photos = [one for one in questions if one.type == "binary" and "s_" in one.name]
    assert all("不拍摄老人面部" in str(one.hint) for one in photos)
    assert not {one.name for one in questions} & {"name", "id_no", "phone", "face"}


# ---------------------------------------------------------------- the rules


@pytest.fixture
def advised(office, audited):
    """Group the four like findings into a theme, and ask both bureaux."""
    with at(3, 13):
        like = [one for one in accepted(office, audited[-1]) if one.rule == "D08"]
        with office.writing() as session:
            campaign = office.campaign(session)
            theme = themes.draw(session, SYSTEM, campaign, LINYI, Words("流程缺失"))
            themes.put(session, SYSTEM, theme, like)
            units = [_bureau(session, campaign), _unit(session, "LY-MZJ")]
            for unit in units:
                _ask(session, theme, unit)
            return theme.id


def _unit(session, code):
    return session.query(Unit).filter_by(code=code).one()


def _bureau(session, campaign):
    """Add the other county's bureau, with somebody who speaks for it."""
    unit = Unit(
        campaign_id=campaign.id,
        code="QH-MZJ",
        name="齐河县民政局",
        level="county",
        region_code=QIHE,
    )
    session.add(unit)
    session.flush()
    user = people.create_user(session, "qihe_civil", "齐河民政", "")
    people.grant_unit(session, SYSTEM, unit, user)
    return unit


def _ask(session, theme, unit):
    given = Draft(unit, "四个环节没有成文流程。", ASKS, date(2026, 6, 30))
    asked = steps.draft(session, SYSTEM, theme, given)
    for step in ANSWERED:
        steps.take(session, SYSTEM, asked, step, "四条都采纳。")


@pytest.fixture
def made(office, advised):
    """Let the bureaux make six rules, and somebody look at each of them."""
    with office.writing() as session, at(6, 1):
        theme = session.get_one(IssueTheme, advised)
        asked = session.scalars(Recommendation.of(theme.id)).all()
        for place, title in enumerate(RULES):
            advice = asked[place % 2]
            unit = session.get_one(Unit, advice.unit_id)
            part = ASKS[place % 4][2:]
            rule = system_measures.add(
                session, SYSTEM, theme, Made(unit, "rule", title, part, advice)
            )
            move = Move("in_force", f"民发〔2026〕{place + 1}号", date(2026, 6, 1))
            system_measures.move(session, SYSTEM, rule, move)
    with office.writing() as session, at(6, 20):
        *kept, failed = session.query(SystemMeasure).order_by(SystemMeasure.id)
        for one in kept:
            system_measures.holds(session, SYSTEM, one, "抽查都按办法办。")
        system_measures.broken(session, SYSTEM, failed, "没有比对。")
    return advised


def test_five_rules_stand_in_force_and_the_failed_one_begins_anew(office, made):
    with office.reading() as session:
        asked = session.scalars(Recommendation.of(made)).all()
        assert [len(one.asks) for one in asked] == [4, 4]
        ids = IssueTheme.of(office.campaign(session).id).with_only_columns(
            IssueTheme.id
        )
        by_stage = {
            row[0]: row[1]
            for row in session.execute(system_measures.counted(ids.order_by(None)))
        }
        failed = session.query(SystemMeasure).filter_by(title=RULES[-1]).one()
        parts = {one.part for one in session.query(SystemMeasure)}
    assert by_stage == {"in_force": 5, "drafting": 1}
    assert (failed.reopened, failed.in_force_on) == (1, None)
    assert parts == {ask[2:] for ask in ASKS}


def test_the_loose_leaf_of_the_county_shows_all_of_it(office, made):
    with office.reading() as session:
        known = office.app.extensions
        house = House(known["store"], known["darkroom"])
        of = office.campaign(session)
        wanted = Wanted(session, SYSTEM, of, LedgerFilter(county=LINYI), now())
        out = io.BytesIO()
        KINDS["leaves"].write(out, wanted, house)
    cells = [c.text for one in Document(out).tables for c in one._cells]
    assert "临邑县" in "".join(cells)
    assert any("建议书 察访建〔2026〕" in one for one in cells)
    stages = Counter(one for one in cells if one in ("施行", "起草"))
    assert stages == {"施行": 2, "起草": 1}


# ---------------------------------------------------------------- the bulletin


def test_the_bulletin_says_the_sums_and_refuses_them_swapped(office, audited):
    with at(3, 13):
        accepted(office, audited[-1])
    with office.writing() as session, at(4, 2):
        of = office.campaign(session)
        with pytest.raises(BadInput) as refused:
            outcomes.enter(session, SYSTEM, of, Entry(of.region_code, *DAYS, *SWAPPED))
        assert refused.value.code == "outcome_swapped"
        outcomes.enter(session, SYSTEM, of, Entry(of.region_code, *DAYS, *SUMS))
        given = bulletins.Words("三月情况的通报", *DAYS)
        subject = bulletins.draft(session, SYSTEM, of, of.region_code, given)
        scope = figures.about(session, of, subject, now())
        out = io.BytesIO()
        paper.write(out, scope, sentences.text(scope), "德州市察访工作专班")
    document = Document(out)
    assert SENTENCE in "\n".join(line.text for line in document.paragraphs)
    first = document.sections[0]
    sides = (first.top_margin, first.left_margin, first.bottom_margin)
    assert [round((one or 0) / Mm(1)) for one in sides] == [37, 28, 35]
    body = next(line for line in document.paragraphs if SENTENCE in line.text)
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body.runs[0].font.name == "仿宋_GB2312"
    fonts = document.element.xpath("//w:r[w:t]/w:rPr/w:rFonts/@w:eastAsia")
    assert len(fonts) == len(document.element.xpath("//w:r[w:t]"))
