"""Entity lists as ODK Collect asks for them: type, hash, integrity; each team's own."""

from xml.etree import ElementTree as ET

import pytest

from server.actions.access import SYSTEM
from server.actions.entities import deciding
from server.models import Entity
from sync.openrosa import md5_hash
from tests.actors.collect import DEVICE, Collect
from tests.actors.places import BASE
from tests.actors.wire import InProcess

REGISTER = """
survey
| type | name | label | save_to |
| text | kind | 类型 | kind |
| select_one_from_file regions.csv | town | 乡镇 | |
entities
| list_name | label |
| wells | ${kind} |
settings
| form_id | version | form_title |
| register | 1 | 登记 |
"""
LOOK = """
survey
| type | name | label | save_to |
| select_one_from_file wells.csv | well | 哪一口 | |
| text | state | 状况 | state |
entities
| list_name | entity_id |
| wells | ${well} |
settings
| form_id | version | form_title |
| look | 1 | 复查 |
"""
WELL = "0d890a32-1111-4222-8333-444444444444"
NEVER = "0d890a32-5555-4222-8333-444444444444"


@pytest.fixture
def wells(office):
    office.publish(REGISTER)
    office.publish(LOOK)
    return office


@pytest.fixture
def collect(wells):
    return Collect(InProcess(wells.app), wells.key("DZ07"))


@pytest.fixture
def stranger(wells):
    return Collect(InProcess(wells.app), wells.key("DZ08"))


def made(wells, collect):
    block = {"id": WELL, "label": "一号井"}
    collect.send(collect.fill("register", kind="机井", entity=block))
    wells.work()


def listed(collect, form_id="look", name="wells.csv"):
    (entry,) = collect.form_list(form_id)
    return next(one for one in collect.manifest(entry) if one.name == name)


def integrity(collect, ids, name="wells.csv"):
    """Ask as Collect does: ids joined by commas, the device's id beside them."""
    url = listed(collect).integrity_url.replace("wells.csv", name)
    return collect.get(f"{url}?id={'%2C'.join(ids)}&{DEVICE}")


def told(answer):
    assert answer.status == 200
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert "text/xml" in answer.headers["Content-Type"]
    root = ET.fromstring(answer.body)
    assert (root.tag, root[0].tag) == ("data", "entities")
    return {one.get("id"): one.findtext("deleted") for one in root[0]}


def test_an_entity_list_is_named_as_one_with_its_hash(wells, collect):
    made(wells, collect)
    media = listed(collect)
    served = collect.get(f"{media.download_url}?{DEVICE}")
    assert media.type == "entityList"
    assert media.hash == md5_hash(served.body)
    assert media.integrity_url.startswith(BASE)
    assert served.text.splitlines() == [
        "name,label,__version,kind,state",
        f"{WELL},一号井,1,机井,",
    ]


def test_regions_and_open_findings_are_such_lists_too(wells, collect):
    regions = listed(collect, "register", "regions.csv")
    assert regions.type == "entityList"
    served = collect.get(f"{regions.download_url}?{DEVICE}").text
    assert served.splitlines()[0] == "name,label,parent,level,__version"
    assert told(integrity(collect, ["371424105000"], "regions.csv")) == {}
    assert told(integrity(collect, ["nobody"], "open_findings.csv")) == {}


def test_what_was_deleted_is_told_to_the_team_that_had_it_alone(
    wells, collect, stranger
):
    made(wells, collect)
    assert told(integrity(collect, [WELL, NEVER])) == {WELL: "false"}
    with wells.writing() as session:
        deciding.delete(session, SYSTEM, session.query(Entity).one())
    assert told(integrity(collect, [WELL, NEVER])) == {WELL: "true"}
    assert told(integrity(stranger, [WELL, NEVER])) == {}
    served = collect.get(f"{listed(collect).download_url}?{DEVICE}")
    assert served.text.splitlines() == ["name,label,__version,kind,state"]


def test_another_team_has_another_list_with_another_hash(wells, collect, stranger):
    made(wells, collect)
    assert listed(collect).hash != listed(stranger).hash
    served = stranger.get(f"{listed(stranger).download_url}?{DEVICE}")
    assert "机井" not in served.text


def test_a_list_that_is_not_there_is_not_found(collect):
    assert integrity(collect, [WELL], "secrets.csv").status == 404
