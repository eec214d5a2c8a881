"""Which casustafels this desk's cases may be at: those of regime CTER in that compartment, the others here.

The tables themselves are settings of the house, so every desk has all of them; cases are not. Where a case
lives follows from the desk and never from its table. So a table that one desk gives to another regime, while
another desk puts a case at it, takes no case along: that stands at no table until somebody chooses one.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, OtherRegime, Refused
from zvhdesk.domain.terms import Compartment, Regime
from zvhdesk.models.cases import Case
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable
from zvhdesk.models.meetings import Meeting

SENTENCE = "Deze casustafel werkt onder een ander regime en hoort niet bij dit dossiercompartiment."


def fits(session: Session, regime: Regime) -> bool:
    """Whether cases of this desk may be at a table of that regime."""
    return (regime is Regime.CTER) == (home(session) is Compartment.CTER)


def tables(session: Session) -> tuple[CaseTable, ...]:
    """The tables that are offered on this desk, in their order."""
    rows = session.scalars(
        select(CaseTable).where(~CaseTable.deleted).order_by(CaseTable.position, CaseTable.name)
    )
    return tuple(table for table in rows if fits(session, table.regime))


def table_of(session: Session, table_id: str | None) -> CaseTable | None:
    """The table of a case; None also for one that was taken away or went to another regime meanwhile."""
    table = session.get(CaseTable, table_id) if table_id else None
    return None if table is None or table.deleted or not fits(session, table.regime) else table


def choices(session: Session, table_id: str | None) -> tuple[tuple[str, str], ...]:
    """The tables to choose from, as ids and names; last the one that a case stands at and cannot stay at."""
    offered = tuple((table.id, table.name) for table in tables(session))
    table = session.get(CaseTable, table_id) if table_id else None
    if table is None or table_of(session, table_id) is not None:
        return offered
    return (*offered, (table.id, f"{table.name} ({'verwijderd' if table.deleted else 'ander regime'})"))


def require(session: Session, table_id: str) -> None:
    """Raises Refused(OtherRegime) for a table that cases of this desk cannot be at."""
    table = session.get(CaseTable, table_id)
    if table is not None and not fits(session, table.regime):
        raise Refused(OtherRegime())


def keep_apart(session: Session, table: CaseTable, regime: Regime) -> None:
    """A case never changes compartment (DATA.md 2), so a table with cases or meetings does not go to another.

    Raises Refused(BadInput).
    """
    if (table.regime is Regime.CTER) == (regime is Regime.CTER):
        return
    for what, of in (
        ("casussen", select(Case.id).where(Case.table_id == table.id, ~Case.deleted)),
        ("bijeenkomsten", select(Meeting.id).where(Meeting.table_id == table.id, ~Meeting.deleted)),
    ):
        if session.scalar(of.limit(1)) is not None:
            sentence = (
                f"Bij deze casustafel horen {what}; die houden hun eigen regime. Maak een nieuwe tafel."
            )
            raise Refused(BadInput("regime", sentence))
