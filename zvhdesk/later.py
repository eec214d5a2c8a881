"""The one place for late imports: what the unlock window does not need is loaded once it was painted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from zvhdesk.late import Late
    from zvhdesk.loading import Loading
    from zvhdesk.ui.failure import Failures
    from zvhdesk.ui.tasks import Tasks


def late() -> "Late":
    """Vault, store and pages. Only for the window's thread until they are loaded (loading.py)."""
    from zvhdesk.late import LATE

    return LATE


def behind() -> None:
    """Load what is no screen; on any lane."""
    from zvhdesk.behind import load

    load()


def make_loading(tasks: "Tasks", parent: QObject) -> "Loading":
    """What loads all the rest."""
    from zvhdesk.loading import Loading

    return Loading(tasks, behind, parent)


def make_tasks(parent: QObject) -> "Tasks":
    """The lanes, which are needed before `late` is there, since they load it."""
    from zvhdesk.ui.tasks import Tasks

    return Tasks(parent)


def make_failures(parent: QObject) -> "Failures":
    """The failure window's maker, which must be there even if `late` cannot be loaded."""
    from zvhdesk.ui.failure import Failures

    return Failures(parent)
