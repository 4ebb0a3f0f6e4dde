"""What the office asks again of answers, with the lists that it knows itself."""

import pytest

from server.models import Region
from tests.actors.places import phone

PLACES = """
survey
| type | name | label | choice_filter |
| select_one_from_file regions.csv | county | 县 | level='county' |
| select_one_from_file regions.csv | town | 乡镇 | parent=${county} |
| select_one_from_file open_findings.csv | pick | 问题 | |
| select_one_from_file kept.csv | kept | 保留 | |
settings
| form_id | version |
| places | 1 |
"""
LINYI, QIHE = "371424000000", "371425000000"
KEPT = b"name,label\na,A\n"


@pytest.fixture
def looked(office):
    """Send answers, and say what does not fit once the office has looked."""

    def look(list_of=KEPT, **answers):
        office.publish(PLACES, **{"kept.csv": list_of})
        sent = phone(office, "DZ07", None)
        filled = sent.fill("places", **answers)
        sent.push()
        office.work()
        seen = office.submission(filled.instance_id)
        assert seen.rules_run_at is not None
        return [(one["code"], one["question"]) for one in seen.issues]

    return look


def test_a_town_of_its_county_is_fine(looked):
    assert looked(county=LINYI, town="371424105000", kept="a") == []


def test_a_town_of_another_county_is_told(looked):
    told = looked(county=QIHE, town="371424105000")
    assert told == [("left_out", "town")]


def test_a_region_and_a_finding_that_nobody_knows_are_told(looked):
    told = looked(county="999999000000", pick="f-none")
    assert told == [("unlisted", "county"), ("unlisted", "pick")]


def test_a_region_that_came_later_is_known_from_then_on(office, looked):
    assert looked(county="371426000000") == [("unlisted", "county")]
    with office.writing() as session:
        place = {"name": "平原县", "level": "county", "parent_code": "371400000000"}
        session.add(Region(code="371426000000", **place))
    assert looked(county="371426000000") == []


def test_a_kept_list_that_is_no_table_stops_nobody(looked):
    told = looked(list_of=b'name,label\n"a,' + b"x" * 200_000, county=LINYI, kept="a")
    assert told == [("unchecked", "kept")]
