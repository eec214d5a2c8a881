"""What goes out when a house gets a server: all that was recorded, and no draft."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet, Draft, Stream


@dataclass(frozen=True, slots=True)
class GoingOut:
    """Change sets that no server has, undone acts and imports among them; cases; drafts, which stay here."""

    changes: int
    cases: int
    drafts: int


def going_out(session: Session) -> GoingOut:
    """Count them, of the compartments of an ordinary desk."""
    unsent = (
        select(func.count())
        .select_from(ChangeSet)
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(ChangeSet.seq.is_(None), Stream.compartment.in_((Compartment.HOUSE, Compartment.REGULAR)))
    )
    return GoingOut(
        changes=session.scalar(unsent) or 0,
        cases=session.scalar(select(func.count()).select_from(Case).where(~Case.deleted)) or 0,
        drafts=session.scalar(select(func.count()).select_from(Draft)) or 0,
    )
