"""Which casustafels this desk's cases may be at: those of regime CTER in that compartment, the others here.

The tables themselves are settings of the house, so every desk has all of them; cases are not. Where a case
lives follows from the desk and never from its table. So a table that an older program gave to another regime,
while another desk put a case at it, takes no case along: that stands at no table until somebody chooses one.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, OtherRegime, Refused
from zvhdesk.domain.terms import Compartment, Regime
from zvhdesk.models.codec import encode
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeOp

SENTENCE = "Deze casustafel werkt onder een ander regime en hoort niet bij dit dossiercompartiment."
NEVER_CROSSES = (
    "Een casustafel gaat nooit over naar het regime CTER of daarvandaan. Maak een nieuwe casustafel met het "
    "andere regime."
)
UNSEEN = (
    "Of er bij deze casustafel casussen horen, is op deze computer niet te zien; die blijft daarom staan. "
    "U kunt de naam wel wijzigen."
)


def fits(session: Session, regime: Regime) -> bool:
    """Whether cases of this desk may be at a table of that regime."""
    return (regime is Regime.CTER) == (home(session) is Compartment.CTER)


def tables(session: Session) -> tuple[CaseTable, ...]:
    """The tables that are offered on this desk, in their order."""
    rows = session.scalars(
        select(CaseTable).where(~CaseTable.deleted).order_by(CaseTable.position, CaseTable.name, CaseTable.id)
    )
    return tuple(table for table in rows if fits(session, table.regime))


def table_of(session: Session, table_id: str | None) -> CaseTable | None:
    """A table that a case here may be at; None also for one that was removed, or has another regime."""
    table = session.get(CaseTable, table_id) if table_id else None
    return None if table is None or table.deleted or not fits(session, table.regime) else table


def choices(session: Session, table_id: str | None) -> tuple[tuple[str, str], ...]:
    """The tables to choose from, as ids and names; last the one that a case stands at and cannot stay at."""
    offered = tuple((table.id, table.name) for table in tables(session))
    table = session.get(CaseTable, table_id) if table_id else None
    if table is None or table_of(session, table_id) is not None:
        return offered
    return (*offered, (table.id, f"{table.name} (ander regime)"))


def require(session: Session, table_id: str) -> None:
    """Raises Refused(OtherRegime) for a table that cases of this desk cannot be at."""
    table = session.get(CaseTable, table_id)
    if table is not None and not fits(session, table.regime):
        raise Refused(OtherRegime())


def keep_apart(table: CaseTable, regime: Regime) -> None:
    """A table never goes to the regime of CTER, nor comes from it; cases do not either (DATA.md 2).

    The same for every table, whatever stands at it: a desk cannot see the cases of another compartment, and
    an answer that depended on them would say that they are there. Raises Refused(BadInput).
    """
    if (table.regime is Regime.CTER) != (regime is Regime.CTER):
        raise Refused(BadInput("regime", NEVER_CROSSES))


def keep_as_made(session: Session, table: CaseTable, regime: Regime) -> None:
    """The same of a choice between versions, which an older program may have let apart.

    What counts is how the table was made, and not which of them the row shows: the one that never was across
    may always be chosen. Raises Refused(BadInput).
    """
    cell = (ChangeOp.tbl == CaseTable.__tablename__, ChangeOp.row == table.id, ChangeOp.col == "regime")
    made = session.scalar(select(ChangeOp.new).where(*cell).order_by(ChangeOp.rev).limit(1))
    if ((made or encode(table.regime)) == encode(Regime.CTER)) != (regime is Regime.CTER):
        raise Refused(BadInput("regime", NEVER_CROSSES))
