"""The same app under many names is one app, at every level, and only to who may see."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from server.actions import judging, likenesses, things
from server.actions.access import SYSTEM
from server.actions.likenesses import Spelt, score
from server.db import LOCAL, clock_at
from server.errors import WrongState
from server.models import Alias, Job, Likeness, Mention, Submission, Thing
from server.reports import distinct
from server.reports.distinct_filter import DistinctFilter
from tests.actors.forms import APPS
from tests.actors.photos import photo
from tests.actors.places import phone
from tests.actors.world import BIAOBAISI, LINYI, MENGSI, QIHE

CITY = "371400000000"
BUREAU = "临邑县大数据局"


@pytest.fixture
def phones(office):
    office.publish(APPS)
    return {MENGSI: phone(office, "DZ07"), BIAOBAISI: phone(office, "DZ01")}


def sent(office, phones, town, *apps, replaces=None):
    """Send apps by name, or (name, issuer), from a town; the jobs run."""
    rows = [app if isinstance(app, tuple) else (app, BUREAU) for app in apps]
    filled = phones[town].fill(
        "apps",
        replaces,
        town=town,
        site_name="镇政府",
        app=[{"app_name": name, "issuer": issuer} for name, issuer in rows],
    )
    phones[town].push()
    office.work()
    return filled


def accepted(office, *filled):
    for one in filled:
        with office.writing() as session:
            found = session.query(Submission).filter_by(instance_id=one.instance_id)
            judging.accept(session, SYSTEM, found.one())


def figures(office, login="city", **wanted):
    """Count as somebody sees it: city, both counties."""
    person = office.person(login)
    with office.reading() as session:
        told = DistinctFilter("app", **wanted)
        home = office.campaign(session)
        found = distinct.counted(session, person.who(session), home, told)
        return [found.at(code) for code in (CITY, LINYI, QIHE)]


def listed(office, login="city", **wanted):
    person = office.person(login)
    with office.reading() as session:
        told = DistinctFilter("app", **wanted)
        found = distinct.rows(
            session, person.who(session), office.campaign(session), told
        )
        return [(row.name, row.towns, row.mentions, row.waiting) for row in found]


def proposed(office):
    with office.reading() as session:
        names = {one.id: one.name for one in session.query(Thing)}
        return [
            (names[one.left_id], names[one.right_id], one.state)
            for one in session.query(Likeness).order_by(Likeness.id)
        ]


def acted(office, act, *names, login="city"):
    """Let somebody act on things by their names."""
    person = office.person(login)
    with office.writing() as session:
        found = [session.query(Thing).filter_by(name=name).one() for name in names]
        act(session, person.who(session), *found)


def undone(office, name):
    def act(session, actor, thing):
        things.undo(session, actor, things.alias_of(session, thing))

    acted(office, act, name)


def test_one_app_in_two_townships_is_one_of_their_city(office, phones):
    first = sent(office, phones, MENGSI, "网格e通", "随手拍")
    second = sent(office, phones, BIAOBAISI, "“网格Ｅ通”APP")
    assert figures(office) == [0, 0, 0]
    accepted(office, first, second)
    assert figures(office) == [2, 2, 1]
    assert listed(office) == [("“网格Ｅ通”APP", 2, 2, 0), ("随手拍", 1, 1, 0)]


def test_nobody_counts_or_reads_what_is_not_theirs(office, phones):
    first = sent(office, phones, MENGSI, "网格e通")
    second = sent(office, phones, BIAOBAISI, "网格e通（齐河）", "齐河专用")
    accepted(office, first, second)
    assert figures(office, "leader07") == figures(office, "linyi") == [1, 1, 0]
    assert listed(office, "linyi") == [("网格e通", 1, 1, 0)]
    assert figures(office, "qihe") == [2, 0, 2]
    assert figures(office, "leader08") == [0, 0, 0]


def test_a_name_from_elsewhere_does_not_stand_for_ones_own(office, phones):
    filled = [
        sent(office, phones, BIAOBAISI, "网格通"),
        sent(office, phones, BIAOBAISI, "网格通"),
        sent(office, phones, MENGSI, "网格e通"),
    ]
    accepted(office, *filled)
    acted(office, things.unite, "网格e通", "网格通")
    assert listed(office) == [("网格通", 2, 3, 0)]
    assert listed(office, "linyi") == [("网格e通", 1, 1, 0)]


def test_what_is_not_accepted_is_told_apart(office, phones):
    sent(office, phones, MENGSI, "网格e通")
    with office.reading() as session:
        person = office.person("city").who(session)
        home, told = office.campaign(session), DistinctFilter("app")
        found = distinct.counted(session, person, home, told)
        assert (found.at(CITY), found.only_waiting(CITY)) == (0, 1)
    assert listed(office) == []
    assert listed(office, waiting="1") == [("网格e通", 1, 0, 1)]


def test_what_was_replaced_does_not_count(office, phones):
    first = sent(office, phones, MENGSI, "网格e通", "随手拍")
    accepted(office, first)
    second = sent(
        office, phones, MENGSI, "网格e通", "镇办公", replaces=first.instance_id
    )
    assert listed(office) == []
    accepted(office, second)
    assert [name for name, *_ in listed(office)] == ["网格e通", "镇办公"]


def test_looking_again_writes_the_same_mentions(office, phones):
    sent(office, phones, MENGSI, "网格e通", "网格e通", " ")
    with office.reading() as session:
        before = session.query(Mention.repeat_uuid).order_by(Mention.id).all()
        (one,) = session.query(Submission)
        key, home = one.id, one.campaign_id
    with office.writing() as session:
        session.add(Job(campaign_id=home, kind="rules", subject_id=key))
    office.work()
    with office.reading() as session:
        after = session.query(Mention.repeat_uuid).order_by(Mention.id).all()
        assert after == before
        assert (len(after), session.query(Thing).count()) == (2, 1)


def test_what_looks_alike_is_proposed_once(office, phones):
    sent(office, phones, MENGSI, "网格e通", "随手拍", "第一网格", "第二网格")
    sent(office, phones, BIAOBAISI, "网格通", ("网格E通", "德州市大数据局"))
    assert proposed(office) == [
        ("网格e通", "网格通", "proposed"),
        ("网格e通", "网格E通", "proposed"),
        ("网格通", "网格E通", "proposed"),
    ]
    with office.reading() as session:
        ids = [one for (one,) in session.query(Thing.id)]
        pairs = likenesses.look(session, ids)
    with office.writing() as session:
        likenesses.keep(session, pairs)
    assert len(proposed(office)) == 3
    assert office.failures() == []


def test_uniting_is_undone_and_the_question_comes_back(office, phones):
    accepted(office, sent(office, phones, MENGSI, "网格e通", "网格通"))
    acted(office, things.unite, "网格e通", "网格通")
    assert figures(office) == [1, 1, 0]
    assert proposed(office) == [("网格e通", "网格通", "same")]
    with pytest.raises(WrongState):
        acted(office, things.unite, "网格通", "网格e通")
    undone(office, "网格e通")
    assert figures(office) == [2, 2, 0]
    assert proposed(office) == [("网格e通", "网格通", "proposed")]
    with pytest.raises(WrongState):
        undone(office, "网格e通")
    actions = [event.action for event in office.events()]
    assert actions[-2:] == ["thing.united", "thing.parted"]


def test_undoing_one_link_of_a_chain_leaves_the_others(office, phones):
    names = ("阳光村务", "村务阳光", "阳光政务")
    accepted(office, sent(office, phones, MENGSI, *names))
    acted(office, things.unite, "阳光村务", "村务阳光")
    acted(office, things.unite, "村务阳光", "阳光政务")
    assert figures(office) == [1, 1, 0]
    undone(office, "村务阳光")
    assert figures(office) == [2, 2, 0]
    undone(office, "阳光村务")
    assert figures(office) == [3, 3, 0]


def test_a_figure_of_a_day_before_stays_what_it_was(office, phones):
    first, second, third = (
        datetime(2026, 4, day, 12, 0, tzinfo=LOCAL) for day in (1, 2, 3)
    )
    with clock_at(first):
        one = sent(office, phones, MENGSI, "网格e通", "网格通")
        accepted(office, one)
    with clock_at(second):
        acted(office, things.unite, "网格e通", "网格通")
        sent(office, phones, MENGSI, "村村响", replaces=one.instance_id)
    with clock_at(third):
        undone(office, "网格e通")
    days = [date(2026, 3, 31) + timedelta(days=n) for n in range(4)]
    # On the second day it was replaced by what nobody has accepted.
    assert [figures(office, as_of=day)[0] for day in days] == [0, 2, 0, 0]
    with office.reading() as session:
        (alias,) = session.query(Alias)
        assert alias.made_at < alias.undone_at


def test_aliases_of_a_day_before_are_the_aliases_of_that_day(office, phones):
    with clock_at(datetime(2026, 4, 1, 12, 0, tzinfo=LOCAL)):
        accepted(office, sent(office, phones, MENGSI, "网格e通", "网格通"))
    with clock_at(datetime(2026, 4, 2, 12, 0, tzinfo=LOCAL)):
        acted(office, things.unite, "网格e通", "网格通")
    with clock_at(datetime(2026, 4, 3, 12, 0, tzinfo=LOCAL)):
        undone(office, "网格e通")
    days = [date(2026, 4, day) for day in (1, 2, 3)]
    assert [figures(office, as_of=day)[0] for day in days] == [2, 1, 2]


def test_every_mention_is_listed_with_what_it_is_counted_as(office, phones):
    first = sent(office, phones, MENGSI, "网格e通", "网格通", "随手拍")
    accepted(office, first)
    acted(office, things.unite, "网格e通", "网格通")
    with office.reading() as session:
        person = office.person("city").who(session)
        home, told = office.campaign(session), DistinctFilter("app")
        found = distinct.places(session, person, home, told)
        uuids = {row["repeat_uuid"] for row in _answers(session)["app"]}
    assert {place.repeat_uuid for place in found} == uuids
    assert [place.region_code for place in found] == [MENGSI] * 3
    roots = [place.root for place in found]
    assert roots[0] == roots[1] != roots[2]


def test_photos_of_a_row_lie_beside_its_mention(office, phones):
    phones[MENGSI].fill(
        "apps",
        app=[{"app_name": "网格e通", "shot": photo("a.jpg")}, {"app_name": "乙"}],
    )
    phones[MENGSI].push()
    office.work()
    with office.reading() as session:
        rows = _answers(session)["app"]
        named = session.query(Mention.repeat_uuid).order_by(Mention.id)
        assert [row["repeat_uuid"] for row in rows] == [uuid for (uuid,) in named]


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        (("网格e通", "大数据局"), ("网格通", "大数据局"), True),
        (("网格e通", ""), ("网格通", "大数据局"), True),
        (("网格e通", "临邑县大数据局"), ("网格e通", "德州市大数据局"), True),
        (("网格e通", "大数据局"), ("随手拍", "大数据局"), False),
        (("第一网格", ""), ("第二网格", ""), False),
        (("智慧党建", "组织部"), ("智慧社区", "民政局"), False),
    ],
)
def test_names_weigh_more_than_issuers_and_numbers_part(left, right, alike):
    one, other = (
        Spelt(0, 0, "app", name, issuer, "", "", 0) for name, issuer in (left, right)
    )
    assert (score(one, other) >= likenesses.ALIKE) is alike


@pytest.mark.parametrize(
    ("left", "right", "is_apart"),
    [
        ("临邑政务服务", "齐河政务服务", True),
        ("临邑政务服务", "政务服务", False),
        ("临邑政务服务", "临邑政务", False),
        ("政务服务", "政务", False),
    ],
)
def test_names_of_two_counties_are_two_things(left, right, is_apart):
    assert likenesses.apart(left, right, {"临邑", "齐河"}) is is_apart


def test_what_two_counties_name_after_themselves_is_not_proposed(office, phones):
    sent(office, phones, MENGSI, "临邑政务服务")
    sent(office, phones, BIAOBAISI, "齐河政务服务")
    assert proposed(office) == []


def _answers(session):
    (one,) = session.query(Submission.answers)
    return one[0]
