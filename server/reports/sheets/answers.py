"""The answers of one shipped form, as far as an extract covers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from forms.definition import FormDefinition
from server.actions import access, forms
from server.models import Form, FormVersion, Submission, Team
from server.models.place import prefix
from server.reports.distinct_filter import DistinctFilter, accepted
from server.reports.names import Names
from server.reports.wanted import Wanted

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One submission: where it was filled, what was answered, how to say it."""

    submission: Submission
    places: tuple[str, ...]
    answers: Mapping[str, Any]
    definition: FormDefinition

    def rows(self, repeat: str) -> list[Mapping[str, Any]]:
        """List the rows of a repeat."""
        return list(self.answers.get(repeat) or ())

    def say(self, question: str, value: Any) -> str:
        """Say a chosen answer in words."""
        if not value:
            return ""
        if not self.definition.has_question(question):
            return str(value)
        return self.definition.label_of_choice(question, str(value))


def read(wanted: Wanted, form_id: str, counted: DistinctFilter) -> Iterator[Told]:
    """Read what was accepted of a form by the day asked for, by place and time.

    It is what the page of things counts, so that sheet and page agree.
    """
    names = Names(wanted.session, wanted.campaign, wanted.chosen.as_of)
    known = _definitions(wanted, form_id)
    chosen = (
        _chosen(wanted)
        .where(Submission.form_version_id.in_(known), accepted(counted))
        .order_by(Submission.region_code, Submission.finished_at, Submission.id)
        .options(undefer(Submission.answers))
        .execution_options(yield_per=AT_ONCE)
    )
    for part in wanted.session.scalars(chosen).partitions():
        names.learn_places([one.region_code for one in part])
        for one in part:
            places = names.places(one.region_code)
            definition = known[one.form_version_id]
            yield Told(one, places, one.answers or {}, definition)


def _chosen(wanted: Wanted) -> Select[Submission]:
    chosen = access.submissions(wanted.actor, wanted.campaign).where(
        Submission.answers.is_not(None),
        Submission.received_at < wanted.until,
    )
    if wanted.chosen.county:
        below = prefix(wanted.chosen.county)
        chosen = chosen.where(Submission.region_code.startswith(below, autoescape=True))
    if wanted.chosen.team:
        team = select(Team.id).where(
            Team.campaign_id == wanted.campaign.id, Team.code == wanted.chosen.team
        )
        chosen = chosen.where(Submission.team_id.in_(team))
    return chosen


def _definitions(wanted: Wanted, form_id: str) -> dict[int, FormDefinition]:
    versions = wanted.session.scalars(
        select(FormVersion)
        .join(Form, Form.id == FormVersion.form_id)
        .where(Form.campaign_id == wanted.campaign.id, Form.form_id == form_id)
    )
    return {one.id: forms.definition(one) for one in versions}
