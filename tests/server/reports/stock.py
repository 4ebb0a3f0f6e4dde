"""A small campaign with findings of known numbers, for the reports to print."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from forms.instance import answers as read_answers
from forms.instance import parse
from forms.workbook import CompiledForm
from server.actions import campaigns, events, forms
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.actions.forms import Source
from server.db import LOCAL
from server.models import (
    Attachment,
    Campaign,
    Device,
    Finding,
    FindingEvidence,
    FollowUp,
    ProgressNote,
    Rectification,
    Region,
    Submission,
    Team,
    Unit,
    Visit,
)
from tests.actors.paper import fill
from tests.actors.tables import compiled

DAY = datetime(2026, 3, 12, 15, 4, 5, tzinfo=LOCAL)
PLACES = {
    "370000000000": ("山东省", "province"),
    "371400000000": ("德州市", "city"),
    "371424000000": ("临邑县", "county"),
    "371424100000": ("孟寺镇", "town"),
    "371425000000": ("齐河县", "county"),
}
FORM = """
survey
| type                 | name  | label    | calculation | x_max_photos |
| start                | start |          |             |              |
| end                  | end   |          |             |              |
| hidden               | visit_id |       |             |              |
| select_one_from_file regions.csv | county | 县（市、区） | |       |
| text                 | site_name | 单位名称 |         |              |
| geopoint             | loc   | 位置     |             |              |
| date                 | day   | 日期     |             |              |
| integer              | staff | 人数     |             |              |
| calculate            | staff_twice |    | ${staff} * 2 |             |
| select_multiple why  | whys  | 原因     |             |              |
| begin_repeat         | app   | 应用     |             |              |
| text                 | app_name | 名称  |             |              |
| select_one kind      | kind  | 类型     |             |              |
| image                | shot  | 截图     |             | 2            |
| end_repeat           |       |          |             |              |
choices
| list_name | name | label  |
| kind      | mini | 小程序 |
| kind      | app  | 应用   |
| why       | a    | 打卡   |
| why       | b    | 排名   |
settings
| form_id | form_title | version |
| apps    | 应用调查   | 1       |
"""


class Stock:
    """Puts rows into the store, as if a campaign had run."""

    def __init__(self, session: Any) -> None:
        self.session = session
        for code, (name, level) in PLACES.items():
            session.add(Region(code=code, name=name, level=level, parent_code=None))
        new = NewCampaign("dz", "减负专项整治", "JF26", "371400000000")
        self.campaign: Campaign = campaigns.create(session, SYSTEM, new)
        self.team = self._added(Team, code="DZ-07", name="德州-07")
        self.other = self._added(Team, code="DZ-08", name="德州-08")
        self.unit = self._added(
            Unit,
            code="U1",
            name="临邑县信访局",
            level="county",
            region_code="371424000000",
        )
        self.publish(compiled(FORM))
        self.count = 0

    def publish(self, form: CompiledForm) -> None:
        """Publish the form that is filled from now on."""
        source = Source("apps.xlsx", b"x", {})
        self.version = forms.publish(self.session, SYSTEM, self.campaign, form, source)
        self.definition = forms.definition(self.version)

    def submission(self, team: Team | None = None, **answers: Any) -> Any:
        """Keep a filled form."""
        own = team or self.team
        given = {"site_name": "孟寺镇政府", "county": "371424000000", **answers}
        filled = fill(self.definition, given, DAY)
        self.count += 1
        visit = self._added(Visit, team_id=own.id, site_name="孟寺镇政府")
        device = self._added(
            Device, team_id=own.id, label="phone", token_hash=f"hash-{self.count}"
        )
        return self._added(
            Submission,
            form_version_id=self.version.id,
            team_id=own.id,
            visit_id=visit.id,
            device_id=device.id,
            instance_id=filled.instance_id,
            xml=filled.xml,
            xml_sha256="0" * 64,
            state="complete",
            site_name=given["site_name"],
            region_code="371424100000",
            finished_at=DAY,
            received_at=DAY + timedelta(hours=1),
            answers=read_answers(self.definition, parse(filled.xml)),
        )

    def finding(self, submission: Submission, **told: Any) -> Any:
        """Keep a finding, accepted unless told otherwise."""
        self.count += 1
        given = {
            "status": "confirmed",
            "finding_no": f"JF26-371424-20260312-{self.count:04d}",
            "title": "强制推广应用",
            "description": "强制推广或要求定期登录应用",
            "category_code": "A1.1",
            "bases": ["指尖意见", "2026办法"],
            "found_on": date(2026, 3, 12),
            "region_code": "371424100000",
            "city_code": "371400000000",
            "county_code": "371424000000",
            "site_name": submission.site_name,
            "responsible_unit_id": self.unit.id,
            **told,
        }
        finding = self._added(
            Finding,
            submission_id=submission.id,
            visit_id=submission.visit_id,
            team_id=submission.team_id,
            **given,
        )
        events.index(self.session.connection(), [finding])
        return finding

    def evidence(
        self, finding: Finding, name: str, sha256: str, **told: Any
    ) -> Attachment:
        """Tie a received photo to a finding; nobody has released it."""
        photo = self._added(
            Attachment,
            submission_id=finding.submission_id,
            name=name,
            sha256=sha256,
            size=1,
            named=True,
            received_at=datetime(2026, 3, 12, tzinfo=UTC),
            **told,
        )
        self.session.add(FindingEvidence(finding_id=finding.id, attachment_id=photo.id))
        self.session.flush()
        return photo

    def rectification(self, finding: Finding, part: str, **told: Any) -> Any:
        """Let the unit owe a part of a finding."""
        given = {
            "unit_id": self.unit.id,
            "assigned_at": DAY - timedelta(days=5),
            **told,
        }
        return self._added(Rectification, finding_id=finding.id, part=part, **given)

    def note(self, owed: Any, text: str, progress: int) -> Any:
        """Let the unit say how far it is."""
        given = {"at": DAY - timedelta(days=3), "text": text, "progress": progress}
        return self._added(ProgressNote, rectification_id=owed.id, **given)

    def follow_up(self, finding: Finding, fix: str, seen_at: datetime) -> Any:
        """Let a team go back to a finding."""
        return self._added(
            FollowUp,
            finding_id=finding.id,
            submission_id=self.submission().id,
            fix=fix,
            advice="close",
            seen_at=seen_at,
        )

    def _added(self, model: Any, **values: Any) -> Any:
        row = model(campaign_id=self.campaign.id, **values)
        self.session.add(row)
        self.session.flush()
        return row
