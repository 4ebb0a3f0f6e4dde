"""What was answered and which rules fired, row by row, so that it can be asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base

#: As much of a text as is kept here; the whole stands in the submission.
LONGEST = 200


class Answer(Base):
    """One chosen value of one question in one row of a submission."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_question", "campaign_id", "form_id", "question", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    question: Mapped[str] = mapped_column(String(200))
    repeat_uuid: Mapped[str] = mapped_column(String(200), default="")
    value: Mapped[str] = mapped_column(String(LONGEST))
    number: Mapped[float | None] = mapped_column(Float)
    day: Mapped[date | None]
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)


class RuleFired(Base):
    """How often a rule held in a submission, whatever came of it."""

    __tablename__ = "rule_fired"
    __table_args__ = (Index("ix_rule_fired_campaign_id_rule", "campaign_id", "rule"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id"), primary_key=True
    )
    rule: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: In how many rows of the answers.
    times: Mapped[int]
