"""Twenty thousand places: opened, cascaded and searched by hand."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TITLE = "长名单"
FORM = """
survey
| type | name | label | appearance | choice_filter |
| text | what | 名称 | | |
| select_one_from_file places.csv | county | 县 | minimal | level='county' |
| select_one_from_file places.csv | town | 镇 | minimal | level='town' and parent=${county} |
| select_one_from_file places.csv | village | 村 | minimal | parent=${town} |
| select_multiple_from_file places.csv | any | 任何地方 | minimal | |
settings
| form_title | form_id | version |
| 长名单 | long_list | 1 |
"""  # noqa: E501 - a row of a table is one line


def places() -> bytes:
    lines = ["name,label,level,parent"]
    lines += [f"c{c},县{c},county,0" for c in range(10)]
    lines += [
        f"c{c}t{t},镇{c}号{t},town,c{c}" for c, t in product(range(10), range(40))
    ]
    lines += [
        f"c{c}t{t}v{v},王{v}庄,village,c{c}t{t}"
        for c, t, v in product(range(10), range(40), range(49))
    ]
    return "\n".join(lines).encode()


def test_twenty_thousand_places_are_picked_from_and_searched(phone, house):
    house.side.publish(FORM, **{"places.csv": places()})
    house.bring(phone, TITLE)
    page = phone.page
    phone.choose("县", "县3")
    phone.choose("镇", "镇3号7")
    phone.question("村").locator(".pick").click()
    expect(page.locator(".sheet-row")).to_have_count(49)
    page.get_by_role("searchbox").fill("w3z")
    expect(page.locator(".sheet-row")).to_have_count(1)
    page.locator(".sheet-row").click()
    phone.question("任何地方").locator(".pick").click()
    assert page.locator(".sheet-row").count() < 100
    page.get_by_role("searchbox").fill("w48z")
    expect(page.get_by_role("status").filter(has_text="400 项")).to_have_count(1)
    page.locator(".sheet-row").nth(1).click()
    page.locator(".sheet-actions .btn-main").click()
    kept = phone.kept("<village>c3t7v3</village>", "<any>c0t1v48</any>")
    assert "<county>c3</county><town>c3t7</town>" in kept
    phone.choose("县", "县4")
    expect(phone.question("村").locator(".pick")).to_be_disabled()
    phone.watch.assert_quiet()
