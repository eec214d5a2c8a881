"""Which dossiercompartiment a database is of, as the database itself says it (DATA.md 2)."""

from typing import Final

from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import HouseIsCopy, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.device_setting import device_setting

KEY: Final = "compartment"
"""The device setting. One that does not have it is of the regular compartment."""


def home(session: Session) -> Compartment:
    """Where the cases of this database live: REGULAR or CTER."""
    found = device_setting(session, KEY)
    return Compartment.REGULAR if found is None else Compartment(found)


def written_in(session: Session, wanted: Compartment) -> Compartment:
    """Where a row of a class of that compartment goes when this desk writes it.

    Raises Refused for what is only a copy here: the house on a desk of another compartment.
    """
    here = home(session)
    if wanted is not Compartment.HOUSE:
        return here
    if here is not Compartment.REGULAR:
        raise Refused(HouseIsCopy())
    return wanted


def belongs(session: Session, compartment: Compartment) -> bool:
    """Whether this database may hold anything of that compartment: its own and the house."""
    return compartment in {Compartment.HOUSE, home(session)}
