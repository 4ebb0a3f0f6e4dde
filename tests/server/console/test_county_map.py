"""The office's own boundaries are checked and drawn; without them there are tiles."""

from __future__ import annotations

import io
import json

import pytest

from server.actions import county_map
from server.errors import BadInput
from server.models import CountyMap
from tests.actors.world import LINYI, QIHE
from tests.server.console.clerk import text

COUNTIES = {LINYI: "临邑县", QIHE: "齐河县"}
SQUARE = [[116.8, 37.0], [117.0, 37.0], [117.0, 37.2], [116.8, 37.2], [116.8, 37.0]]


def moved(ring, east):
    return [[x + east, y] for x, y in ring]


def feature(ring, **said):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def geojson(*features):
    told = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(told).encode()


BOTH = geojson(
    feature(SQUARE, adcode=371424), feature(moved(SQUARE, 0.2), name="齐河县")
)


def test_counties_are_known_by_code_or_by_name():
    drawn = county_map.read(BOTH, COUNTIES)
    assert list(drawn.shapes) == [LINYI, QIHE]
    assert drawn.missing == ()
    # North is up, and what lies east lies right.
    assert drawn.shapes[LINYI].path.startswith("M0 ")
    assert drawn.shapes[LINYI].x < drawn.shapes[QIHE].x
    # 0.4° by 0.2° at 37° N: wider than a third, narrower than a half, is high.
    assert 600 < drawn.height < 650


def test_several_pieces_are_one_county_and_a_hole_stays():
    island = moved(SQUARE, 0.5)
    hole = [[116.85, 37.05], [116.9, 37.05], [116.9, 37.1], [116.85, 37.1]]
    pieces = {"type": "MultiPolygon", "coordinates": [[SQUARE, hole], [island]]}
    one = {"properties": {"code": "371424000000"}, "geometry": pieces}
    drawn = county_map.read(geojson(one), COUNTIES)
    assert drawn.shapes[LINYI].path.count("M") == 3
    assert drawn.missing == ("齐河县",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "map_unreadable"),
        (b"[]", "map_unreadable"),
        (b'{"features": [3]}', "map_unreadable"),
        (geojson(), "map_of_nowhere"),
        (geojson(feature(SQUARE, name="巴黎")), "map_of_nowhere"),
        (geojson(feature(SQUARE[:2], name="齐河县")), "map_of_nowhere"),
        (geojson(feature([[500000, 4]] * 4, name="齐河县")), "map_not_degrees"),
        (geojson(feature([[float("nan"), 4]] * 4, name="齐河县")), "map_not_degrees"),
        (geojson(feature(["x"] * 4, name="齐河县")), "map_unreadable"),
        (
            geojson({"properties": {"name": "齐河县"}, "geometry": {"type": "Point"}}),
            "map_no_areas",
        ),
    ],
)
def test_a_file_that_is_no_map_is_refused_by_name(content, code):
    with pytest.raises(BadInput) as refused:
        county_map.read(content, COUNTIES)
    assert refused.value.code == code


def test_without_a_file_there_are_tiles_with_one_a_map_and_back(office, clerk):
    city = clerk("city")
    assert (
        "<path"
        not in city.open("/overview").get_data(as_text=True).partition("tiles")[2]
    )
    city.done("/overview/map", file=(io.BytesIO(BOTH), "德州.geojson"))
    page = city.open("/overview").get_data(as_text=True)
    assert page.count('class="q0" fill-rule') == 2
    assert f'/ledger?county={LINYI}" aria-label="临邑县' in page
    assert 'class="tile' not in page.replace("tiles=", "")
    tiles = city.open("/overview", shape="tiles").get_data(as_text=True)
    assert "fill-rule" not in tiles
    assert tiles.count('class="tile ') == 2
    assert "已去掉地图" in city.done("/overview/map/drop")
    assert office.count(CountyMap) == 0
    actions = [one.action for one in office.events()][-2:]
    assert actions == ["map.kept", "map.dropped"]


def test_a_county_that_the_file_lacks_stays_a_tile(clerk):
    city = clerk("city")
    one = geojson(feature(SQUARE, adcode="371424"))
    city.done("/overview/map", file=(io.BytesIO(one), "x.json"))
    page = city.open("/overview", colour="cover").get_data(as_text=True)
    assert page.count("fill-rule") == 1
    assert page.count('class="tile ') == 1
    assert "齐河县" in page


def test_only_who_manages_the_campaign_brings_a_map(office, clerk):
    for login in ("linyi", "reviewer", "leader07"):
        sent = clerk(login).send("/overview/map", file=(io.BytesIO(BOTH), "x.json"))
        assert sent.status_code == 403
    assert office.count(CountyMap) == 0
    assert "边界文件" not in clerk("linyi").read("/overview")


def test_the_name_of_a_file_is_never_a_part_of_the_page(clerk):
    city = clerk("city")
    city.done("/overview/map", file=(io.BytesIO(BOTH), "<b>x</b>.json"))
    assert "<b>x</b>" not in city.open("/overview").get_data(as_text=True)
    assert "x" in text(city.open("/overview"))
