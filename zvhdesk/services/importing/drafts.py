"""What the check makes of a row: a case ready to be written, or a rejection with its reason."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from zvhdesk.domain.terms import Border, Phase, Product


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """The betrokkene of a row; `birth_date` is ISO text, in full or partial."""

    initials: str | None = None
    prefix: str | None = None
    surname: str | None = None
    birth_date: str | None = None
    bsn: str | None = None


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A row that may come in. `flags` are the characteristics by column of the case table.

    `table_named`: the row itself names its casustafel; otherwise it has the house's default.
    """

    line: int
    number: str
    referred_on: date
    referrer: str | None = None
    municipality: str | None = None
    person: PersonDraft | None = None
    product: Product | None = None
    table_id: str | None = None
    table_named: bool = False
    topic: str | None = None
    flags: dict[str, bool | None] = field(default_factory=dict)
    border: Border | None = None
    waiting_since: date | None = None
    started_on: date | None = None
    closed_on: date | None = None
    age_deviation: str | None = None

    @property
    def phase(self) -> Phase:
        """Where the case stands after the import (DATA.md 11)."""
        if self.closed_on is not None:
            return Phase.CLOSED
        if self.waiting_since is not None and self.started_on is None:
            return Phase.WAITING_LIST
        # A register without a column for the product still says where a case is discussed.
        if self.product is not None or self.started_on is not None or self.table_named:
            return Phase.AT_TABLE
        return Phase.REFERRED

    @property
    def phase_since(self) -> date:
        """Since when it stands there, as far as the register says."""
        match self.phase:
            case Phase.CLOSED:
                found = self.closed_on
            case Phase.WAITING_LIST:
                found = self.waiting_since
            case _:
                found = self.started_on
        return found or self.referred_on


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that stays out. `column` is the heading in the file; `reason` holds no name and no BSN.

    `waivable`: a person may tick `Overnemen en afwijking vastleggen`.
    """

    line: int
    column: str
    reason: str
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found; nothing is written yet."""

    cases: tuple[CaseDraft, ...]
    rejected: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or in a dry run would do: rows that came in, and what was made of them."""

    accepted: int
    rejected: tuple[Rejection, ...]
    cases: int
    persons: int
    partners: int
    closed_shielded: int
    past_retention: int
    gemeenten: int = 0


def error_list(rejected: Sequence[Rejection]) -> bytes:
    """The rejections as CSV for a spreadsheet, without names and BSN."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Rij", "Kolom", "Waarom"))
    writer.writerows((one.line, _harmless(one.column), one.reason) for one in rejected)
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A heading that a spreadsheet would run as a formula gets a quote before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
