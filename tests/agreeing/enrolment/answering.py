"""A line whose every answer the test gives itself: for answers that are lost, late or no."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from tests.worlds import FixedClock
from zvhdesk.domain.enrolment import After
from zvhdesk.services.clock import Clock
from zvhdesk.services.going_out import GoingOut
from zvhdesk.ui.agreeing.connection import Done, Failed, House, Knock, NotDone, Progress, TypedServer
from zvhdesk.ui.agreeing.explain import LOST_CONTACT

LOST = NotDone("", LOST_CONTACT, lost=True)


class Answering:
    """The Enrolling of ui.agreeing.connection.

    `asked` are the calls by name, `about` is what the last one was about; that one is answered.
    """

    def __init__(self, house: House | None = None) -> None:
        self.time = FixedClock()
        self.clock: Clock = self.time
        self.asked: list[str] = []
        self.about: tuple[object, ...] = ()
        self.stands = house or House(joined=True, devices=())
        self._done: Callable[..., object] = lambda: None
        self._failed: Failed = lambda _why: None

    def yes(self, *result: object) -> None:
        """It was done, with this."""
        self._done(*result)

    def no(self, why: NotDone) -> None:
        """It was not."""
        self._failed(why)

    def _ask(self, name: str, done: Callable[..., object], failed: Failed, *about: object) -> None:
        self.asked.append(name)
        self.about = about
        self._done, self._failed = done, failed

    def house(self, done: Callable[[House], object], owner: QObject) -> None:
        """As it stands."""
        self.about = (owner,)
        done(self.stands)

    def how_much(self, done: Callable[[GoingOut], object], owner: QObject) -> None:
        """Of nothing that these tests look at."""
        self.about = (done, owner)

    def make_house(
        self,
        server: TypedServer,
        code: str,
        progress: Progress,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        """Asked."""
        self._ask("make_house", done, failed, server, code, progress, owner)

    def open_door(self, done: Callable[[str], object], failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("open_door", done, failed, owner)

    def who_knocks(
        self,
        code: str,
        done: Callable[[Knock | None], object],
        failed: Failed,
        owner: QObject,
        *,
        apart: bool,
    ) -> None:
        """Asked."""
        self._ask("who_knocks", done, failed, code, owner, apart)

    def let_in(self, knock: Knock, user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("let_in", done, failed, knock, user, owner)

    def is_in(self, knock: Knock, done: Callable[[bool], object], failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("is_in", done, failed, knock, owner)

    def begin_apart(self, done: Done, failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("begin_apart", done, failed, owner)

    def let_in_apart(self, device: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("let_in_apart", done, failed, device, owner)

    def revoke(
        self, devices: tuple[str, ...], after: After, done: Done, failed: Failed, owner: QObject
    ) -> None:
        """Asked."""
        self._ask("revoke", done, failed, devices, after, owner)

    def appoint(self, sheets: tuple[str, str], user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Asked."""
        self._ask("appoint", done, failed, sheets, user, owner)
