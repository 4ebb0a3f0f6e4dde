"""The bare rows of a pack: submissions, findings and points, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from sqlalchemy.orm import undefer

from forms.instance import answers as read_answers
from forms.instance import parse
from server.actions import access, forms
from server.db import start_of
from server.models import JUDGED, FormVersion, Submission, Team
from server.reports import csv_file, ledger
from server.reports.datum import to_gcj02
from server.reports.wanted import Wanted

AT_ONCE = 50


def submissions(wanted: Wanted, team: Team) -> Iterator[Submission]:
    """Read a team's submissions that stand judged, oldest first.

    Where only what changed since a day is wanted: those that came since.
    """
    begin = wanted.chosen.changed_from
    since = (Submission.received_at >= start_of(begin),) if begin else ()
    chosen = (
        access.submissions(wanted.actor, wanted.campaign)
        .where(
            Submission.team_id == team.id,
            Submission.state.in_(JUDGED),
            Submission.received_at < wanted.until,
            *since,
        )
        .order_by(Submission.finished_at, Submission.id)
        .options(undefer(Submission.answers))
        .execution_options(yield_per=AT_ONCE)
    )
    yield from wanted.session.scalars(chosen)


def write_submissions(out: BinaryIO, wanted: Wanted, team: Team) -> None:
    """Write each submission as a line of JSON."""
    for one in submissions(wanted, team):
        version = wanted.session.get_one(FormVersion, one.form_version_id)
        told = {
            "instance_id": one.instance_id,
            "form": version.title,
            "version": version.version,
            "team": team.code,
            "site": one.site_name,
            "region": one.region_code,
            "finished_at": one.finished_at.isoformat(),
            "state": one.state,
            "answers": _answers(one, version),
        }
        line = json.dumps(told, ensure_ascii=False, sort_keys=True)
        out.write(line.encode() + b"\n")


def write_findings(out: BinaryIO, wanted: Wanted) -> None:
    """Write the ledger's rows as CSV."""
    csv_file.write(out, ledger.sheet(wanted, None))


def write_points(out: BinaryIO, wanted: Wanted, team: Team) -> None:
    """Write where the submissions were filled: WGS-84, and GCJ-02 beside it."""
    features = [
        feature
        for one in submissions(wanted, team)
        for feature in _points(
            one, wanted.session.get_one(FormVersion, one.form_version_id)
        )
    ]
    told = {"type": "FeatureCollection", "features": features}
    out.write(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def _points(one: Submission, version: FormVersion) -> Sequence[dict[str, Any]]:
    told = _answers(one, version)
    questions = forms.definition(version).questions
    places = [q.name for q in questions if q.type == "geopoint" and not q.repeat]
    found = [told.get(name) for name in places]
    return [_feature(one, spot) for spot in found if spot and spot["lon"] is not None]


def _feature(one: Submission, spot: dict[str, Any]) -> dict[str, Any]:
    east, north = to_gcj02(spot["lon"], spot["lat"])
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [spot["lon"], spot["lat"]]},
        "properties": {
            "instance_id": one.instance_id,
            "site": one.site_name,
            "datum": "WGS-84",
            "accuracy_m": spot.get("acc"),
            "gcj02": [round(east, 6), round(north, 6)],
        },
    }


def _answers(one: Submission, version: FormVersion) -> dict[str, Any]:
    if one.answers is not None:
        return one.answers
    return dict(read_answers(forms.definition(version), parse(one.xml)))
