"""Entity lists: what phones make of them, from the first word to the next form."""

import pytest
from sqlalchemy import select, update

from server.actions import entity_lists, queue
from server.actions.access import SYSTEM
from server.db import now
from server.models import (
    Entity,
    EntityList,
    EntityVersion,
    EntityWait,
    Event,
    Job,
    Sharing,
    Submission,
)
from tests.actors.paper import LEFT_OUT
from tests.actors.places import phone
from tests.actors.world import MENGSI

WELL = "0d890a32-1111-4222-8333-444444444444"
OTHER = "0d890a32-5555-4222-8333-444444444444"
BRANCH = "b7e2c3d4-1111-4222-8333-444444444444"

REGISTER = """
survey
| type | name | label | save_to |
| text | kind | 类型 | kind |
| integer | depth | 深度 | depth |
| select_one_from_file regions.csv | town | 乡镇 | |
entities
| list_name | label |
| wells | concat('井 ', ${kind}) |
settings
| form_id | version | form_title |
| register | 1 | 登记 |
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
| look | 1 | 复查 |
"""
ROWS = """
survey
| type | name | label | save_to |
| begin repeat | well | 井 | |
| text | kind | 类型 | kind |
| end repeat | | | |
entities
| list_name | label |
| wells | ${kind} |
settings
| form_id | version | form_title |
| rows | 1 | 成批登记 |
"""


def test_what_one_form_makes_the_next_one_chooses_from(office):
    office.publish(REGISTER)
    office.publish(LOOK)
    device = phone(office, "DZ07", None)
    assert device.rows("look", "wells.csv") == []
    device.fill("register", kind="机井", depth=80, entity={"label": "井 机井"})
    device.push()
    office.work()
    (row,) = device.rows("look", "wells.csv")
    assert (row["label"], row["kind"], row["depth"]) == ("井 机井", "机井", "80")
    assert row["__version"] == "1"


@pytest.fixture
def wells(office):
    """Give an office that offers both forms."""
    office.publish(REGISTER)
    office.publish(LOOK)
    office.publish(ROWS)
    return office


@pytest.fixture
def device(wells):
    return phone(wells, "DZ07", None)


def register(device, name=WELL, **answers):
    """Make a well and send it."""
    given = {"kind": "机井", "depth": 80, **answers}
    sent = device.fill("register", **given, entity={"id": name, "label": "一号井"})
    device.push()
    return sent


def look(device, base, name=WELL, trunk=None, branch="", **answers):
    """Fill the form that updates a well; it waits in the outbox."""
    told = {"id": name, "baseVersion": base, "branchId": branch}
    told["trunkVersion"] = "" if trunk is None else trunk
    given = {"depth": LEFT_OUT, "state": LEFT_OUT, **answers}
    return device.fill("look", well=name, entity=told, **given)


def send(office, device):
    device.push()
    office.work()


def well(device, name=WELL):
    rows = {row["name"]: row for row in device.rows("look", "wells.csv")}
    return rows[name]


def kept(office, name=WELL):
    """Give the versions of a well as the office has them."""
    with office.reading() as session:
        entity = session.scalars(select(Entity).where(Entity.uuid == name)).one()
        versions = session.scalars(EntityVersion.of(entity.id)).all()
        return entity, versions


def waiting(office):
    with office.reading() as session:
        chosen = select(EntityWait).where(EntityWait.settled_at.is_(None))
        return [wait.reason for wait in session.scalars(chosen)]


def test_the_same_submission_twice_makes_one_version(wells, device):
    register(device)
    (sent,) = device.delivered.values()
    assert device.send_answers(sent).status == 200
    wells.work()
    with wells.writing() as session:
        submission = session.scalars(select(Submission)).one()
        queue.enqueue(session.connection(), submission.campaign_id, "entities", 1)
    wells.work()
    entity, versions = kept(wells)
    assert entity.version == len(versions) == 1
    assert versions[0].submission_id == submission.id


def test_each_version_leaves_one_event_and_names_its_submission(wells, device):
    register(device)
    wells.work()
    look(device, 1, state="枯")
    send(wells, device)
    entity, (first, second) = kept(wells)
    with wells.reading() as session:
        chosen = select(Event).where(Event.subject == "entity").order_by(Event.seq)
        told = [(one.action, one.subject_id) for one in session.scalars(chosen)]
        ids = set(session.scalars(select(Submission.id)))
    assert told == [("entity.created", entity.id), ("entity.updated", entity.id)]
    assert {first.submission_id, second.submission_id} == ids
    assert (first.act, second.act) == ("created", "updated")


def test_an_update_changes_what_it_says_and_nothing_else(wells, device):
    register(device)
    wells.work()
    look(device, 1, state="枯")
    send(wells, device)
    row = well(device)
    assert (row["kind"], row["state"], row["label"]) == ("机井", "枯", "一号井")
    assert row["__version"] == "2"


def test_each_row_of_a_repeat_makes_an_entity(wells, device):
    rows = [{"kind": kind, "entity": {"label": kind}} for kind in ("甲", "乙")]
    device.fill("rows", well=rows)
    send(wells, device)
    found = device.rows("look", "wells.csv")
    assert [(row["label"], row["kind"]) for row in found] == [
        ("甲", "甲"),
        ("乙", "乙"),
    ]


def test_a_correction_counts_once_and_says_what_is_right(wells, device):
    sent = register(device)
    wells.work()
    device.correct(sent, depth=81)
    send(wells, device)
    assert well(device)["depth"] == "81"
    device.correct(*[*device.delivered.values()][-1:], kind="机井")
    send(wells, device)
    entity, versions = kept(wells)
    assert [one.act for one in versions] == ["created", "corrected"]
    assert entity.conflict == ""


def test_a_correction_with_a_new_id_is_still_the_same_entity(wells, device):
    sent = register(device)
    wells.work()
    device.correct(sent, depth=81, entity={"id": OTHER, "label": "一号井"})
    send(wells, device)
    (row,) = device.rows("look", "wells.csv")
    assert (row["name"], row["depth"]) == (WELL, "81")


def test_two_phones_that_change_other_things_clash_softly(wells, device):
    other = phone(wells, "DZ07", None)
    register(device)
    wells.work()
    look(device, 1, state="枯")
    look(other, 1, depth=90)
    send(wells, device)
    send(wells, other)
    entity, (_, _, last) = kept(wells)
    assert (entity.conflict, last.conflict, last.disputed) == ("soft", "soft", [])
    assert entity.values["depth"] == "90"
    assert entity.values["state"] == "枯"


def test_two_phones_that_change_the_same_clash_hard_and_both_are_kept(wells, device):
    other = phone(wells, "DZ07", None)
    register(device)
    wells.work()
    look(device, 1, depth=85)
    look(other, 1, depth=90)
    send(wells, device)
    send(wells, other)
    entity, versions = kept(wells)
    assert (entity.conflict, versions[-1].disputed) == ("hard", ["depth"])
    assert [one.values["depth"] for one in versions] == ["80", "85", "90"]


def test_steps_of_an_offline_branch_find_their_order(wells, device):
    register(device)
    wells.work()
    first = look(device, 1, trunk=1, branch=BRANCH, depth=81)
    look(device, 2, trunk=1, branch=BRANCH, depth=82)
    look(device, 3, trunk=1, branch=BRANCH, depth=83)
    late = device.outbox.pop(first.instance_id)
    send(wells, device)
    assert waiting(wells) == ["branch", "branch"]
    assert well(device)["depth"] == "80"
    device.outbox[late.instance_id] = late
    send(wells, device)
    entity, versions = kept(wells)
    assert [one.values["depth"] for one in versions] == ["80", "81", "82", "83"]
    assert entity.conflict == ""
    assert waiting(wells) == []


def test_an_update_that_comes_before_its_entity_waits_for_it(wells, device):
    made = device.fill("register", kind="机井", depth=80, entity={"id": WELL})
    late = device.outbox.pop(made.instance_id)
    look(device, 1, branch=BRANCH, depth=90)
    send(wells, device)
    assert waiting(wells) == ["unknown"]
    device.outbox[late.instance_id] = late
    send(wells, device)
    assert (well(device)["depth"], well(device)["__version"]) == ("90", "2")
    assert waiting(wells) == []


def test_what_was_before_and_never_comes_is_done_without_after_five_days(wells, device):
    look(device, 2, branch=BRANCH, depth=90)
    send(wells, device)
    assert waiting(wells) == ["unknown"]
    with wells.writing() as session:
        session.execute(update(Job).values(run_after=now()))
    wells.work()
    assert waiting(wells) == []
    entity, (version,) = kept(wells)
    assert version.forced
    register(device)
    wells.work()
    entity, versions = kept(wells)
    assert (entity.values["kind"], entity.conflict) == ("机井", "hard")
    assert set(versions[-1].disputed) == {"label", "depth"}


def test_a_team_carries_its_own_entries_and_no_others(wells, device):
    stranger = phone(wells, "DZ08", None)
    register(device)
    wells.work()
    assert [row["name"] for row in device.rows("look", "wells.csv")] == [WELL]
    assert stranger.rows("look", "wells.csv") == []
    hashes = [
        next(one["media"] for one in each.forms() if one["form_id"] == "look")
        for each in (device, stranger)
    ]
    assert hashes[0][0]["hash"] != hashes[1][0]["hash"]


def test_a_stranger_s_entity_is_to_a_phone_as_one_that_never_was(wells, device):
    stranger = phone(wells, "DZ08", None)
    register(device)
    wells.work()
    filled = [look(stranger, 1, name, state="枯") for name in (WELL, OTHER)]
    answers = [stranger.send_answers(each) for each in filled]
    wells.work()
    assert [answer.status for answer in answers] == [201, 201]
    assert waiting(wells) == ["unknown", "unknown"]
    assert len(kept(wells)[1]) == 1
    with wells.writing() as session:
        session.execute(update(Job).values(run_after=now()))
    wells.work()
    assert waiting(wells) == ["unknown"]
    assert len(kept(wells)[1]) == 1


def test_a_list_may_be_shared_by_region_or_with_all(wells, device):
    neighbour, far = phone(wells, "DZ08", None), phone(wells, "DZ01", None)
    device.fill("register", kind="机井", town=MENGSI, entity={"id": WELL})
    send(wells, device)
    share(wells, Sharing.REGION)
    assert len(neighbour.rows("look", "wells.csv")) == 1
    assert far.rows("look", "wells.csv") == []
    share(wells, Sharing.CAMPAIGN)
    assert len(far.rows("look", "wells.csv")) == 1


def test_the_feed_tells_the_team_that_has_the_entry(wells, device):
    stranger = phone(wells, "DZ08", None)
    for each in (device, stranger):
        each.pull()
    register(device)
    wells.work()
    assert device.pull()["forms_changed"]
    assert not stranger.pull()["forms_changed"]


def test_an_id_that_is_none_waits_for_a_person(wells, device):
    device.fill("register", kind="机井", entity={"id": "not a uuid"})
    send(wells, device)
    assert waiting(wells) == ["no_id"]


def share(office, sharing):
    with office.writing() as session:
        of = session.scalars(select(EntityList)).one()
        entity_lists.share(session, SYSTEM, of, sharing)
