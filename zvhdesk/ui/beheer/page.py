"""The page Beheer: its sections as tabs."""

from typing import Any

from PySide6.QtWidgets import QWidget

from zvhdesk.domain.enrolment import is_admin
from zvhdesk.services import house
from zvhdesk.services.house import Overview
from zvhdesk.ui.agreeing.connection import Enrolling, House
from zvhdesk.ui.agreeing.devices_pane import DevicesPane
from zvhdesk.ui.beheer import lists
from zvhdesk.ui.beheer.access_pane import AccessPane
from zvhdesk.ui.beheer.backup_pane import BackupPane
from zvhdesk.ui.beheer.house_pane import HousePane
from zvhdesk.ui.kit import Button, EmptyState, Message, Tabs, TopBar
from zvhdesk.ui.kit.empty import alone
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN

_IMPORT = (
    "Neem de casussen van uw oude systeem over uit een CSV- of Excel-bestand. U ziet eerst wat er gebeurt en "
    "welke rijen niet mee kunnen; er wordt pas daarna iets opgeslagen."
)


_COPIED = (
    "Mensen, partners, gemeenten, casustafels en instellingen zijn hier alleen te lezen. Een regulier bureau "
    "van het huis wijzigt ze. De reservekopie en de toegang zijn van dit bureau zelf."
)


class AdminPage(Page):
    """Sections: house, people, partners, tables, register, backup, access, devices.

    `opened` takes the key of one.
    """

    topics = frozenset(
        {"house", "member", "partner", "case_table", "work_area", "municipality", "referral", "device"}
    )

    def __init__(self, tasks: Tasks, enrolling: Enrolling) -> None:
        super().__init__()
        self._tasks, self._enrolling = tasks, enrolling
        top = TopBar("Beheer", "Instellingen van het huis")
        top.find_asked.connect(self.find_asked)
        self.top = top
        self.house = HousePane(tasks)
        self.people = lists.people(tasks)
        self.people.still_enrolled.connect(self._out_of_house)
        self.partners = lists.partners(tasks)
        self.tables = lists.tables(tasks)
        self.backup = BackupPane(tasks)
        self.devices = DevicesPane(tasks, enrolling)
        self.devices.guide_asked.connect(lambda guide: self.go.emit("enrol", guide))
        self.access = AccessPane(tasks)
        self.access.admin_asked.connect(lambda: self.go.emit("enrol", "admin"))
        self.tabs = Tabs("admin.tabs")
        self.tabs.add("house", "Huis", lambda: self.house)
        self.tabs.add("people", "Mensen", lambda: self.people)
        self.tabs.add("partners", "Partners", lambda: self.partners)
        self.tabs.add("tables", "Casustafels", lambda: self.tables, "Tafels")
        self.tabs.add("register", "Register overnemen", self._register, "Register")
        self.tabs.add("backup", "Reservekopie", lambda: self.backup, "Kopie")
        self.tabs.add("access", "Toegang", lambda: self.access)
        self.tabs.add("devices", "Server en apparaten", lambda: self.devices, "Apparaten")
        for key in ("people", "partners", "tables", "backup", "access", "devices"):
            self.tabs.page(key)  # into the stack at once: refreshing fills them all
        self.tabs.open("house")
        self.tabs.changed.connect(self._tab)
        self.copied = Message("admin.copied")
        self.copied.setContentsMargins(MARGIN, 10, MARGIN, 10)
        self.column.addWidget(top)
        self.column.addWidget(self.copied)
        # Once it has its place: until then it would be a window, and take the keyboard.
        self.copied.say(_COPIED, "info")
        self.copied.hide()
        self.column.addWidget(self.tabs, 1)
        for part in (self.house, self.people, self.partners, self.tables):
            part.state.connect(self.saving)

    def _register(self) -> QWidget:
        start = Button("Register overnemen", "admin.import", "primary", icon="file-input")
        start.clicked.connect(lambda: self.go.emit("import", None))
        empty = EmptyState("file-input", "Begin met het register dat u al hebt", _IMPORT, (start,))
        return alone(empty)

    def opened(self, argument: object = None) -> None:
        """`argument` may be the key of a section."""
        if isinstance(argument, str) and argument:
            self.tabs.open(argument)
        super().opened(argument)
        self._read_anew(self.tabs.key)

    def refresh(self) -> None:
        """Read everything the sections show."""

        def there(desk: Any) -> Overview:
            found: Overview = desk.read(lambda session: house.overview(session, desk.user))
            return found

        self._tasks.ask(there, self._show, owner=self)
        if self.tabs.key == "devices":
            self.devices.opened()

    def _out_of_house(self, user: str) -> None:
        """A colleague goes with all devices: the guide that revokes says what that means."""

        def guide(found: House) -> None:
            rows = tuple(one for one in found.devices if one.user == user and one.revoked is None)
            if rows and is_admin(found.devices):
                self.go.emit("enrol", ("revoke", rows, user))

        self._enrolling.house(guide, self)

    def left(self) -> None:
        """Commit what is typed, keep what is being added."""
        self._commit()

    def _show(self, found: Overview) -> None:
        self.house.show_overview(found)
        lists = ((self.people, found.members), (self.partners, found.partners), (self.tables, found.tables))
        for pane, rows in lists:
            if found.only_copy:
                pane.only_read()
            pane.show_rows(rows, found)
        self.copied.setVisible(found.only_copy)
        unknown = f" ({found.unknown} onbekend)" if found.unknown else ""
        self.tabs.set_text("partners", f"Partners{unknown}")

    def _tab(self, key: str) -> None:
        self._commit()
        self._read_anew(key)

    def _read_anew(self, key: str) -> None:
        if key == "backup":
            self.backup.opened()
        elif key == "access":
            self.access.opened()
        elif key == "devices":
            self.devices.opened()

    def _commit(self) -> None:
        for part in (self.house, self.people, self.partners, self.tables, self.devices):
            part.leave()
