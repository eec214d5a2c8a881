"""The page on which one guide at a time is followed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from zvhdesk.ui.agreeing.address_guide import AddressGuide
from zvhdesk.ui.agreeing.admin_guide import AdminGuide
from zvhdesk.ui.agreeing.apart_guide import BeginGuide, LetInGuide, ReopenGuide
from zvhdesk.ui.agreeing.connection import Enrolling, House
from zvhdesk.ui.agreeing.door_guide import DoorGuide
from zvhdesk.ui.agreeing.follow_guide import FollowGuide
from zvhdesk.ui.agreeing.guide import Guide
from zvhdesk.ui.agreeing.revoke_guide import RevokeGuide
from zvhdesk.ui.agreeing.server_guide import ServerGuide
from zvhdesk.ui.kit import TopBar
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks


class EnrolPage(Page):
    """`opened` takes which guide.

    "server", "address", "follow", "door", "admin", "apart", "reopen", a device to let into the compartment of
    CTER, or ("revoke", devices, member). Without one the guide that was being followed stands as it stood.
    """

    def __init__(self, tasks: Tasks, enrolling: Enrolling) -> None:
        super().__init__()
        self._tasks, self._enrolling = tasks, enrolling
        self.top = TopBar("Server en apparaten", "")
        self.top.find_asked.connect(self.find_asked)
        self.column.addWidget(self.top)
        self.guide: Guide | None = None

    def opened(self, argument: object = None) -> None:
        """Begin a guide, or go on with the one there is."""
        super().opened(argument)
        if argument == "admin":
            self._enrolling.house(self._admin, self)
        elif argument is not None:
            self._follow(self._made(argument))
        elif self.guide is None:
            self.go.emit("admin", "devices")

    def left(self) -> None:
        """The guide waits; what is secret does not."""
        if self.guide is not None:
            self.guide.put_away()

    def _made(self, argument: object) -> Guide:
        plain: dict[object, Callable[[], Guide]] = {
            "server": lambda: ServerGuide(self._enrolling),
            "address": lambda: AddressGuide(self._enrolling.moving),
            "follow": lambda: FollowGuide(self._enrolling.following),
            "apart": lambda: BeginGuide(self._enrolling),
            "reopen": lambda: ReopenGuide(self._enrolling),
        }
        if isinstance(argument, str) and argument in plain:
            return plain[argument]()
        if isinstance(argument, tuple):
            what, about, of = argument
            if what == "let_in":
                return LetInGuide(self._enrolling, about, apart=of)
            return RevokeGuide(self._enrolling, self._tasks, about, of)
        return DoorGuide(self._enrolling, self._tasks)

    def _admin(self, found: House) -> None:
        admins = frozenset(one.user for one in found.devices if one.admin)
        self._follow(AdminGuide(self._enrolling, self._tasks, admins))

    def _follow(self, guide: Guide) -> None:
        self._drop(self.guide)
        self.guide = guide
        self.top.set_title(guide.title, guide.about)
        self.column.addWidget(guide, 1)
        guide.left.connect(self._over)
        guide.show()
        guide.in_view()

    def _over(self) -> None:
        guide, self.guide = self.guide, None
        self._drop(guide)
        self.go.emit(*(Guide.home if guide is None else guide.home))

    def _drop(self, guide: QWidget | None) -> None:
        if guide is not None:
            self.column.removeWidget(guide)
            guide.deleteLater()
