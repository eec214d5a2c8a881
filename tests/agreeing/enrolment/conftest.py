"""A house with a vault whose sheets are known, and a new machine beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.agreeing.enrolment.houses import PASSPHRASE, FirstDesk, NewDesk, Sealed
from tests.worlds import FixedClock
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.ui.theme import Scheme, Theme


@pytest.fixture(autouse=True)
def _light(theme: Theme) -> Iterator[None]:
    theme.use(Scheme.LIGHT)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """The vault, made once: deriving a key takes a second on purpose."""
    folder = tmp_path_factory.mktemp("kluis") / "huis"
    made = vault.create_house(folder, "Huis", PASSPHRASE, None, FixedClock()())
    return (folder / VAULT_NAME).read_bytes(), made


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, sealed: Sealed) -> Iterator[FirstDesk]:
    """The desk of a house that has no server yet."""
    made = FirstDesk(qtbot, tmp_path / "eerste", sealed)
    yield made
    made.end()


@pytest.fixture
def second(qtbot: QtBot, tmp_path: Path, first: FirstDesk) -> Iterator[NewDesk]:
    """A machine that is to join it."""
    made = NewDesk(qtbot, tmp_path / "tweede", first.clock)
    yield made
    made.end()
