"""One BSN at two persons: possibly one human who was recorded twice, also by two desks that worked apart.

Or one person who was taken into one case twice. It is worked out whenever it is shown: who recorded them
could not know of the other. Of a shielded case there is no hint (DATA.md 14), nor of one whose term is over
(WGS 1.8(7)); those of the other dossiercompartiment stand in another file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from zvhdesk.domain.clocks import retention_since
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.people import Person

HERE = ""
"""In the place of a number: in the same case."""


def twins(
    session: Session, case_id: str, persons: Sequence[Person], today: date
) -> Mapping[str, tuple[str, ...]]:
    """For each of a case who has twins: the numbers of the cases in which those stand, by their ids.

    `persons`: of each place in the case who has it. `HERE` goes first.
    """
    found: dict[str, tuple[str, ...]] = {
        person: (HERE,) for person, times in Counter(one.id for one in persons).items() if times > 1
    }
    one, other = aliased(Person), aliased(Person)
    rows = session.execute(
        select(one.id, Case.id, Case.number)
        .join(other, (other.bsn == one.bsn) & (other.id != one.id))
        .join(Subject, Subject.person_id == other.id)
        .join(Case, Case.id == Subject.case_id)
        .where(one.id.in_([person.id for person in persons if person.bsn]), ~other.deleted)
        .where(~Subject.deleted, ~Case.deleted, ~Case.shielded)
        .where(or_(Case.first_processed_on.is_(None), Case.first_processed_on >= retention_since(today)))
        .distinct()
        .order_by(one.id, Case.id != case_id, Case.number)
    )
    for person, case, number in rows:
        where = HERE if case == case_id else number
        if where not in found.get(person, ()):
            found[person] = (*found.get(person, ()), where)
    return found
