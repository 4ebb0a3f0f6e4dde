"""Visits for the field app: where this team is to go."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.asking import bearer
from server.db import reading
from server.models import Region, Visit, VisitStatus

OFFERED = (VisitStatus.PLANNED, VisitStatus.ISSUED, VisitStatus.IN_PROGRESS)
MOST = 500

blueprint = Blueprint(
    "visits", __name__, url_prefix="/api/v1", description="Visits of the team"
)


@blueprint.get("/visits")
@blueprint.response(200)
def visits() -> Response:
    """List the team's open planned visits."""
    _, device = bearer()
    session = reading()
    planned = Visit.of_team(device.team_id).where(
        Visit.status.in_(OFFERED), Visit.unplanned_for.is_(None)
    )
    found = session.scalars(planned.limit(MOST)).all()
    return jsonify(visits=[_visit(session, visit) for visit in found])


def _visit(session: Session, visit: Visit) -> dict[str, Any]:
    code = visit.region_code
    path = session.scalars(Region.path(code)).all() if code else []
    return {
        "id": visit.key,
        "code": visit.code,
        "mode": visit.mode,
        "site_name": visit.site_name,
        "region_code": code,
        "latitude": visit.latitude,
        "longitude": visit.longitude,
        "region_path": [region.name for region in path if region.level != "province"],
        "planned_from": visit.planned_from and visit.planned_from.isoformat(),
        "planned_to": visit.planned_to and visit.planned_to.isoformat(),
        "status": visit.status,
        "forms": visit.form_ids,
    }
