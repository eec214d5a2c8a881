"""The application dressed as it is at work, once for all tests here."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme


@pytest.fixture(autouse=True)
def _light(theme: Theme) -> Iterator[None]:
    theme.use(Scheme.LIGHT)
    yield
    # Without a running event loop deleted widgets wait, and each would be dressed again with the rest.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.use(Scheme.LIGHT)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
