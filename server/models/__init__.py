"""The rows of the office. A row knows its parent, never its children."""

from server.models.also_counts import AlsoCounts
from server.models.answer import Answer, RuleFired
from server.models.arrangement import HELD, Arrangement, ArrangementKind, Draw
from server.models.begun import Begun
from server.models.bulletin import (
    Bulletin,
    BulletinState,
    OutcomeStat,
    PublishedFigure,
)
from server.models.campaign import Campaign, Installation, IssueCategory, Phase
from server.models.clue import (
    FINISHED,
    NAME_ENDS,
    UNFINISHED,
    Clue,
    ClueOpening,
    ClueOutcome,
    CluePart,
    ClueSeries,
    ClueSource,
    ClueState,
    ClueStep,
    ClueUnit,
    Link,
)
from server.models.clue_paper import (
    WITH_THEM,
    CaseConference,
    ClueTransfer,
    ConferenceDecision,
    TransferState,
)
from server.models.consequence import Correction, Referral
from server.models.county_map import CountyMap
from server.models.draft import (
    DraftFile,
    DraftPhoto,
    DraftSubmission,
    EditState,
    FormDraft,
    FormEdit,
)
from server.models.entity import (
    Entity,
    EntityAct,
    EntityList,
    EntityVersion,
    EntityWait,
    Sharing,
)
from server.models.event import Event, Job, JobState
from server.models.export_job import ExportJob, ExportState, Taking
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
from server.models.history import EventSeal, FormerName, Named
from server.models.import_batch import ImportBatch
from server.models.list_trial import ListTrial
from server.models.notice import (
    AWAITED,
    Notice,
    NoticeFile,
    NoticeFinding,
    NoticeKind,
    NoticeState,
    NoticeTemplate,
)
from server.models.people import FailedSignIn, Grant, Role, SignIn, User
from server.models.photo import (
    FlagKind,
    OriginalOpening,
    PhotoBand,
    PhotoFlag,
    Redaction,
)
from server.models.place import CategoryLead, Region, Unit
from server.models.planning import Milestone, Round
from server.models.protection import KeptDraft, Opening, OpeningState
from server.models.recommendation import Recommendation, RecommendationState
from server.models.rectification import (
    OWING,
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
from server.models.remark import BulkDecision, Remark
from server.models.reminder import Reminder, ReminderKind
from server.models.rule_book import (
    RuleBook,
    RuleBookList,
    RuleBookState,
    RuleDifference,
)
from server.models.self_check import SelfCheck, SelfCheckTask, SelfReport
from server.models.settings_trial import SettingsTrial, TrialState
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
from server.models.system_measure import (
    MeasureKind,
    MeasureStage,
    SystemMeasure,
    SystemMeasureStep,
)
from server.models.team import Device, Enrolment, Team
from server.models.theme import IssueTheme, ThemeFinding
from server.models.thing import Alias, Likeness, LikenessState, Mention, Thing
from server.models.visit import Visit, VisitMode, VisitStatus

__all__ = [
    "AWAITED",
    "COUNTED",
    "FINISHED",
    "HELD",
    "JUDGED",
    "NAME_ENDS",
    "OPEN",
    "OWING",
    "UNFINISHED",
    "WITH_THEM",
    "Alias",
    "AlsoCounts",
    "Answer",
    "Arrangement",
    "ArrangementKind",
    "Attachment",
    "Begun",
    "BulkDecision",
    "Bulletin",
    "BulletinState",
    "Campaign",
    "CaseConference",
    "CategoryLead",
    "Clue",
    "ClueOpening",
    "ClueOutcome",
    "CluePart",
    "ClueSeries",
    "ClueSource",
    "ClueState",
    "ClueStep",
    "ClueTransfer",
    "ClueUnit",
    "ConferenceDecision",
    "Correction",
    "CountyMap",
    "Delivery",
    "Device",
    "DraftFile",
    "DraftPhoto",
    "DraftSubmission",
    "Draw",
    "EditState",
    "Enrolment",
    "Entity",
    "EntityAct",
    "EntityList",
    "EntityVersion",
    "EntityWait",
    "Event",
    "EventSeal",
    "ExportJob",
    "ExportState",
    "Extension",
    "FailedSignIn",
    "Finding",
    "FindingEvidence",
    "FindingStatus",
    "FindingVersion",
    "FlagKind",
    "FollowUp",
    "Form",
    "FormDraft",
    "FormEdit",
    "FormFile",
    "FormState",
    "FormVersion",
    "FormerName",
    "Grant",
    "ImportBatch",
    "Installation",
    "IssueCategory",
    "IssueTheme",
    "Job",
    "JobState",
    "KeptDraft",
    "Lateness",
    "Likeness",
    "LikenessState",
    "Link",
    "ListTrial",
    "MeasureKind",
    "MeasureStage",
    "Mention",
    "Milestone",
    "Named",
    "Notice",
    "NoticeFile",
    "NoticeFinding",
    "NoticeKind",
    "NoticeState",
    "NoticeTemplate",
    "Opening",
    "OpeningState",
    "OriginalOpening",
    "OutcomeStat",
    "Part",
    "Phase",
    "PhotoBand",
    "PhotoFlag",
    "ProgressNote",
    "Proof",
    "PublishedFigure",
    "Recommendation",
    "RecommendationState",
    "Rectification",
    "RectificationMeasure",
    "Redaction",
    "Referral",
    "Region",
    "Remark",
    "Reminder",
    "ReminderKind",
    "RivalAnswers",
    "Role",
    "Round",
    "RuleBook",
    "RuleBookList",
    "RuleBookState",
    "RuleDifference",
    "RuleFired",
    "SelfCheck",
    "SelfCheckTask",
    "SelfReport",
    "SettingAside",
    "SettingsTrial",
    "Sharing",
    "SignIn",
    "Statement",
    "Submission",
    "SubmissionState",
    "SystemMeasure",
    "SystemMeasureStep",
    "Taking",
    "Team",
    "ThemeFinding",
    "Thing",
    "TransferState",
    "TrialState",
    "Unit",
    "Upload",
    "User",
    "VerificationStep",
    "Visit",
    "VisitMode",
    "VisitStatus",
]
