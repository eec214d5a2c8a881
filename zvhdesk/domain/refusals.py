"""What a rule may answer instead of yes. Each refusal is a value; ui/explain.py says it in a sentence."""

from dataclasses import dataclass

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Phase, Product


@dataclass(frozen=True, slots=True)
class BadInput:
    """A field cannot take this text. `sentence` is Dutch and says what it should be; it holds no input."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubtful(BadInput):
    """What was typed may not belong in `field`. Asked once: confirmed as it stands, it is saved."""


@dataclass(frozen=True, slots=True)
class ChangedSince(BadInput):
    """Another desk did the same since the form was shown; `sentence` says what. Asked anew, it may go on.

    `rev` is what the form has been shown with that.
    """

    rev: int


@dataclass(frozen=True, slots=True)
class StillEnrolled(BadInput):
    """A colleague who is to go from the list has a device that reads the house: that is revoked first."""


@dataclass(frozen=True, slots=True)
class SeveralWrong:
    """More fields of one form than one cannot take what was typed; in the order of the form."""

    wrong: tuple[BadInput, ...]


@dataclass(frozen=True, slots=True)
class HouseIsCopy:
    """The settings of the house are only a copy on this desk; a regular one changes them (DATA.md 2)."""


@dataclass(frozen=True, slots=True)
class AdminsOnly:
    """Only a device of an admin of the house begins a compartment (decision 0011)."""


@dataclass(frozen=True, slots=True)
class OtherRegime:
    """The casustafel works under a regime whose cases are kept elsewhere (DATA.md 2)."""


@dataclass(frozen=True, slots=True)
class HouseFileWrong:
    """The house file does not open with this code, is damaged, or is not one."""


@dataclass(frozen=True, slots=True)
class HouseFileForeign:
    """The house file is of another house, or older than what stands here."""

    older: bool


@dataclass(frozen=True, slots=True)
class NotNextPhase:
    """The casusreis does not go from `phase` to `target` in one step."""

    phase: Phase
    target: Phase


@dataclass(frozen=True, slots=True)
class JudgementMissing:
    """Nothing goes to triage before lid 1 judged all four criteria (WGS 2.31(2), BGS 2.20(3))."""

    judged: int


@dataclass(frozen=True, slots=True)
class JudgedTwice:
    """Two desks recorded a judgement of lid 1 apart, and they differ: somebody says first which one holds."""


@dataclass(frozen=True, slots=True)
class CriteriaNotMet:
    """All four criteria of BGS 2.20(1) must be met; `not_met` are the letters that are not."""

    not_met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductMissing:
    """After triage a case has a product; it was not chosen yet."""


@dataclass(frozen=True, slots=True)
class TableMissing:
    """A case is discussed at a casustafel; none was chosen yet."""


@dataclass(frozen=True, slots=True)
class AgeOutsideTable:
    """The betrokkene's age on the day of aanmelding is outside the table's limits. Ages in years."""

    table: str
    min_age: int | None
    max_age: int | None
    age: int


@dataclass(frozen=True, slots=True)
class AgeUnknown:
    """The table has age limits and the birth date is unknown, or not known well enough. Ages in years."""

    table: str
    min_age: int | None
    max_age: int | None


@dataclass(frozen=True, slots=True)
class CoordinationOnly:
    """The werkvoorraad is for cases that wait for procesregie; this one has another product."""

    product: Product


@dataclass(frozen=True, slots=True)
class CloseIsFormal:
    """Closing is a decision of the lid-1 participants (WGS 2.31(6)); no drag or key does it."""


@dataclass(frozen=True, slots=True)
class LidOneMissing:
    """A decision names the lid-1 participants that took it; none was chosen (WGS 2.31(2))."""


@dataclass(frozen=True, slots=True)
class LidOneAbsent:
    """A decision at the table, and of lid 1 nobody is there to take it (WGS 2.31(2))."""


@dataclass(frozen=True, slots=True)
class LidOneUnscreened:
    """Of lid 1 only people who are not screened are at the table: none of them says yes (WGS 1.8(2))."""

    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CannotUndoFormal:
    """A formal act is not undone (DATA.md 9)."""


@dataclass(frozen=True, slots=True)
class TouchedSince:
    """An act cannot be undone: another act changed the same since."""


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """There is no act of this user left to undo."""


@dataclass(frozen=True, slots=True)
class CaseGone:
    """The case is not there, or not any more for this user: shielded, removed or destroyed."""


@dataclass(frozen=True, slots=True)
class AttendeeGone:
    """Somebody is not on the attendance list any more: another act took them off."""


@dataclass(frozen=True, slots=True)
class RetentionPassed:
    """The five years of WGS 1.8(7) are over: nothing rests on these data until it was decided."""


@dataclass(frozen=True, slots=True)
class MeetingLive:
    """A meeting is live: an import waits, and so does the start of another one on this desk."""


@dataclass(frozen=True, slots=True)
class LedElsewhere:
    """Only the desk that leads a meeting moves it; another one may take over first (DATA.md 17)."""


@dataclass(frozen=True, slots=True)
class MeetingNotLive:
    """The meeting was not started, or was closed already."""


@dataclass(frozen=True, slots=True)
class MeetingStarted:
    """The meeting was started or closed already; it is not planned any more."""


@dataclass(frozen=True, slots=True)
class NobodyPresent:
    """A meeting begins with somebody at the table; nobody is marked present."""


@dataclass(frozen=True, slots=True)
class AgendaEmpty:
    """There is no item on the agenda."""


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """The case is on this agenda already."""


@dataclass(frozen=True, slots=True)
class NoMeetingPlanned:
    """A case cannot go on the next agenda of its table: none is planned."""

    table: str


@dataclass(frozen=True, slots=True)
class UnsignedThird:
    """So many present signed no confidentiality statement, and see nothing before (WGS 2.31(10))."""

    count: int


@dataclass(frozen=True, slots=True)
class PlanAdopted:
    """An adopted version of a plan does not change; there is a next version."""


@dataclass(frozen=True, slots=True)
class NotAReceiver:
    """A copy goes to lid 1 and lid 2. A third needs a decision of lid 1 (WGS 1.7(2)); so does `unknown`."""

    unknown: bool


Refusal = (
    BadInput
    | SeveralWrong
    | HouseIsCopy
    | AdminsOnly
    | OtherRegime
    | HouseFileWrong
    | HouseFileForeign
    | NotNextPhase
    | JudgedTwice
    | JudgementMissing
    | CriteriaNotMet
    | ProductMissing
    | TableMissing
    | AgeOutsideTable
    | AgeUnknown
    | CoordinationOnly
    | CloseIsFormal
    | LidOneMissing
    | LidOneAbsent
    | LidOneUnscreened
    | CannotUndoFormal
    | TouchedSince
    | NothingToUndo
    | CaseGone
    | AttendeeGone
    | RetentionPassed
    | MeetingLive
    | LedElsewhere
    | MeetingNotLive
    | MeetingStarted
    | NobodyPresent
    | AgendaEmpty
    | OnAgenda
    | NoMeetingPlanned
    | UnsignedThird
    | PlanAdopted
    | NotAReceiver
)


class Refused(Refusing):
    """A rule said no. Nothing was changed; `reason` says which rule."""

    reason: Refusal

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
