"""What the table decides about a case: decisions, the plan van aanpak, and to whom it was disclosed."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import DisclosureKind, PlanState
from zvhdesk.models.base import Replicated


class Decision(Replicated, kw_only=True):
    """A besluit on a case. Who of lid 1 took it are its voices; until all said yes it is voorgenomen."""

    __tablename__ = "decision"
    case_id: Mapped[str] = mapped_column(index=True)
    item_id: Mapped[str | None] = mapped_column(default=None, index=True)
    number: Mapped[int]
    text: Mapped[str]
    decided_on: Mapped[date]
    held_back: Mapped[bool] = mapped_column(default=False)
    awaits_nod: Mapped[bool | None] = mapped_column(default=None)


class Voice(Replicated, kw_only=True):
    """One lid-1 participant's yes to a decision or to a version of a plan (WGS 2.31).

    `about_id` is the decision or plan; `agreed_on` is None as long as an absent one was not asked.
    """

    __tablename__ = "voice"
    case_id: Mapped[str] = mapped_column(index=True)
    about_id: Mapped[str] = mapped_column(index=True)
    partner_id: Mapped[str]
    agreed_on: Mapped[date | None] = mapped_column(default=None)


class Plan(Replicated, kw_only=True):
    """A version of the plan van aanpak. Adopted, its `content` (JSON of services.plans) never changes.

    As a concept it has no content of its own: it is made from the case each time it is shown. Two desks that
    begin a version apart make one row of it; who only began it never takes back that another adopted it, so
    that its day and its content say so and not its `state`.
    """

    __tablename__ = "plan"
    case_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    state: Mapped[PlanState] = mapped_column(default=PlanState.CONCEPT)
    crisis: Mapped[str | None] = mapped_column(default=None)
    evaluation_on: Mapped[date | None] = mapped_column(default=None)
    adopted_on: Mapped[date | None] = mapped_column(default=None)
    content: Mapped[str | None] = mapped_column(default=None)

    @property
    def adopted(self) -> bool:
        """Whether lid 1 adopted it."""
        return self.adopted_on is not None and self.content is not None


class Disclosure(Replicated, kw_only=True):
    """Data of a case that reached others (WGS 1.7): one row per showing on the wall, per copy on paper.

    `partner_id` is who received a copy; `audience` the partners present at a showing (ids, a space between)
    and `guests` how many others. `left_out` counts the parts that this receiver did not get: number, reason
    and supplier stand here only. `digest` is SHA-256 of the bytes handed out, in hex.
    """

    __tablename__ = "disclosure"
    case_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[DisclosureKind]
    at_ms: Mapped[int]
    item_id: Mapped[str | None] = mapped_column(default=None)
    plan_id: Mapped[str | None] = mapped_column(default=None, index=True)
    partner_id: Mapped[str | None] = mapped_column(default=None)
    audience: Mapped[str | None] = mapped_column(default=None)
    guests: Mapped[int] = mapped_column(default=0)
    copy_number: Mapped[str | None] = mapped_column(default=None)
    left_out: Mapped[int] = mapped_column(default=0)
    left_out_why: Mapped[str | None] = mapped_column(default=None)
    digest: Mapped[str | None] = mapped_column(default=None)
