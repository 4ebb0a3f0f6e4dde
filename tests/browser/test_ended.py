"""F28: drafts on a phone whose person or form the office has ended meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.house import await_whole
from tests.browser.sheets import FORM, TITLE

pytestmark = pytest.mark.browser
PERSON = "inspector07"
CLOSED_TITLE = "收尾表"
CLOSED = FORM.replace(TITLE, CLOSED_TITLE).replace("traps ", "last_round ")


def shut(office):
    office.shut(PERSON)


def move(office):
    office.move(PERSON, "DZ08")


def stay(office):
    """Put everybody back where the other tests expect them."""
    with office.writing() as session:
        office._user(session, PERSON).disabled_at = None
    office.move(PERSON, "DZ07")


@pytest.fixture
def own(phone, house):
    """Give somebody's own phone, with two drafts begun without a network."""
    code = house.side.invite("DZ07", PERSON)
    phone.enrol(house.link(code)).ready(TITLE)
    phone.offline()
    yield phone
    stay(house.side)


@pytest.mark.parametrize(
    ("happened", "late", "told"),
    [
        (shut, "shut", "账号已停用，办公室按迟到材料收下"),
        (move, "moved", "已调离本组，办公室按迟到材料收下"),
    ],
)
def test_what_somebody_filled_is_taken_after_they_were_shut_out_or_moved(
    own, house, gallery, happened, late, told
):
    """What is finished goes as late evidence; a draft stays, opens, and goes too."""
    own.begin(TITLE)
    own.write("单位名称", "半份村")
    own.kept("半份村")
    own.home()
    own.begin(TITLE)
    own.fill_side_form("整份村", gallery.plaque("农家书屋")).finalise()
    happened(house.side)
    own.online()
    own.await_delivered("整份村")
    expect(own.card("整份村")).to_contain_text(told)
    own.page.reload()
    own.home()
    own.resume(TITLE)
    expect(own.question("单位名称").locator("input")).to_have_value("半份村")
    instance_id = own.draft()["instanceId"]
    own.fill_side_form("半份村", gallery.plaque("农家书屋"))
    own.turn_to("检查并定稿")
    own.finalise_button().click()
    await_whole(house.side, instance_id, own.page)
    assert house.side.submission(instance_id).late == late


def test_a_draft_of_a_closed_form_is_finished_and_comes_in_time(own, house, gallery):
    """Nothing new is begun with it; what was begun is finished as ever."""
    house.side.publish(CLOSED)
    own.online()
    own.page.reload()
    own.ready(CLOSED_TITLE).begin(CLOSED_TITLE)
    own.write("单位名称", "收尾村")
    own.kept("收尾村")
    house.side.close("last_round")
    own.outbox()
    with own.page.expect_response("**/api/v1/forms"):
        own.tap("立即同步")
    own.home()
    expect(own.free(TITLE)).to_be_visible()
    expect(own.free(CLOSED_TITLE)).to_have_count(0)
    own.resume(CLOSED_TITLE)
    own.fill_side_form("收尾村", gallery.plaque("农家书屋")).finalise()
    own.await_delivered("收尾村")
    (item,) = own.items()
    assert house.side.submission(item["instanceId"]).late == ""
