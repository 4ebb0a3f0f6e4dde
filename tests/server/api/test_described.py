"""Every route of the machines' face stands in the OpenAPI, with what it takes."""

import re

import pytest

from server.api import DESCRIBED, PLAIN, described

ROOMS = {room.blueprint.name for room in (*DESCRIBED, *PLAIN)}


@pytest.fixture
def told(device):
    """Give the paths of the description."""
    answer = device.wire.send("GET", "/api/v1/openapi.json")
    return answer.json["paths"]


def test_every_route_is_described(house, told):
    for rule in house.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in ROOMS:
            described_methods = {name.upper() for name in told[described.path(rule)]}
            assert described.methods(rule) <= described_methods, rule


def test_a_description_has_a_sentence_and_each_part_of_the_path(told):
    for path, operations in told.items():
        shared = operations.pop("parameters", [])
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["responses"], path
            asked = (*shared, *operation.get("parameters", []))
            named = {one["name"] for one in asked if one["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))


def test_tus_and_openrosa_say_what_they_need(told):
    piece = told["/api/v1/uploads/{key}"]["patch"]
    assert {"Tus-Resumable", "Upload-Offset"} <= {
        one["name"] for one in piece["parameters"] if one["required"]
    }
    assert "460" in piece["responses"]
    submission = told["/v1/key/{token}/projects/{n}/submission"]
    assert set(submission) >= {"head", "post"}
    assert submission["post"]["security"] == []
