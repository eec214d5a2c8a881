"""The one place for late imports: what the unlock window does not need is loaded once it was painted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from zvhdesk.late import Late
    from zvhdesk.ui.bug import Bug
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


def load_the_rest(
    tasks: "Tasks", parent: QObject, done: Callable[[], None], broke: Callable[["Bug"], None]
) -> None:
    """Load all that `late` has, beside whatever stands; then one of both is called."""
    from zvhdesk.loading import Loading

    loading = Loading(tasks, behind, parent)
    loading.done.connect(done)
    loading.broke.connect(broke)
    loading.begin()


def make_tasks(parent: QObject) -> "Tasks":
    """The lanes, which are needed before `late` is there, since they load it."""
    from zvhdesk.ui.tasks import Tasks

    return Tasks(parent)


def make_failures(parent: QObject) -> "Failures":
    """The failure window's maker, which must be there even if `late` cannot be loaded."""
    from zvhdesk.ui.failure import Failures

    return Failures(parent)
