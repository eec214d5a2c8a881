"""Every field of the dossier obeys the stale-form rule (DATA.md 7)."""

import pytest

from tests.dossier.conftest import Opened
from tests.every_field import both_are_shown, fields_on


@pytest.mark.parametrize("tab, least", [("overview", 13), ("persons", 4), ("information", 8), ("plan", 9)])
def test_both_are_shown_in_every_field(full: Opened, tab: str, least: int) -> None:
    full.tab(tab)
    assert both_are_shown(full, full.window) >= least


def test_both_are_shown_in_a_name(full: Opened) -> None:
    full.tab("persons")
    full.click("dossier.names")
    full.qtbot.waitUntil(lambda: len(fields_on(full.window)) >= 8)
    assert both_are_shown(full, full.window) >= 8
