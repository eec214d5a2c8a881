"""What one paper of a plan van aanpak says, as text ready to be set: the paper itself knows no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperAction:
    """An action; `due` is its term, or of one that is over what came of it."""

    number: str
    text: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class PaperGoal:
    """A goal: what, how it is measured, by when."""

    number: str
    text: str
    measure: str
    due: str


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A fact, an opinion or a besluit, with where it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PaperRemark:
    """A paragraph of the duiding; a tegengeluid names its organisation in the text."""

    text: str
    dissent: bool


@dataclass(frozen=True, slots=True)
class PaperPerson:
    """Somebody of the case, on the inside of the paper."""

    initials: str
    name: str
    role: str
    born: str


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """One paper. `mark` says which copy it is; `own` is None where there is no receiver.

    `tailored`: something was left out; that is all that the paper says of it.
    """

    house: str
    case: str
    mark: str
    receiver: str
    watermark: str
    facts: tuple[tuple[str, str], ...]
    own: tuple[PaperAction, ...] | None
    question: str
    goals: tuple[PaperGoal, ...]
    picture: tuple[PaperSource, ...]
    remarks: tuple[PaperRemark, ...]
    opinions: tuple[PaperSource, ...]
    crisis: str
    actions: tuple[PaperAction, ...]
    decisions: tuple[PaperSource, ...]
    over: tuple[PaperAction, ...]
    handling: str
    tailored: bool
    persons: tuple[PaperPerson, ...]
    moment: str
    secrecy: str
