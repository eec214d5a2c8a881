"""What a card shows, as frozen values. Dutch, ready to be drawn; the same on every desk but for `rev`."""

from dataclasses import dataclass, field

from zvhdesk.models.capture import Cell


@dataclass(frozen=True, slots=True)
class OneVersion:
    """One value of a cell. `id` is whose act it is, the same on every desk.

    `text` is what a field would hold, `words` how it reads; `wall_ms` is UTC, of the author's clock. `shown`:
    board, wall and paper show this one until someone chose. `device` is what people call the device it was
    written at, empty without a name; `offline`: the server had it well after it was written.
    """

    id: str
    text: str
    words: str
    who: str
    wall_ms: int
    shown: bool
    device: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was written at several desks without seeing each other. The version shown comes first.

    `fills`: something else may be filled in; without it one of them is chosen. `seen` are all the versions
    that stand, also two with the same text, of which one is shown. `about` says of which row it is. `rev` is
    what this desk was shown. `long`: texts that can stand beneath each other.
    """

    cell: Cell
    label: str
    versions: tuple[OneVersion, ...]
    fills: bool
    seen: frozenset[str]
    about: str
    rev: int = field(compare=False)
    long: bool = False

    @property
    def shown(self) -> OneVersion:
        """The one that board, wall and paper show."""
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a row that was deleted meanwhile: the field, what it became, by whom and when (UTC ms)."""

    label: str
    words: str
    who: str
    wall_ms: int


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A row that one desk deleted while another edited it: hidden until someone says what holds.

    `kind` is what such a row is called, `text` its own words; deleted by `who` at `wall_ms` (UTC). `rev` is
    what this desk was shown. `stands`: it had begun meanwhile, and is not hidden. `how` says it in words.
    """

    tbl: str
    id: str
    kind: str
    text: str
    who: str
    wall_ms: int
    edits: tuple[Edit, ...]
    rev: int = field(compare=False)
    stands: bool = False
    how: str = "bewerkt terwijl het werd verwijderd"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits, without its values. `where` is a case number, a meeting or a row of the house.

    `page` and `argument` open it; without a page the case or the meeting is gone itself (`of_the_gone`).
    """

    cell: Cell
    label: str
    where: str
    page: str
    argument: str | tuple[str, str] = ""
