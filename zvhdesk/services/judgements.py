"""Which judgement of lid 1 holds for a case (WGS 2.31(2), BGS 2.20(1) and (3)): one, as it was recorded.

Desks that record one apart leave two. Then both stand until somebody chooses; the one of the latest day is
shown meanwhile, the same on every desk, and never a half of each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Criterion
from zvhdesk.models.cases import CriterionJudgement
from zvhdesk.models.local import ChangeOp

_TABLE = CriterionJudgement.__tablename__
_MADE = "criterion"
"""The column by which the log knows when a row was made."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement, by criterion. `rev` is the change set that recorded it here, 0 within its own act."""

    rows: Mapping[Criterion, CriterionJudgement]
    rev: int

    @property
    def place(self) -> tuple[date, str]:
        """The greatest is the one that is shown. Of one day the one that was written last."""
        return max((row.decided_on, row.id) for row in self.rows.values())

    @property
    def said(self) -> tuple[tuple[object, ...], ...]:
        """What it says, whoever recorded it."""
        return tuple(
            (criterion, row.met, row.ground, row.decided_by, row.decided_on)
            for criterion, row in self.rows.items()
        )


def standing(session: Session, case_id: str) -> tuple[Judgement, ...]:
    """The judgements that nobody replaced: none or one, or several made apart. The one shown comes first."""
    rows = session.scalars(
        select(CriterionJudgement)
        .where(CriterionJudgement.case_id == case_id, ~CriterionJudgement.deleted)
        .order_by(CriterionJudgement.criterion, CriterionJudgement.decided_on, CriterionJudgement.id)
    ).all()
    if not rows:
        return ()
    once = len({row.criterion for row in rows}) == len(rows)
    made = {} if once else _made(session, rows)
    by_act: dict[int, dict[Criterion, CriterionJudgement]] = {}
    for row in rows:
        by_act.setdefault(made.get(row.id, 0), {})[row.criterion] = row
    found = (Judgement(of, rev) for rev, of in by_act.items())
    return tuple(sorted(found, key=lambda one: one.place, reverse=True))


def shown(session: Session, case_id: str) -> Mapping[Criterion, CriterionJudgement]:
    """The judgement that holds, by criterion; empty as long as there is none."""
    found = standing(session, case_id)
    return found[0].rows if found else {}


def differ(found: Sequence[Judgement]) -> bool:
    """Whether they say something else: two desks that recorded the same agree."""
    return len({one.said for one in found}) > 1


def judged_again(session: Session) -> list[str]:
    """The cases that were ever judged more than once: few, and found in the index of the cases alone."""
    rows = (
        select(CriterionJudgement.case_id)
        .group_by(CriterionJudgement.case_id)
        .having(func.count() > len(Criterion))
    )
    return list(session.scalars(rows.order_by(CriterionJudgement.case_id)))


def _made(session: Session, rows: Sequence[CriterionJudgement]) -> dict[str, int]:
    """The change set that made each row."""
    found = session.execute(
        select(ChangeOp.row, func.min(ChangeOp.rev))
        .where(ChangeOp.tbl == _TABLE, ChangeOp.col == _MADE, ChangeOp.row.in_([row.id for row in rows]))
        .group_by(ChangeOp.row)
    )
    return {row: int(rev) for row, rev in found}
