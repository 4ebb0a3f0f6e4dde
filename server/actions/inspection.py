"""fsck: does each acknowledged row have its bytes, and are they the right ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from media.errors import StoreError
from media.store import Store
from server.actions import seals
from server.models import (
    Attachment,
    Bulletin,
    Campaign,
    Finding,
    KeptDraft,
    Notice,
    NoticeFile,
    NoticeTemplate,
    Proof,
    Redaction,
    RivalAnswers,
    Submission,
    SystemMeasure,
)


@dataclass(frozen=True, slots=True)
class Damage:
    """A row whose bytes are gone or are not what they were.

    A proof goes by the submission that its finding came from, events by their
    campaign and numbers, a notice by its own number, a bulletin and a rule by title.
    """

    what: str
    instance_id: str
    name: str
    trouble: str


def by_size(store: Store, room: str, sha256: str, size: int | None) -> str:
    """Say what is wrong with a file by what the store says of it; "" for nothing."""
    kept = store.size(room, sha256)
    if kept is None:
        return "blob_missing"
    return "" if kept == size else "blob_damaged"


def by_reading(store: Store, room: str, sha256: str, size: int | None) -> str:
    """Say what is wrong with a file by reading all of it."""
    trouble = by_size(store, room, sha256, size)
    if trouble:
        return trouble
    try:
        store.verify(room, sha256)
    except StoreError as error:
        return error.code
    return ""


#: How a file is looked at: its store, room, hash and size; the trouble, or "".
Look = Callable[[Store, str, str, int | None], str]


def damages(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Walk over every acknowledged row and tell what is wrong.

    Answers lie in their row and are always hashed anew; how closely files are
    looked at is the caller's to say: ``by_size`` or ``by_reading``.
    """
    yield from _answers(session)
    yield from _files(session, store, look)
    yield from _brought(session, store, look)
    yield from _proofs(session, store, look)
    yield from _copies(session, store, look)
    yield from _notices(session, store, look)
    yield from _bulletins(session, store)
    yield from _rules(session, store, look)
    yield from _events(session)


def _answers(session: Session) -> Iterator[Damage]:
    kept = select(Submission.instance_id, Submission.xml, Submission.xml_sha256)
    for instance_id, xml, told in session.execute(
        kept.execution_options(yield_per=200)
    ):
        if hashlib.sha256(xml).hexdigest() != told:
            yield Damage("answers", instance_id, "", "answers_damaged")
    rivals = select(RivalAnswers.xml, RivalAnswers.xml_sha256)
    for xml, told in session.execute(rivals.execution_options(yield_per=200)):
        if hashlib.sha256(xml).hexdigest() != told:
            yield Damage("rival answers", "", "", "answers_damaged")


def _files(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    received = (
        select(
            Campaign.room,
            Submission.instance_id,
            Attachment.name,
            Attachment.sha256,
            Attachment.size,
        )
        .join(Submission, Submission.id == Attachment.submission_id)
        .join(Campaign, Campaign.id == Attachment.campaign_id)
        .where(Attachment.received_at.is_not(None))
        .execution_options(yield_per=500)
    )
    for room, instance_id, name, sha256, size in session.execute(received):
        trouble = look(store, room, sha256 or "", size)
        if trouble:
            yield Damage("file", instance_id, name, trouble)


def _brought(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Look at the files of rival answers and of kept drafts."""
    rivals = (
        select(Campaign.room, Submission.instance_id, RivalAnswers.files)
        .join(Submission, Submission.id == RivalAnswers.submission_id)
        .join(Campaign, Campaign.id == RivalAnswers.campaign_id)
    )
    drafts = select(Campaign.room, KeptDraft.instance_id, KeptDraft.files).join(
        Campaign, Campaign.id == KeptDraft.campaign_id
    )
    for room, instance_id, files in (
        *session.execute(rivals),
        *session.execute(drafts),
    ):
        for file in files:
            trouble = look(store, room, file["sha256"], file["size"])
            if trouble:
                yield Damage("file", instance_id, file["name"], trouble)


def _proofs(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Look at the files that show what was done about a finding."""
    proofs = (
        select(
            Campaign.room, Submission.instance_id, Proof.name, Proof.sha256, Proof.size
        )
        .join(Campaign, Campaign.id == Proof.campaign_id)
        .join(Finding, Finding.id == Proof.finding_id)
        .join(Submission, Submission.id == Finding.submission_id)
        .order_by(Proof.id)
        .execution_options(yield_per=500)
    )
    for room, instance_id, name, sha256, size in session.execute(proofs):
        trouble = look(store, room, sha256, size)
        if trouble:
            yield Damage("proof", instance_id, name, trouble)


def _copies(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Look at the covered copies of photos."""
    copies = (
        select(
            Campaign.room,
            Submission.instance_id,
            func.coalesce(Attachment.name, Proof.name),
            Redaction.sha256,
            Redaction.size,
        )
        .join(Campaign, Campaign.id == Redaction.campaign_id)
        .outerjoin(Attachment, Attachment.id == Redaction.attachment_id)
        .outerjoin(Proof, Proof.id == Redaction.proof_id)
        .outerjoin(Finding, Finding.id == Proof.finding_id)
        .join(
            Submission,
            Submission.id
            == func.coalesce(Attachment.submission_id, Finding.submission_id),
        )
        .order_by(Redaction.id)
        .execution_options(yield_per=500)
    )
    for room, instance_id, name, sha256, size in session.execute(copies):
        trouble = look(store, room, sha256, size)
        if trouble:
            yield Damage("covered copy", instance_id, name, trouble)


def _notices(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Look at notices as they were issued, what came with replies, and templates."""
    issued = select(Campaign.room, Notice.no, Notice.sha256, Notice.size)
    printed = select(Campaign.room, Notice.no, Notice.pdf_sha256, Notice.pdf_size)
    for chosen, model in (
        (issued.where(Notice.sha256 != ""), Notice),
        (printed.where(Notice.pdf_sha256 != ""), Notice),
        (_named(NoticeFile), NoticeFile),
        (_named(NoticeTemplate), NoticeTemplate),
    ):
        home = chosen.join(Campaign, Campaign.id == model.campaign_id)
        for room, name, sha256, size in session.execute(home.order_by(model.id)):
            trouble = look(store, room, sha256, size)
            if trouble:
                yield Damage("notice", "", name or "", trouble)


def _named(model: type[NoticeFile | NoticeTemplate]) -> Select[str, str, str, int]:
    return select(Campaign.room, model.name, model.sha256, model.size)


def _bulletins(session: Session, store: Store) -> Iterator[Damage]:
    """Read bulletins as they were published: few files, whose size nobody noted."""
    for column in (Bulletin.sha256, Bulletin.pdf_sha256):
        published = (
            select(Campaign.room, Bulletin.title, column)
            .join(Campaign, Campaign.id == Bulletin.campaign_id)
            .where(column != "")
            .order_by(Bulletin.id)
        )
        for room, title, sha256 in session.execute(published):
            size = store.size(room, sha256)
            trouble = by_reading(store, room, sha256, size)
            if trouble:
                yield Damage("bulletin", "", title, trouble)


def _rules(session: Session, store: Store, look: Look) -> Iterator[Damage]:
    """Look at the documents of rules that were made."""
    kept = (
        select(
            Campaign.room,
            SystemMeasure.title,
            SystemMeasure.sha256,
            SystemMeasure.size,
        )
        .join(Campaign, Campaign.id == SystemMeasure.campaign_id)
        .where(SystemMeasure.sha256 != "")
        .order_by(SystemMeasure.id)
    )
    for room, title, sha256, size in session.execute(kept):
        trouble = look(store, room, sha256, size)
        if trouble:
            yield Damage("rule made", "", title, trouble)


def _events(session: Session) -> Iterator[Damage]:
    """Hash the events under their seals anew."""
    for one in seals.broken(session):
        under = f"{one.from_seq}-{one.to_seq}"
        yield Damage("events", one.campaign, under, "seal_broken")
