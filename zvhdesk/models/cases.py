"""A case and all that stands in its stream."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import (
    ActionStatus,
    Border,
    ContributionKind,
    Criterion,
    Phase,
    Product,
    SubjectRole,
)
from zvhdesk.models.base import Replicated


class Case(Replicated, kw_only=True):
    """A casus. `shielded` is the legal state after closing (WGS 2.31(8)): off board, lists and search.

    The characteristics (mental_health and on) are what the yearly tables count; None is `onbekend`. They are
    never a status, a priority or a score (WGS 2.26). `municipality` is a name in the house's list.
    `first_processed_on` starts the clock of WGS 1.8(7).
    """

    __tablename__ = "case_"
    number: Mapped[str] = mapped_column(index=True)
    phase: Mapped[Phase] = mapped_column(default=Phase.REFERRED)
    phase_since: Mapped[date | None] = mapped_column(default=None)
    product: Mapped[Product | None] = mapped_column(default=None)
    table_id: Mapped[str | None] = mapped_column(default=None)
    municipality: Mapped[str | None] = mapped_column(default=None)
    process_manager_id: Mapped[str | None] = mapped_column(default=None)
    case_manager: Mapped[str | None] = mapped_column(default=None)
    question: Mapped[str | None] = mapped_column(default=None)
    main_topic: Mapped[str | None] = mapped_column(default=None)
    mental_health: Mapped[bool | None] = mapped_column(default=None)
    mild_disability: Mapped[bool | None] = mapped_column(default=None)
    addiction: Mapped[bool | None] = mapped_column(default=None)
    stalking: Mapped[bool | None] = mapped_column(default=None)
    minor_children: Mapped[bool | None] = mapped_column(default=None)
    border: Mapped[Border | None] = mapped_column(default=None)
    life_course: Mapped[bool | None] = mapped_column(default=None)
    first_processed_on: Mapped[date | None] = mapped_column(default=None)
    waiting_since: Mapped[date | None] = mapped_column(default=None)
    started_on: Mapped[date | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    shielded: Mapped[bool] = mapped_column(default=False)
    brp_checked_on: Mapped[date | None] = mapped_column(default=None)
    age_deviation: Mapped[str | None] = mapped_column(default=None)

    # All that the board counts, filters and sorts by: with 10,000 cases it reads this index and no row.
    __table_args__ = (
        Index(
            "ix_case_board",
            *("shielded", "deleted", "phase", "phase_since", "number", "table_id", "municipality"),
            *("process_manager_id", "product", "first_processed_on", "brp_checked_on", "stream_id", "id"),
        ),
    )


class Referral(Replicated, kw_only=True):
    """The aanmelding of a case: who, when, why. `case_id` is the case it made."""

    __tablename__ = "referral"
    case_id: Mapped[str] = mapped_column(index=True)
    referred_on: Mapped[date]
    referrer_id: Mapped[str | None] = mapped_column(default=None)
    urgent: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_referral_urgent", "urgent", "deleted", "case_id"),)


class CriterionJudgement(Replicated, kw_only=True):
    """The lid-1 participants' judgement of one criterion: who, when, why (WGS 2.31(2), BGS 2.20(3))."""

    __tablename__ = "criterion_judgement"
    case_id: Mapped[str] = mapped_column(index=True)
    criterion: Mapped[Criterion]
    met: Mapped[bool]
    ground: Mapped[str]
    decided_by: Mapped[str]
    decided_on: Mapped[date]


class Subject(Replicated, kw_only=True):
    """What a person is in one case: betrokkene, victim, or of the circle (BGS 2.19: relation required)."""

    __tablename__ = "subject"
    case_id: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[str] = mapped_column(index=True)
    role: Mapped[SubjectRole] = mapped_column(default=SubjectRole.MAIN)
    relation: Mapped[str | None] = mapped_column(default=None)


class Contribution(Replicated, kw_only=True):
    """What a partner brought in. The partner stays responsible for it (BGS 1.6).

    `condition` is what it set on passing it on (WGS 2.29(3)); `ground` is the ground of supply; `item_id` the
    agenda item in whose information round it was said.
    """

    __tablename__ = "contribution"
    case_id: Mapped[str] = mapped_column(index=True)
    partner_id: Mapped[str]
    received_on: Mapped[date]
    text: Mapped[str]
    kind: Mapped[ContributionKind] = mapped_column(default=ContributionKind.FACT)
    ground: Mapped[str | None] = mapped_column(default=None)
    condition: Mapped[str | None] = mapped_column(default=None)
    item_id: Mapped[str | None] = mapped_column(default=None, index=True)


class Goal(Replicated, kw_only=True):
    """A goal of the plan: what, how it is measured, by when."""

    __tablename__ = "goal"
    case_id: Mapped[str] = mapped_column(index=True)
    position: Mapped[int]
    text: Mapped[str]
    measure: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)


class Action(Replicated, kw_only=True):
    """An action: an owner and a date. `number` counts within the case.

    `owner` is who within the organisation; `item_id` the agenda item that made it; `made_on` the day it was
    agreed; `read_back`: its owner said it back at the table. `held_back` keeps it off the wall,
    and so does `awaits_nod`: the note taker wrote it, and the chair did not nod yet.
    """

    __tablename__ = "action"
    case_id: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    partner_id: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.OPEN)
    outcome: Mapped[str | None] = mapped_column(default=None)
    owner: Mapped[str | None] = mapped_column(default=None)
    item_id: Mapped[str | None] = mapped_column(default=None, index=True)
    made_on: Mapped[date | None] = mapped_column(default=None)
    read_back: Mapped[bool] = mapped_column(default=False)
    held_back: Mapped[bool] = mapped_column(default=False)
    awaits_nod: Mapped[bool | None] = mapped_column(default=None)

    # What the list of all actions counts and sorts by, per term, per case, per partner: with 100,000 actions
    # it reads one of these and only the rows that it shows. Down to the id: where a page ends may not differ
    # between two desks.
    __table_args__ = (
        Index("ix_action_due", "status", "due_on", "deleted", "case_id", "number", "id"),
        Index("ix_action_case", "case_id", "status", "due_on", "deleted", "number", "id"),
        Index("ix_action_partner", "partner_id", "status", "due_on", "deleted", "case_id", "number", "id"),
    )
