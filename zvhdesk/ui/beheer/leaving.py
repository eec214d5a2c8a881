"""The line in a list of Beheer about what was removed and stands there because it is in use."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QLabel

from zvhdesk.ui.kit import small

_WHY: Final = {
    "member": "nog met een casus",
    "partner": "nog genoemd in een casus of bijeenkomst",
    "case_table": "nog in gebruik bij een casus of bijeenkomst, of als standaard",
    "work_area": "nog met een gemeente",
    "municipality": "nog met een casus",
}


def leaving_line(name: str) -> QLabel:
    """The line, hidden as long as it says nothing."""
    line = small("", f"{name}.leaving", wrap=True)
    line.hide()
    return line


def show_leaving(line: QLabel, table: str, leaving: Mapping[str, tuple[str, ...]]) -> None:
    """Say what of this table was removed and stands, if anything."""
    names = ", ".join(leaving.get(table, ()))
    line.setText(f"Verwijderd, maar {_WHY[table]}: {names}. Blijft in de lijst zolang dat zo is.")
    line.setVisible(bool(names))
