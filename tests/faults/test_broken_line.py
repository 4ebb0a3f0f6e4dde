"""F4–F6: the line breaks anywhere, any number of times; all arrives, once."""

import pytest

from server.models import Submission
from tests.actors.collect import Collect
from tests.actors.device import Device
from tests.actors.forms import NOTE, VISIT
from tests.actors.photos import photo
from tests.actors.wire import Cut, Line
from tests.faults.proxy import breaking

SHOTS = tuple(photo(f"{n}.jpg", side=90) for n in range(3))


@pytest.fixture
def proxy(office, line):
    office.publish(NOTE)
    office.publish(VISIT)
    with breaking(line.base_url) as made:
        yield made


@pytest.fixture
def far(office, proxy):
    """Give a phone at the other end of the breaking line."""
    made = Device(Line(proxy.url)).enrol(office.invite("DZ07"))
    made.piece = 4096
    made.download("visit")
    return made


def push_until_done(device, tries=200):
    for _ in range(tries):
        try:
            device.push()
        except Cut:
            continue
        if not device.outbox:
            return
    raise AssertionError("it never arrived")


def arrived_once(office, filled):
    (kept,) = office.submissions()
    assert (kept.instance_id, kept.state) == (filled.instance_id, "complete")
    stored = [(f.name, f.sha256, f.rival) for f in office.files(filled.instance_id)]
    assert stored == [(each.name, each.sha256, False) for each in filled.files]
    assert office.fsck() == []


def visit(device):
    row = {"app_name": "某通", "forced": "yes", "shot": SHOTS}
    return device.fill("visit", site_name="镇", app=[row])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_storm_of_cuts_loses_and_doubles_nothing(office, proxy, far, seed):
    filled = visit(far)
    proxy.storm(seed, share=0.4)
    push_until_done(far)
    assert proxy.broken > 3
    arrived_once(office, filled)


def test_answers_cut_at_any_byte_leave_nothing_behind(office, proxy, far):
    filled = visit(far)
    whole = len(filled.xml) + 1500
    before = office.dump()
    for after in (1, 20, 200, whole // 2, whole - 800):
        proxy.cut("POST /api/v1/submissions", after)
        with pytest.raises(Cut):
            far.push()
    assert office.dump() == before
    push_until_done(far)
    arrived_once(office, filled)


def test_an_answer_that_was_lost_is_the_same_receipt_next_time(office, proxy, far):
    filled = far.fill("note", said="x")
    for after in (0, 12, 100):
        proxy.swallow("POST /api/v1/submissions", after=after)
        with pytest.raises(Cut):
            far.push()
    assert office.count(Submission) == 1
    (receipt,) = far.push()
    assert (receipt.instance_id, receipt.state) == (filled.instance_id, "complete")
    assert [e.action for e in office.events()].count("submission.received") == 1


def test_a_cut_costs_one_piece_at_most(office, proxy, far):
    filled = visit(far)
    proxy.cut("PATCH", 3000, nth=2)
    with pytest.raises(Cut):
        far.push()
    push_until_done(far)
    arrived_once(office, filled)
    requests = sum(each.request.startswith("PATCH") for each in proxy.carried)
    bytes_of_photos = sum(each.size for each in filled.files)
    assert proxy.up("PATCH") < bytes_of_photos + far.piece + 600 * requests


def test_the_last_piece_s_answer_may_be_lost(office, proxy, far):
    filled = far.fill("note", photo=photo("small.jpg"))
    proxy.swallow("PATCH")
    with pytest.raises(Cut):
        far.push()
    push_until_done(far)
    arrived_once(office, filled)


def test_collect_sends_again_what_was_cut(office, proxy):
    collect = Collect(Line(proxy.url), office.key("DZ07"))
    row = {"app_name": "某通", "shot": SHOTS}
    filled = collect.fill("visit", site_name="镇", app=[row])
    before = office.dump()
    for after in (10, 700, len(filled.xml) + 1200, 9000):
        proxy.cut("POST /v1", after)
        with pytest.raises(Cut):
            collect.send(filled)
    assert office.dump() == before
    proxy.swallow("POST /v1")
    with pytest.raises(Cut):
        collect.send(filled)
    assert collect.send(filled).status == 202
    arrived_once(office, filled)
