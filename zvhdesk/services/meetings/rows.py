"""The rows of a meeting as its screens show them: frozen values, no mapped object."""

from dataclasses import dataclass, field
from datetime import date

from zvhdesk.domain.meeting import may_decide
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import (
    PRESENT,
    Capacity,
    ItemState,
    LinesOfOthers,
    MeetingState,
    NoteKind,
    PartnerClass,
    Presence,
    Step,
    TurnState,
)
from zvhdesk.services.meetings.closed_apart import ClosedApart
from zvhdesk.services.meetings.taken_off_row import TakenOff
from zvhdesk.services.meetings.twice import Twin


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list of Casustafels. `cases` counts the cases on its agenda, `here` is this desk's.

    `twins` are other meetings of its table at the same hours.
    """

    id: str
    table_id: str
    table: str
    colour: str
    held_on: date
    starts: str
    ends: str
    place: str
    chair: str
    state: MeetingState
    cases: int
    expected: int
    here: bool
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item of the agenda. `spent_ms` is what it took until now, pauses left out; `case_id` None: a point.

    A case that was shielded since (`gone`) keeps its place without number or initials. `ends_ms` is the end
    of the running item; during a pause it stands still at what was left when the pause began. `next_on` is
    the day that was chosen; `returns_on` that of the later agenda on which it truly stands.
    """

    id: str
    case_id: str | None
    number: str
    initials: str
    title: str
    minutes: int
    position: int
    state: ItemState
    step: Step
    spent_ms: int
    ends_ms: int | None
    next_on: date | None
    gone: bool = False
    returns_on: date | None = None


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """Somebody on the attendance list. `class_` is THIRD for whoever is of no partner of the house.

    `must_sign`: a third, who sees nothing before `signed_on` is filled (WGS 2.31(10), BGS 2.21(3)).
    """

    id: str
    partner_id: str | None
    organisation: str
    name: str
    capacity: Capacity
    class_: PartnerClass
    presence: Presence
    must_sign: bool
    signed_on: date | None
    screened: bool | None

    @property
    def unsigned(self) -> bool:
        """Whether this one still has to sign."""
        return self.must_sign and self.signed_on is None

    @property
    def present(self) -> bool:
        """In the room, online or by phone."""
        return self.presence in PRESENT

    @property
    def decides(self) -> bool:
        """Whether their yes counts in a decision."""
        return may_decide(self.class_, self.capacity, self.screened)

    @property
    def unscreened(self) -> bool:
        """Whether they would decide for their organisation, were they screened (WGS 1.8(2))."""
        return not self.decides and may_decide(self.class_, self.capacity, None)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A planned meeting being prepared: itself, its items and who is expected."""

    meeting: MeetingRow
    items: tuple[AgendaRow, ...]
    attendance: tuple[AttendeeRow, ...]
    planned_minutes: int
    may_change: bool
    day_passed: bool = False


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A partner in the information round: `text` is what was said this time, `is_fact` whether as a fact.

    `contribution_id` is the row that `text` is edited in; None until something was said. `prepared` is the
    newest that this partner brought in before the meeting.
    """

    id: str
    partner_id: str
    partner: str
    class_: PartnerClass
    state: TurnState
    text: str
    is_fact: bool
    contribution_id: str | None
    present: bool
    prepared: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A paragraph of the notes; `who` is the organisation of a tegengeluid."""

    id: str
    step: Step
    kind: NoteKind
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """An action made in this item, as it was recorded."""

    id: str
    number: NumberInCase
    text: str
    partner_id: str | None
    who: str
    due_on: date | None
    read_back: bool
    held_back: bool
    awaits_nod: bool = False

    @property
    def off_wall(self) -> bool:
        """Whether the room may not read it now."""
        return self.held_back or self.awaits_nod


@dataclass(frozen=True, slots=True)
class AgreedDecision:
    """A decision made in this item. `provisional`: voorgenomen, as long as `awaiting` were not asked.

    `absent` are the same as `awaiting`, one by one, so that the console can record each one's word.
    """

    id: str
    number: NumberInCase
    text: str
    decided_by: str
    awaiting: str
    held_back: bool
    absent: "tuple[Partner, ...]" = ()
    awaits_nod: bool = False

    @property
    def off_wall(self) -> bool:
        """Whether the room may not read it now."""
        return self.held_back or self.awaits_nod

    @property
    def provisional(self) -> bool:
        """Whether it still waits for somebody of lid 1."""
        return bool(self.awaiting)


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """An open action of before this meeting. `days_late` is 0 when it is not late."""

    id: str
    number: NumberInCase
    text: str
    who: str
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class CaseAtTable:
    """All that the console shows of the case whose turn it is."""

    item_id: str
    case_id: str
    number: str
    initials: str
    question: str
    referrer: str
    purpose: str
    goals: tuple[str, ...]
    step: Step
    earlier: tuple[EarlierAction, ...]
    round: tuple[TurnRow, ...]
    notes: tuple[NoteRow, ...]
    actions: tuple[AgreedAction, ...]
    decisions: tuple[AgreedDecision, ...]
    next_on: date | None
    read_only: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that `@` offers, the present ones first."""

    id: str
    name: str
    class_: PartnerClass
    present: bool


@dataclass(frozen=True, slots=True)
class Console:
    """The console of a live meeting. `case` is None at a point without one; times are UTC milliseconds.

    `rev` is the newest change set it shows. `expected_end_ms`: what is left, added to now. `here`: this desk
    leads. `chair_at` is the item at the table; `current` is the one in view, which on a desk that does not
    lead may be another. `lines`: how lines of the note taker reach the wall. `taken_off`: what another desk
    took off the agenda since it began. `closed_apart`: it is over, by a desk that did not know who led it.
    """

    meeting: MeetingRow
    table_purpose: str
    items: tuple[AgendaRow, ...]
    current: AgendaRow | None
    case: CaseAtTable | None
    attendance: tuple[AttendeeRow, ...]
    partners: tuple[Partner, ...]
    own_note: str
    paused_ms: int | None
    ends_ms: int
    expected_end_ms: int
    here: bool
    follow_up: int
    rev: int
    chair_at: str = ""
    lines: LinesOfOthers = LinesOfOthers.NOD
    taken_off: tuple[TakenOff, ...] = ()
    closed_apart: ClosedApart | None = None

    @property
    def apart(self) -> bool:
        """Whether this desk looks at another item than the one at the table."""
        return bool(self.chair_at) and (self.current is None or self.current.id != self.chair_at)


@dataclass(frozen=True, slots=True)
class WallAction:
    """An action as the room sees it: organisation, what, when; names of persons already made initials."""

    id: str
    who: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class WallDecision:
    """A decision as the room sees it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Wall:
    """What may be on the wall of one case now, and nothing else: the room screen has no other input.

    `decisions` is empty when somebody is present who may see only question, goals and actions. `newest` is
    the action or decision that was recorded last; empty when there is none.
    """

    item_id: str
    table: str
    place: str
    number: str
    initials: str
    step: str
    question: str
    goals: tuple[str, ...]
    actions: tuple[WallAction, ...]
    decisions: tuple[WallDecision, ...]
    newest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Closing:
    """What the one confirmation of closing says. `next_on` is when the discussed cases return by default.

    `provisional` decisions wait for somebody of lid 1; `not_read_back` actions were not said back by their
    owner; `follow_up` counts the turns that were put off (nawerken). `unrecorded`: typed lines and notes that
    were never recorded. `to_plan`: discussed cases with a date of their own from which on no
    meeting is planned yet.
    """

    discussed: int
    left: int
    actions: int
    decisions: int
    provisional: int
    not_read_back: int
    follow_up: int
    next_on: date | None
    spent_ms: int
    unrecorded: int = 0
    to_plan: int = 0
