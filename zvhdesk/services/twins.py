"""One BSN at two persons: possibly one human who was recorded twice, also by two desks that worked apart.

It is worked out whenever it is shown: who recorded them could not know of the other. Of a shielded case there
is no hint (DATA.md 14); those of the other dossiercompartiment stand in another file.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.people import Person


def twins(session: Session, people: Iterable[Person]) -> Mapping[str, tuple[str, ...]]:
    """For each of these who has twins: the numbers of the cases in which those stand, by their ids."""
    ids = [person.id for person in people if person.bsn]
    one, other = aliased(Person), aliased(Person)
    rows = session.execute(
        select(one.id, Case.number)
        .join(other, (other.bsn == one.bsn) & (other.id != one.id))
        .join(Subject, Subject.person_id == other.id)
        .join(Case, Case.id == Subject.case_id)
        .where(one.id.in_(ids), ~other.deleted, ~Subject.deleted, ~Case.deleted, ~Case.shielded)
        .distinct()
        .order_by(one.id, Case.number)
    )
    found: dict[str, tuple[str, ...]] = {}
    for person, number in rows:
        found[person] = (*found.get(person, ()), number)
    return found
