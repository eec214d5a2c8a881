"""What the four steps share: the file, what is said of its columns, and what the check found."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from zvhdesk.domain.reading.cells import Cell
from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.services.importing.checking import Options
from zvhdesk.services.importing.drafts import Checked, Rejection, Report
from zvhdesk.services.importing.fields import LABELS, Field
from zvhdesk.services.importing.guessing import Certainty, Guess
from zvhdesk.services.importing.mapping import Mapping
from zvhdesk.services.importing.partners import PartnerAnswer
from zvhdesk.services.importing.register import Opened
from zvhdesk.ui.importing.examples import example

NOT_TAKEN = ""
"""The value of `niet overnemen` in the list of fields."""

FIELD_CHOICES = ((NOT_TAKEN, "Niet overnemen"), *((field.value, LABELS[field]) for field in Field))

_SAMPLE = 200
"""Rows an example is looked for in."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file in the mapping table. `id` is its place as text."""

    id: str
    heading: str
    field: Field | None
    example: str
    certainty: Certainty

    @property
    def words(self) -> str:
        """What the column becomes."""
        return LABELS[self.field] if self.field is not None else "Niet overnemen"


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One organisation new to the house; `id` is its name."""

    id: str
    domain: PartnerDomain
    class_: PartnerClass


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One row of the file that stays out, or that a person lets in with its deviation recorded."""

    id: str
    line: int
    column: str
    reason: str
    waivable: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """One register on its way in. A value: every correction makes another."""

    opened: Opened
    guesses: tuple[Guess, ...]
    mapping: Mapping
    today: date
    corrected: frozenset[int] = frozenset()
    options: Options = field(default_factory=Options)
    waived: tuple[Rejection, ...] = ()
    checked: Checked | None = None
    report: Report | None = None

    def columns(self) -> tuple[ColumnRow, ...]:
        """The rows of the mapping table."""
        source = self.opened.source
        sample = source.records[:_SAMPLE]
        rows: list[ColumnRow] = []
        for guess in self.guesses:
            cells: Sequence[Cell] = [
                record.cells[guess.at] if guess.at < len(record.cells) else None for record in sample
            ]
            found = self.mapping.columns[guess.at]
            shown = example(cells, found, source.nought)
            rows.append(
                ColumnRow(str(guess.at), guess.heading, found, shown, self._certainty(guess, empty=not shown))
            )
        return tuple(rows)

    def _certainty(self, guess: Guess, *, empty: bool) -> Certainty:
        if empty:
            return Certainty.EMPTY
        said = guess.at in self.corrected or self.opened.remembered
        return Certainty.SURE if said else guess.certainty

    def with_column(self, at: int, found: Field | None) -> "Taking":
        """After a person said what a column is; the check is to be done again."""
        return replace(
            self,
            mapping=self.mapping.with_column(at, found),
            corrected=self.corrected | {at},
            checked=None,
            report=None,
        )

    def with_partners(self, answers: Sequence[PartnerAnswer]) -> "Taking":
        """After a person looked at the organisations."""
        return replace(self, mapping=self.mapping.with_partners(answers))

    def waive(self, lines: Sequence[int], *, accept: bool) -> "Taking":
        """After `Overnemen en afwijking vastleggen` for these lines, or taking that back."""
        accepted = self.options.accepted_lines
        after = accepted | set(lines) if accept else accepted - set(lines)
        rejected = self.checked.rejected if self.checked is not None else ()
        known = {one.line: one for one in (*self.waived, *rejected) if one.waivable}
        waived = tuple(known[line] for line in sorted(after) if line in known)
        return replace(self, options=replace(self.options, accepted_lines=after), waived=waived)

    def with_check(self, checked: Checked, report: Report) -> "Taking":
        """After the check. Nothing is stored yet."""
        return replace(self, checked=checked, report=report)

    def rejected(self) -> tuple[RejectedRow, ...]:
        """What stays out and what a person let in, by line. What is wrong in another way stays out."""
        out = self.checked.rejected if self.checked is not None else ()
        still = {one.line for one in out}
        rows = [
            RejectedRow(f"{o.line}/{o.column}", o.line, o.column, o.reason, o.waivable, accepted=False)
            for o in out
        ]
        rows += [
            RejectedRow(f"{o.line}/{o.column}", o.line, o.column, o.reason, o.waivable, accepted=True)
            for o in self.waived
            if o.line not in still
        ]
        return tuple(sorted(rows, key=lambda row: row.line))
