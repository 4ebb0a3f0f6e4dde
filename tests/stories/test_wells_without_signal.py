"""Two teams, three phones and no signal: one list of wells, and nothing of it lost."""

import uuid

import pytest
from sqlalchemy import select

from server.actions.access import SYSTEM
from server.actions.entities import deciding
from server.models import Entity, EntityVersion
from tests.actors.collect import Collect
from tests.actors.paper import LEFT_OUT
from tests.actors.places import phone
from tests.actors.wire import InProcess

REGISTER = """
survey
| type | name | label | save_to |
| begin repeat | well | 井 | |
| text | kind | 类型 | kind |
| integer | depth | 深度 | depth |
| end repeat | | | |
entities
| list_name | label |
| wells | ${kind} |
settings
| form_id | version | form_title |
| register | 1 | 水井登记 |
"""
LOOK = """
survey
| type | name | label | save_to |
| select_one_from_file wells.csv | well | 哪一口 | |
| integer | depth | 深度 | depth |
| text | state | 状况 | state |
entities
| list_name | entity_id |
| wells | ${well} |
settings
| form_id | version | form_title |
| look | 1 | 水井复查 |
"""
FIRST, SECOND, BRANCH = (str(uuid.uuid4()) for _ in range(3))


def row(name, kind, depth):
    return {"kind": kind, "depth": depth, "entity": {"id": name, "label": kind}}


def look(carried, base, **said):
    """Fill in what was seen at the first well, as a client says it."""
    block = {"id": FIRST, "baseVersion": base}
    block |= said.pop("branch", {})
    given = {"depth": LEFT_OUT, "state": LEFT_OUT, **said}
    return carried.fill("look", well=FIRST, entity=block, **given)


@pytest.fixture
def office(office):
    office.publish(REGISTER)
    office.publish(LOOK)
    return office


def test_wells_are_registered_seen_again_and_agreed_upon(office):
    ours, second = (phone(office, "DZ07", None) for _ in range(2))
    theirs = Collect(InProcess(office.app), office.key("DZ08"))
    collect = Collect(InProcess(office.app), office.key("DZ07"))

    # One phone registers two wells in one form and loses its answer on the way.
    sent = ours.fill("register", well=[row(FIRST, "机井", 80), row(SECOND, "压井", 9)])
    assert ours.send_answers(sent).status == 201
    ours.push()
    office.work()
    carried = {one["name"]: one for one in second.rows("look", "wells.csv")}
    assert set(carried) == {FIRST, SECOND}
    assert theirs.get(media(theirs).download_url).text.count("\n") == 1

    # Offline, it looks at the first well twice; the second word arrives first.
    branch = {"trunkVersion": 1, "branchId": BRANCH}
    early = look(ours, 1, depth=81, branch=branch)
    late = look(ours, 2, state="正常", branch=branch)
    assert ours.send_answers(late).status == 201
    office.work()

    # Meanwhile Collect has measured the same well, on the version it had.
    assert collect.send(look(collect, 1, depth=90)).status == 201
    office.work()
    assert ours.send_answers(early).status == 201
    office.work()

    well, told = kept(office)
    assert [one.told for one in told[1:]] == [
        {"depth": "90"},
        {"depth": "81"},
        {"state": "正常"},
    ]
    assert (well.conflict, told[2].disputed) == ("hard", ["depth"])

    # The office looks at both and says how it is; every phone hears of it.
    with office.writing() as session:
        deciding.settle(
            session, SYSTEM, session.get(Entity, well.id), {"depth": "90"}, 4
        )
    assert media(collect).hash != media(theirs).hash
    settled = {one["name"]: one for one in second.rows("look", "wells.csv")}[FIRST]
    assert (settled["depth"], settled["state"]) == ("90", "正常")
    assert settled["__version"] == "5"


def kept(office):
    """Give the first well with its versions."""
    with office.reading() as session:
        well = session.scalars(select(Entity).where(Entity.uuid == FIRST)).one()
        return well, session.scalars(EntityVersion.of(well.id)).all()


def media(collect):
    (entry,) = collect.form_list("look")
    return next(one for one in collect.manifest(entry) if one.name == "wells.csv")
