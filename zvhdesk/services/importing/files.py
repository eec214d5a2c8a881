"""A register from disk: CSV or workbook, told apart by what it holds and not by its name."""

from pathlib import Path

from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.source import Source, bad_file, file_bytes
from zvhdesk.services.importing.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_file(path: Path) -> Source:
    """The source in a file. Raises Refused with the reason as a sentence; the file is only read."""
    data = file_bytes(path)
    if data.startswith(_ZIP):
        return read_workbook(path.name, data)
    if data.startswith(_OLD_EXCEL):
        raise bad_file(
            "Dit is een oude of met een wachtwoord beveiligde werkmap. "
            "Sla de lijst op als gewone Excel-werkmap (.xlsx)."
        )
    return read_csv(path.name, data)
