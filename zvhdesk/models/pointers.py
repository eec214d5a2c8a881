"""What is in use, and by what: each column that points to a row of the house, or to a person.

Whatever these point to stays on its list: where it is to be removed, and when another desk removed it
(docs/decisions/0027). What a row is a part of is no such column, nor is who did something once. But a row
points to something only as long as what it is a part of stands: beneath what is deleted nobody sees it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, not_

from zvhdesk.models.base import Replicated
from zvhdesk.models.cases import Action, Case, Contribution, Referral, Subject
from zvhdesk.models.house import CaseTable, House, Member, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure, Plan, Voice
from zvhdesk.models.tables import REQUIRED


class Pointer(NamedTuple):
    """A column, and the table of what it holds: an id, or what stands in column `by` there."""

    column: Any
    to: type[Replicated]
    by: str = "id"

    @property
    def of(self) -> type[Replicated]:
        """The table that it is a column of."""
        found: type[Replicated] = self.column.class_
        return found

    @property
    def key(self) -> Any:
        """The column of the other table that it is held against."""
        return getattr(self.to, self.by)


POINTERS: Final[Sequence[Pointer]] = (
    Pointer(Case.table_id, CaseTable),
    Pointer(Meeting.table_id, CaseTable),
    Pointer(House.default_table_id, CaseTable),
    Pointer(Case.process_manager_id, Member),
    Pointer(Action.partner_id, Partner),
    Pointer(Referral.referrer_id, Partner),
    Pointer(Attendance.partner_id, Partner),
    Pointer(Contribution.partner_id, Partner),
    Pointer(Voice.partner_id, Partner),
    Pointer(Disclosure.partner_id, Partner),
    Pointer(NoteParagraph.partner_id, Partner),
    Pointer(Turn.partner_id, Partner),
    Pointer(Municipality.work_area_id, WorkArea),
    Pointer(Case.municipality, Municipality, "name"),
    Pointer(Subject.person_id, Person),
)

PART_OF: Final[Mapping[str, Sequence[type[Replicated]]]] = {
    "case_id": (Case,),
    "meeting_id": (Meeting,),
    "item_id": (AgendaItem,),
    "about_id": (Decision, Plan),
}
"""What a row is a part of, by the name of a column: of whichever of these it names.

Where a row may do without, it is no part: an action stands in its case without the point that made it.
"""


class Part(NamedTuple):
    """The rows of a table are a part of rows of another, which this column of theirs names by id."""

    column: Any
    to: type[Replicated]

    @property
    def of(self) -> type[Replicated]:
        """The table that it is a column of."""
        found: type[Replicated] = self.column.class_
        return found


@cache
def parts(cls: type[Replicated]) -> Sequence[Part]:
    """Of what the rows of a table are a part."""
    names = [name for name in PART_OF if name in REQUIRED[cls.__tablename__]]
    return [Part(getattr(cls, name), to) for name in names for to in PART_OF[name]]


@cache
def stands(cls: type[Replicated]) -> ColumnElement[bool]:
    """Whether a row of that table is there, with all that it is a part of, as far as that is on this desk."""
    beneath = (exists().where(to.id == column, not_(stands(to))).correlate(cls) for column, to in parts(cls))
    return and_(~cls.deleted, *(~one for one in beneath))


def _all_parts() -> dict[type[Replicated], list[Part]]:
    found: dict[type[Replicated], list[Part]] = {}
    known = list(dict.fromkeys(one.of for one in POINTERS))
    for cls in known:
        for part in parts(cls):
            found.setdefault(part.to, []).append(part)
            known += [] if part.to in known else [part.to]
    return found


BENEATH: Final[Mapping[type[Replicated], Sequence[Part]]] = _all_parts()
"""By table what is a part of its rows: what points to something, and what such a row is a part of itself."""
