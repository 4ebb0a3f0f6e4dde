"""Which unit a rule means when it says who is to answer: a proposal, never more.

A person picks before a finding is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms.rules import Proposal
from server.actions import follow_ups, units
from server.models import CategoryLead, Finding, Submission, Unit
from server.models.place import DIGITS, prefix

TOWN_GOV = "town_gov"


@dataclass(frozen=True, slots=True)
class Named:
    """What is written as the responsible unit, and which one that may be."""

    text: str
    unit_id: int | None


def named(session: Session, submission: Submission, proposal: Proposal) -> Named:
    """Find whom a proposal names: by an answer, or by one of the words of rules."""
    find = BY_WORD.get(proposal.responsible_kind, _by_answer)
    return find(session, submission, proposal)


def lead_of(
    session: Session, campaign_id: int, category: str, region: str | None
) -> int | None:
    """Find who leads for a kind of problem where it was found, or else above it."""
    leads = _leads(session, campaign_id)
    place = region or ""
    wider = (place[:digits] for digits in sorted(DIGITS.values(), reverse=True))
    found = (leads.get((category, prefix(code.ljust(12, "0")))) for code in wider)
    return next(filter(None, found), None)


def lead_again(session: Session, campaign_id: int, categories: set[str]) -> None:
    """Propose anew who leads, for findings of which nobody has picked a unit yet."""
    session.flush()
    chosen = CategoryLead.of(campaign_id).where(
        CategoryLead.category_code.in_(categories)
    )
    leads = session.scalars(chosen).all()
    for lead in sorted(leads, key=lambda one: len(prefix(one.region_code))):
        inside = Finding.region_code.startswith(
            prefix(lead.region_code), autoescape=True
        )
        session.execute(
            update(Finding)
            .where(
                Finding.campaign_id == campaign_id,
                Finding.responsible_kind == "county_lead",
                Finding.responsible_unit_id.is_(None),
                Finding.category_code == lead.category_code,
                inside,
            )
            .values(proposed_unit_id=lead.unit_id)
            .execution_options(synchronize_session=False)
        )


def _by_answer(session: Session, submission: Submission, proposal: Proposal) -> Named:
    text = proposal.responsible_text
    return Named(text[:200], _like(session, submission, text))


def _site(session: Session, submission: Submission, _: Proposal) -> Named:
    return Named(submission.site_name, _like(session, submission, submission.site_name))


def _town(session: Session, submission: Submission, _: Proposal) -> Named:
    """Find the government of the town; none where the table has two."""
    town = (submission.region_code or "")[: DIGITS["town"]].ljust(12, "0")
    chosen = select(Unit).where(
        Unit.campaign_id == submission.campaign_id,
        Unit.kind == TOWN_GOV,
        Unit.region_code == town,
    )
    found = session.scalars(chosen.limit(2)).all()
    return _told(found[0] if len(found) == 1 else None)


def _lead(session: Session, submission: Submission, proposal: Proposal) -> Named:
    campaign_id, region = submission.campaign_id, submission.region_code
    found = lead_of(session, campaign_id, proposal.category, region)
    return _told(session.get(Unit, found or 0))


def _followed_up(session: Session, submission: Submission, proposal: Proposal) -> Named:
    return _told(follow_ups.unit_of(session, submission, proposal.responsible_text))


def _told(unit: Unit | None) -> Named:
    return Named(unit.name, unit.id) if unit else Named("", None)


def _like(session: Session, submission: Submission, text: str) -> int | None:
    return units.proposed(session, submission.campaign_id, text, submission.region_code)


def _leads(session: Session, campaign_id: int) -> Mapping[tuple[str, str], int]:
    """Read who leads, once in a change: it is asked for every candidate."""
    kept: dict[tuple[str, str], int] | None = session.info.get(("leads", campaign_id))
    if kept is None:
        kept = {
            (one.category_code, prefix(one.region_code)): one.unit_id
            for one in session.scalars(CategoryLead.of(campaign_id))
        }
        session.info["leads", campaign_id] = kept
    return kept


#: The words of rules, and how each finds its unit.
BY_WORD: Mapping[str, Callable[[Session, Submission, Proposal], Named]] = {
    "site": _site,
    "town_gov": _town,
    "county_lead": _lead,
    "responsible_of": _followed_up,
}
