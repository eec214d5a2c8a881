"""Which casustafels this desk's cases may be at: those of regime CTER in that compartment, the others here.

The tables themselves are settings of the house, so every desk has all of them; cases are not.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, OtherRegime, Refused
from zvhdesk.domain.terms import Compartment, Regime
from zvhdesk.models.cases import Case
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable

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


def require(session: Session, table_id: str) -> None:
    """Raises Refused(OtherRegime) for a table that cases of this desk cannot be at."""
    table = session.get(CaseTable, table_id)
    if table is not None and not fits(session, table.regime):
        raise Refused(OtherRegime())


def keep_apart(session: Session, table: CaseTable, regime: Regime) -> None:
    """A case never changes compartment (DATA.md 2), so a table with cases does not go to another one.

    Raises Refused(BadInput).
    """
    if (table.regime is Regime.CTER) == (regime is Regime.CTER):
        return
    of = select(Case.id).where(Case.table_id == table.id, ~Case.deleted).limit(1)
    if session.scalar(of) is not None:
        raise Refused(
            BadInput(
                "regime",
                "Bij deze casustafel horen casussen; die houden hun eigen regime. Maak een nieuwe tafel.",
            )
        )
