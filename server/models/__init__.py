"""The rows of the office. A row knows its parent, never its children."""

from server.models.begun import Begun
from server.models.campaign import Campaign, Installation, IssueCategory
from server.models.event import Event, Job, JobState
from server.models.finding import (
    COUNTED,
    OPEN,
    Finding,
    FindingEvidence,
    FindingStatus,
    FindingVersion,
)
from server.models.follow_up import FollowUp
from server.models.form import Form, FormFile, FormState, FormVersion
from server.models.people import FailedSignIn, Grant, Role, SignIn, User
from server.models.place import Region, Unit
from server.models.protection import KeptDraft, Opening, OpeningState
from server.models.rectification import (
    Extension,
    Part,
    ProgressNote,
    Proof,
    Rectification,
    RectificationMeasure,
    SettingAside,
    Statement,
    VerificationStep,
)
from server.models.rule_book import (
    RuleBook,
    RuleBookList,
    RuleBookState,
    RuleDifference,
)
from server.models.submission import (
    JUDGED,
    Attachment,
    Delivery,
    Lateness,
    RivalAnswers,
    Submission,
    SubmissionState,
    Upload,
)
from server.models.team import Device, Enrolment, Team
from server.models.visit import Visit, VisitMode, VisitStatus

__all__ = [
    "COUNTED",
    "JUDGED",
    "OPEN",
    "Attachment",
    "Begun",
    "Campaign",
    "Delivery",
    "Device",
    "Enrolment",
    "Event",
    "Extension",
    "FailedSignIn",
    "Finding",
    "FindingEvidence",
    "FindingStatus",
    "FindingVersion",
    "FollowUp",
    "Form",
    "FormFile",
    "FormState",
    "FormVersion",
    "Grant",
    "Installation",
    "IssueCategory",
    "Job",
    "JobState",
    "KeptDraft",
    "Lateness",
    "Opening",
    "OpeningState",
    "Part",
    "ProgressNote",
    "Proof",
    "Rectification",
    "RectificationMeasure",
    "Region",
    "RivalAnswers",
    "Role",
    "RuleBook",
    "RuleBookList",
    "RuleBookState",
    "RuleDifference",
    "SettingAside",
    "SignIn",
    "Statement",
    "Submission",
    "SubmissionState",
    "Team",
    "Unit",
    "Upload",
    "User",
    "VerificationStep",
    "Visit",
    "VisitMode",
    "VisitStatus",
]
