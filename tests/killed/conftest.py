"""The look of the program, which every window needs once."""

import pytest
from PySide6.QtWidgets import QApplication

from zvhdesk.ui.theme import Scheme, Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    found = qapp.findChild(Theme)
    return found if isinstance(found, Theme) else Theme(qapp, Scheme.LIGHT)
