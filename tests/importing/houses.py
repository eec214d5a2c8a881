"""Houses to import into, and what tests ask of them."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.importing.registers import GOOD, as_csv
from zvhdesk.models.tables import METADATA
from zvhdesk.services import regions
from zvhdesk.services.desk import Desk
from zvhdesk.services.finding import find
from zvhdesk.services.importing import register
from zvhdesk.services.importing.checking import Options
from zvhdesk.services.importing.drafts import Report


def settled(desk: Desk, region: regions.Region) -> Desk:
    chosen = regions.preset(region)
    desk.change(lambda s: regions.establish(s, chosen, desk.user, regions.Founder()), "house.setup")
    return desk


def written(path: Path, *changes: dict[str, str], fresh_bsn: bool = True) -> Path:
    """A register file of good rows with these changes."""
    rows = [
        {**GOOD, "casusnummer": f"2024-{at:04d}", "afgesloten": ""}
        | ({"bsn": ""} if fresh_bsn else {})
        | change
        for at, change in enumerate(changes, 1)
    ]
    path.write_bytes(as_csv([list(rows[0]), *(list(row.values()) for row in rows)]))
    return path


def taken_over(desk: Desk, path: Path, options: Options | None = None) -> Report:
    opened = register.open_register(desk, path)
    checked = register.check_opened(opened, opened.mapping, desk.today(), options or Options())
    return register.take_over(desk, opened, opened.mapping, checked)


def hits(desk: Desk, words: str) -> bool:
    """Whether finding these words finds anything."""
    return bool(desk.read(lambda session: find(session, words)).hits)


def counts(desk: Desk) -> dict[str, int]:
    """How many rows each table has."""

    def count(session: Session) -> dict[str, int]:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }

    return desk.read(count)
