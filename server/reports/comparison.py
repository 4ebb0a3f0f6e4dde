"""Before and after: the photos of a finding side by side, and a village's plaques."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.actions import afterwards, follow_ups, redaction
from server.actions.life import due
from server.actions.redaction import Leaving
from server.models import Attachment, Finding
from server.reports import evidence
from server.reports.distinct_filter import DistinctFilter
from server.reports.evidence import Photo
from server.reports.sheets import answers
from server.reports.sheets.answers import Told
from server.reports.sheets.plaques import FORM, GONE, KIND
from server.reports.wanted import Wanted

UNSAID = "（未写明）"


@dataclass(frozen=True, slots=True)
class Pair:
    """One place, as it was found and as it is now; what may not leave is None."""

    finding: Finding
    before: Photo | None
    after: Photo | None
    before_on: str
    after_on: str
    #: Whether the unit that had to put it right took the second picture itself.
    by_unit: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether both pictures may leave."""
        return self.before is not None and self.after is not None


@dataclass(frozen=True, slots=True)
class Village:
    """How many plaques hung at the first audit and after the last, and which went."""

    where: str
    before: int
    after: int
    #: What is gone, by who had demanded it.
    removed: Mapping[str, Sequence[str]]


def pairs(wanted: Wanted, found: Sequence[Finding]) -> list[Pair]:
    """Pair the photos of findings of which there is one of afterwards.

    What a team took when it went back comes before what the unit brought itself.
    """
    was = follow_ups.before(wanted.session, [one.id for one in found])
    paired: list[Pair] = []
    for finding in found:
        now = afterwards.last(wanted.session, finding, wanted.until)
        shown = was.get(finding.id, ())
        found_so = [one for one in shown if not afterwards.is_after(one)]
        if found_so and not now:
            paired += _with_proofs(wanted, finding, found_so)
        for before, after in zip(found_so, now, strict=False):
            paired.append(_pair(wanted, finding, before, after))
    return paired


def _with_proofs(
    wanted: Wanted, finding: Finding, found_so: Sequence[Attachment]
) -> Iterator[Pair]:
    """Pair what was found with what was brought; what may leave comes first."""
    proofs = evidence.brought(wanted.session, finding, wanted.until)
    proofs.sort(key=lambda one: one[1] is None)
    leaves = redaction.leaving(wanted.session, found_so)
    for before, (proof, after) in zip(found_so, proofs, strict=False):
        days = _taken_on(before), f"{due.today(proof.at):%Y-%m-%d}"
        own = proof.rectification_id is not None
        yield Pair(finding, _shown(before, leaves), after, *days, by_unit=own)


def villages(wanted: Wanted) -> list[Village]:
    """Compare the first and the last audit of each village, by place."""
    counted = DistinctFilter(KIND, as_of=wanted.chosen.as_of)
    told: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in answers.read(wanted, FORM, counted):
        sent = one.submission
        told[sent.region_code or "", sent.site_name].append(one)
    return [_village(name, some) for (_, name), some in sorted(told.items())]


def _pair(
    wanted: Wanted, finding: Finding, before: Attachment, after: Attachment
) -> Pair:
    leaves = redaction.leaving(wanted.session, [before, after])
    days = _taken_on(before), _taken_on(after)
    return Pair(finding, _shown(before, leaves), _shown(after, leaves), *days)


def _shown(photo: Attachment, leaves: Mapping[int, Leaving]) -> Photo | None:
    copy = leaves.get(photo.id)
    return Photo(photo.id, copy.sha256) if copy else None


def _taken_on(photo: Attachment) -> str:
    at = photo.captured_at or photo.received_at
    return f"{due.today(at):%Y-%m-%d}" if at else ""


def _village(name: str, told: Sequence[Told]) -> Village:
    first, last = told[0], told[-1]
    hung = [row for row in last.rows(KIND) if not _is_gone(row)]
    left = Counter(map(_which, hung))
    removed: defaultdict[str, list[str]] = defaultdict(list)
    for row in _every(first, last):
        which = _which(row)
        if left[which] > 0:
            left[which] -= 1
        else:
            removed[str(row.get("p_unit") or UNSAID)].append(str(row.get("p_text")))
    before = _listed(first) + len(first.rows(KIND))
    return Village(name, before, _listed(last) + len(hung), removed)


def _every(first: Told, last: Told) -> Iterator[Mapping[str, Any]]:
    """Give all that hung: at the first audit, and what came up since."""
    rows = first.rows(KIND)
    yield from rows
    known = Counter(map(_which, rows))
    for row in last.rows(KIND) if last is not first else ():
        which = _which(row)
        if known[which] > 0:
            known[which] -= 1
        else:
            yield row


def _which(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("p_text")), str(row.get("p_unit"))


def _is_gone(row: Mapping[str, Any]) -> bool:
    return row.get("p_removed") == "yes" and row.get("p_keep") in GONE


def _listed(told: Told) -> int:
    return sum(len(told.answers.get(name) or ()) for name in ("kept_out", "kept_in"))
