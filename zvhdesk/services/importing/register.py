"""The import from end to end, for a caller with a desk: the command line, and the tests of both."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zvhdesk.domain.reading.cells import is_nothing, text_of
from zvhdesk.domain.terms import IMPORTING, Compartment
from zvhdesk.models.capture import CaptureSession
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing.broken_rows import broken_rows
from zvhdesk.services.importing.checking import CancelToken, Options, Progress, check, no_progress
from zvhdesk.services.importing.drafts import Checked, Report
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.files import read_file
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.house_view import ORIGIN, HouseView, partner_key, read_house
from zvhdesk.services.importing.mapping import Mapping, mapping_of
from zvhdesk.services.importing.partners import PartnerAnswer, suggest
from zvhdesk.services.importing.planning import plan
from zvhdesk.services.importing.row import layout_of
from zvhdesk.services.importing.source import Record, Source
from zvhdesk.services.importing.writing import mapping_row, saved_mapping, write
from zvhdesk.services.regions import common_stream


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read, with the house as it was then and the mapping to begin with.

    `remembered`: the mapping was kept from a file with the same headings; otherwise it is guessed.
    """

    source: Source
    house: HouseView
    mapping: Mapping
    remembered: bool


def open_register(desk: Desk, path: Path) -> Opened:
    """Read a file and propose how to take it over. Raises Refused."""
    source = read_file(path)
    house = desk.read(read_house)
    kept = desk.read(lambda session: saved_mapping(session, source))
    return Opened(source, house, kept or mapping_of(guess_columns(source, house)), kept is not None)


def proposals(opened: Opened, mapping: Mapping) -> tuple[PartnerAnswer, ...]:
    """What the mapping step asks: each organisation new to the house, with the answer given or proposed.

    A proposal is no answer: a person confirms or corrects it before it goes into the mapping.
    """
    if Field.REFERRER not in mapping.columns:
        return ()
    at = mapping.columns.index(Field.REFERRER)
    cells = [record.cells[at] for record in _whole(opened.source, mapping) if at < len(record.cells)]
    names: dict[str, str] = {}
    for name in (text_of(cell) for cell in cells if not is_nothing(cell)):
        if partner_key(name) not in opened.house.partners:
            names.setdefault(partner_key(name), name)
    given = {partner_key(answer.name): answer for answer in mapping.partners}
    return tuple(given.get(found) or suggest(name) for found, name in names.items())


def left_out(source: Source, mapping: Mapping) -> tuple[str, ...]:
    """The headings of columns that hold something and are not taken over: nothing goes missing unsaid."""
    filled = {
        at
        for record in _whole(source, mapping)
        for at, cell in enumerate(record.cells[: len(source.headings)])
        if not is_nothing(cell)
    }
    return tuple(
        heading or f"Kolom {at + 1}"
        for at, (heading, field) in enumerate(zip(source.headings, mapping.columns, strict=True))
        if field is None and at in filled
    )


def _whole(source: Source, mapping: Mapping) -> list[Record]:
    """The rows that are not damaged: what stands in the others may stand in the wrong column."""
    broken = broken_rows(source, layout_of(source.headings, mapping.columns, source.nought))
    return [record for record in source.records if record.fault is None and record.line not in broken]


def preview(checked: Checked, opened: Opened, mapping: Mapping, today: date) -> Report:
    """What taking over would do, for `Controle: er is nog niets opgeslagen` and a dry run."""
    return plan(checked, opened.house, mapping.partners, "", today).report


def check_opened(
    opened: Opened,
    mapping: Mapping,
    today: date,
    options: Options,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Checked:
    """Check an opened register with this mapping. Writes nothing. Raises Refused, Cancelled."""
    return check(opened.source, mapping, opened.house, today, options, progress, cancel)


def take_over(
    desk: Desk,
    opened: Opened,
    mapping: Mapping,
    checked: Checked,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
    *,
    remember: bool = True,
) -> Report:
    """Write the checked cases in one act: all or nothing, so after Refused or Cancelled nothing is kept.

    `remember` keeps the mapping for a next file with the same headings; it is a setting of the house, so not
    on a desk that has only a copy of that.
    """
    common = desk.read(common_stream)
    remember = remember and desk.compartment is Compartment.REGULAR
    ready = plan(checked, opened.house, mapping.partners, common, desk.today())
    if not ready.cases:
        return ready.report

    def act(session: CaptureSession) -> Report:
        kept = mapping_row(session, opened.source, mapping, common) if remember else None
        return write(session, ready, kept, progress, cancel)

    return desk.change(act, IMPORTING, origin=ORIGIN)
