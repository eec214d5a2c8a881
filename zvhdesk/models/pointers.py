"""What is in use, and by what: each column that points to a row of the house, or to a person.

Whatever these point to stays on its list: where it is to be removed, and when another desk removed it
(docs/decisions/0027). What a row is a part of is no such column, nor is who did something once.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from zvhdesk.models.base import Replicated
from zvhdesk.models.cases import Action, Case, Contribution, Referral, Subject
from zvhdesk.models.house import CaseTable, House, Member, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import Attendance, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Disclosure, Voice


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
