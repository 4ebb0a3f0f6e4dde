"""A phone's unsent work out of one file: everything, once, or refused whole."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.actions import bundles
from server.actions.access import SYSTEM
from server.actions.bundles import What
from server.db import reading, writing
from server.errors import BadInput, WrongState
from server.models import Device as DeviceRow
from server.models import KeptDraft
from tests.actors.bundle import bundled
from tests.actors.device import Device
from tests.actors.forms import NOTE
from tests.actors.photos import photo


@pytest.fixture
def phone(office, device):
    office.publish(NOTE)
    return device


@pytest.fixture
def bring(office):
    """Bring a file in as the command and the console do."""

    def run(sealed: bytes, team: str | None = None):
        app = office.app
        into = bundles.Office(app.extensions["store"], SYSTEM, writing)
        with (
            app.app_context(),
            bundles.opened(app.extensions["sealing"], io.BytesIO(sealed)) as bundle,
        ):
            device = bundles.maker(reading(), bundle)
            if device is None and team is not None:
                with writing() as session:
                    own = office._team(session, team)
                    label = bundle.device_label
                    made = bundles.stand_in(session, SYSTEM, own, label).id
                device = reading().get_one(DeviceRow, made)
            foreseen = [one.what for one in bundles.foresee(reading(), device, bundle)]
            if device is None:
                return foreseen, None
            done = bundles.bring(into, reading(), device, bundle)
            return foreseen, [(one.what, one.reason) for one in done]

    return run


def filled(phone, *said):
    return [phone.fill("note", said=one, photo=photo(f"{one}.jpg")) for one in said]


def test_everything_in_it_arrives_once_whole_and_as_the_phones_own(
    office, phone, bring
):
    one, two = filled(phone, "one", "two")
    sealed = bundled(phone, [one, two])
    foreseen, done = bring(sealed)
    assert foreseen == [What.NEW, What.NEW]
    assert done == [(What.NEW, ""), (What.NEW, "")]
    kept = office.submission(one.instance_id)
    assert (kept.state, kept.late) == ("complete", "")
    assert office.bytes_of(office.files(one.instance_id)[0]) == one.files[0].content
    before = office.dump()
    assert bring(sealed) == ([What.KNOWN] * 2, [(What.KNOWN, "")] * 2)
    assert office.dump() == before
    # The phone sends all the same, and has its receipts at once.
    assert len(phone.push()) == 2
    assert phone.outbox == {}


def test_what_the_phone_had_begun_to_send_gets_its_photos(office, phone, bring):
    (half,) = filled(phone, "half")
    phone.send_answers(half)
    _, done = bring(bundled(phone, [half]))
    assert done == [(What.PHOTOS, "")]
    assert office.submission(half.instance_id).state == "complete"


def test_a_revoked_phones_work_is_late_evidence(office, phone, bring):
    (one,) = filled(phone, "one")
    sealed = bundled(phone, [one])
    office.revoke(phone.token)
    assert bring(sealed)[1] == [(What.NEW, "")]
    assert office.submission(one.instance_id).late == "revoked"


def test_other_answers_under_an_id_are_kept_beside_the_first(office, phone, bring):
    (one,) = filled(phone, "one")
    sealed = bundled(phone, [one])
    other = one.xml.replace(b"one<", b"uno<")
    phone.outbox[one.instance_id] = type(one)(
        one.form_id, one.instance_id, other, one.files, one.finished_at, one.answers
    )
    phone.push()
    assert bring(sealed) == ([What.RIVAL], [(What.RIVAL, "")])
    before = office.dump()
    assert bring(sealed) == ([What.RIVAL], [(What.RIVAL, "")])
    assert office.dump() == before
    (rival,) = office.rivals(one.instance_id)
    assert [file["name"] for file in rival.files] == [one.files[0].name]
    assert rival.files[0]["mime"] == "image/jpeg"
    assert len(office.files(one.instance_id)) == 1


def test_one_form_that_is_refused_keeps_none_of_the_others(office, phone, bring):
    one, two = filled(phone, "one", "two")
    unknown = two.xml.replace(b'version="1"', b'version="99"')
    assert unknown != two.xml
    odd = type(two)(
        two.form_id, two.instance_id, unknown, two.files, two.finished_at, two.answers
    )
    _, done = bring(bundled(phone, [odd, one]))
    assert done == [(What.REFUSED, "form_unknown"), (What.NEW, "")]


def test_the_work_of_a_phone_that_nobody_knows_goes_to_the_team_that_is_named(
    office, phone, bring
):
    (one,) = filled(phone, "one")
    lost: dict[str, Any] = {"device": {"id": "", "label": "旧手机"}}
    sealed = bundled(phone, [one], **lost)
    assert bring(sealed) == ([What.NEW], None)
    assert bring(sealed, "DZ08")[1] == [(What.NEW, "")]
    assert bring(sealed, "DZ08")[1] == [(What.KNOWN, "")]
    assert [d.label for d in office.devices()].count("旧手机") == 1


def test_nobody_speaks_for_another_phone(office, phone, bring):
    other = Device(phone.wire).enrol(office.invite("DZ08"))
    (one,) = filled(phone, "one")
    about = {"id": other.about["device_id"], "label": ""}
    assert bring(bundled(phone, [one], device=about))[1] is None


def test_a_draft_is_kept_aside_once_and_can_be_taken_in(office, phone, bring):
    (draft,) = filled(phone, "half a form")
    phone.outbox.clear()
    sealed = bundled(phone, [], [draft])
    assert bring(sealed) == ([What.DRAFT_KEPT], [(What.DRAFT_KEPT, "")])
    assert bring(sealed) == ([What.DRAFT_KNOWN], [(What.DRAFT_KNOWN, "")])
    assert office.submissions() == []
    with office.writing() as session:
        (kept,) = session.scalars(KeptDraft.of(office.campaign(session).id))
        assert kept.files[0]["sha256"] == draft.files[0].sha256
        bundles.take_in(session, SYSTEM, kept)
    assert office.submission(draft.instance_id).state == "complete"
    with office.reading() as session:
        (kept,) = session.scalars(KeptDraft.of(office.campaign(session).id))
        with pytest.raises(WrongState):
            bundles.take_in(session, SYSTEM, kept)


def test_a_draft_that_came_in_finished_since_is_not_kept(phone, bring):
    (one,) = filled(phone, "one")
    phone.push()
    assert bring(bundled(phone, [], [one]))[1] == [(What.DRAFT_KNOWN, "")]


def test_a_draft_stays_one_when_its_id_holds_other_answers(office, phone, bring):
    (draft,) = filled(phone, "half a form")
    bring(bundled(phone, [], [draft]))
    phone.outbox[draft.instance_id] = other_words(draft, b"half a form<", b"whole<")
    phone.push()
    with office.writing() as session:
        (kept,) = session.scalars(KeptDraft.of(office.campaign(session).id))
        with pytest.raises(WrongState):
            bundles.take_in(session, SYSTEM, kept)
        assert kept.submission_id is None


def other_words(filled, here, there):
    """Say other words under the same id."""
    assert here in filled.xml
    return replace(filled, xml=filled.xml.replace(here, there))


def test_a_drafts_photos_are_what_came_not_what_was_told(office, phone, bring):
    draft = phone.fill("note", said="x", photo=photo("x.jpg"))
    bring(bundled(phone, [], [draft], about={"mime": "text/html"}))
    with office.reading() as session:
        (kept,) = session.scalars(KeptDraft.of(office.campaign(session).id))
        (file,) = kept.files
    assert (file["mime"], file["size"]) == ("image/jpeg", len(draft.files[0].content))


@pytest.mark.parametrize("odd", [b"\xff", b"\0"])
def test_a_draft_that_is_no_text_keeps_none_of_the_others(phone, bring, odd):
    one, two = filled(phone, "one", "two")
    told = bring(bundled(phone, [], [other_words(one, b"one<", odd + b"<"), two]))[1]
    assert told == [(What.REFUSED, "draft_unreadable"), (What.DRAFT_KEPT, "")]


@pytest.mark.parametrize("mark", ["é", "0" * 64, "x"])
def test_a_wrong_proof_proves_nothing(phone, bring, mark):
    assert bring(bundled(phone, filled(phone, "one"), mark=mark))[1] is None


def spoilt(phone, forms):
    sealed = bundled(phone, forms)
    sheet = {"folder": "submissions/0", "instance_id": "x", "xml_sha256": "0" * 64}
    yield "bundle_damaged", sealed[:-1]
    yield "bundle_damaged", sealed[:-40] + bytes([sealed[-40] ^ 1]) + sealed[-39:]
    yield "bundle_not_ours", b"PK\3\4" + sealed
    yield "bundle_not_ours", b""
    yield "bundle_damaged", bundled(phone, forms, submissions=[sheet])
    for other in ("../../etc/passwd", "submissions/0/../1", "/submissions/0"):
        astray = [{**sheet, "folder": other}]
        yield "bundle_damaged", bundled(phone, forms, submissions=astray)
    yield "bundle_damaged", bundled(phone, forms, version=2)
    yield "bundle_damaged", bundled(phone, forms, submissions=None)
    for odd in ({"gps": {"lat": "here"}}, {"name": "a\0"}, {"size": 1}):
        yield "bundle_damaged", bundled(phone, forms, about=odd)
    for odd in ({"instance_id": "\ud800"}, {"folder": "submissions/0"}):
        yield "bundle_damaged", bundled(phone, forms, of_form=odd)
    bomb = replace(forms[0], xml=b" " * 9_000_000, files=())
    yield "bundle_damaged", bundled(phone, [bomb], packing=zipfile.ZIP_DEFLATED)


def test_a_file_that_is_not_whole_and_ours_is_refused_whole(office, phone, bring):
    forms = filled(phone, "one", "two")
    before = office.dump()
    for code, sealed in spoilt(phone, forms):
        with pytest.raises(BadInput) as refused:
            bring(sealed)
        assert refused.value.code == code
    assert office.dump() == before
    assert not list(Path(office.app.extensions["settings"].data).glob("tmp*"))
