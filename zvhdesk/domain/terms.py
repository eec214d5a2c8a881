"""The closed lists of the field. Values are what the database stores; docs/glossary.md has the words."""

from enum import StrEnum


class Phase(StrEnum):
    """Where a case is on its casusreis, in the order in which it travels."""

    REFERRED = "referred"
    ASSESSMENT = "assessment"
    TRIAGE = "triage"
    WAITING_LIST = "waiting_list"
    AT_TABLE = "at_table"
    STEP_DOWN = "step_down"
    CLOSED = "closed"


BOARD_PHASES: tuple[Phase, ...] = tuple(phase for phase in Phase if phase is not Phase.CLOSED)
"""The columns of the case board: a closed case is shielded (WGS 2.31(8)) and has no column."""


class Product(StrEnum):
    """What the house does for a case."""

    COORDINATION = "coordination"
    EXTENDED_ADVICE = "extended_advice"
    ADVICE = "advice"


class PartnerDomain(StrEnum):
    """The world a partner comes from, as the yearly figures count it."""

    CARE = "care"
    SAFETY = "safety"
    MUNICIPALITY = "municipality"
    UNKNOWN = "unknown"


class PartnerClass(StrEnum):
    """How the law sees a partner: WGS 2.27(1) decides, 2.27(2) takes part, a third (2.31(9)) is invited."""

    PARAGRAPH_1 = "paragraph_1"
    PARAGRAPH_2 = "paragraph_2"
    THIRD = "third"
    UNKNOWN = "unknown"


class Regime(StrEnum):
    """The law a casustafel works under; nothing passes between regimes without a recorded ground."""

    WGS = "wgs"
    CTER = "cter"
    OTHER = "other"


class LinesOfOthers(StrEnum):
    """How a line of the note taker reaches the wall: directly, or after a nod of the chair."""

    NOD = "nod"
    DIRECT = "direct"


class SubjectRole(StrEnum):
    """Who a person is in one case. Circle is BGS 2.19: a member of the family or another direct contact."""

    MAIN = "main"
    VICTIM = "victim"
    FAMILY = "family"
    CONTACT = "contact"


class Border(StrEnum):
    """Whether a case crosses the border of its gemeente, as the yearly figures count it."""

    REGION = "region"
    PROVINCE = "province"
    NATIONAL = "national"
    ABROAD = "abroad"


class Criterion(StrEnum):
    """The four cumulative criteria of BGS 2.20(1), a to d."""

    PROBLEMS = "a"
    LIFE_DOMAINS = "b"
    NUISANCE_OR_CRIME = "c"
    COOPERATION = "d"


class ContributionKind(StrEnum):
    """Picture and judgement are kept apart: a fact is no opinion."""

    FACT = "fact"
    OPINION = "opinion"


class ActionStatus(StrEnum):
    """Where an action stands. `NOT_POSSIBLE` (kan niet meer) is not `NOT_DONE` (niet gedaan)."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NOT_DONE = "not_done"
    LAPSED = "lapsed"


STILL_OPEN: frozenset[ActionStatus] = frozenset(
    {ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED}
)
"""An action that somebody still has to do; only such an action can be late."""


class MeetingState(StrEnum):
    """A bijeenkomst is planned, runs, or is closed."""

    PLANNED = "planned"
    LIVE = "live"
    CLOSED = "closed"


class ItemState(StrEnum):
    """An agenda item. `POSTPONED` went to the next table."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    POSTPONED = "postponed"


class Step(StrEnum):
    """The five steps of a case at the table: picture, judgement and decision are kept apart."""

    FRAME = "frame"
    ROUND = "round"
    JUDGEMENT = "judgement"
    APPROACH = "approach"
    AGREEMENTS = "agreements"


class TurnState(StrEnum):
    """A partner in the information round. The last three settle a turn with one key."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    CONTRIBUTED = "contributed"
    NOTHING_NEW = "nothing_new"
    AS_PREPARED = "as_prepared"
    FOLLOW_UP = "follow_up"


class Presence(StrEnum):
    """How somebody takes part now. Online and by phone count as present."""

    EXPECTED = "expected"
    IN_ROOM = "in_room"
    ONLINE = "online"
    PHONE = "phone"
    EXCUSED = "excused"
    LEFT = "left"


PRESENT: frozenset[Presence] = frozenset({Presence.IN_ROOM, Presence.ONLINE, Presence.PHONE})
"""Who sees or hears what is said now."""


class Capacity(StrEnum):
    """As what somebody is in the meeting. All but the first two see only question, goals and actions."""

    PARTNER = "partner"
    SUBSTITUTE = "substitute"
    SUBJECT = "subject"
    REPRESENTATIVE = "representative"
    INTERPRETER = "interpreter"
    COMPANION = "companion"
    OBSERVER = "observer"


class NoteKind(StrEnum):
    """A paragraph of the notes: said together, tegengeluid of one organisation, or parked for elsewhere."""

    NOTE = "note"
    DISSENT = "dissent"
    PARKED = "parked"


class PlanState(StrEnum):
    """A version of a plan van aanpak: still worked on, or vastgesteld by lid 1 and unchangeable since."""

    CONCEPT = "concept"
    ADOPTED = "adopted"


class DisclosureKind(StrEnum):
    """How data of a case reached others (WGS 1.7): on the wall of the room, or as a numbered copy."""

    WALL = "wall"
    COPY = "copy"


class StreamKind(StrEnum):
    """What a stream is about. A case and a person each have their own, so that each can be destroyed."""

    COMMON = "common"
    CASE = "case"
    PERSON = "person"


class Compartment(StrEnum):
    """Where a stream lives (DATA.md 2)."""

    HOUSE = "huis"
    REGULAR = "regulier"
    CTER = "cter"


FOUNDING = "house.setup"
"""The act that sets up the house itself."""
KEEPING = "person.keep"
"""The act by which a desk writes a person down anew, whose old case was destroyed meanwhile."""
IMPORTING = "import.register"
"""The act that takes a register over: it travels case by case (SYNC.md, Settled)."""

FORMAL_INTENTS: frozenset[str] = frozenset(
    {"decision.record", "decision.agree", "plan.adopt", "case.close", "disclosure.record", "meeting.admit"}
    | {"destruction.propose", "destruction.confirm", "destruction.receipt"}
    | {"meeting.close", "assessment.record", FOUNDING, KEEPING}
)
"""Acts that no Ctrl+Z takes back (DATA.md 9): a decision, an adopted plan, a closing, a disclosure, an
admission to the meeting, and the lid-1 judgement of an aanmelding (WGS 2.31(2)), which keeps its history
instead. Nor the setting up of the house itself: nothing could stand without it; nor what would lead back to a
person who was destroyed."""
