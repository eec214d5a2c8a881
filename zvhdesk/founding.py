"""The first start: from the set-up window's answers to a house that is open."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.store_refusals import StoreRefusal
from zvhdesk.services import municipalities, opening
from zvhdesk.services.clock import Clock
from zvhdesk.services.opening import NewVault
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.services.unlock.keyring import OsKeyring, SecretStore, Unusable, keyring_state
from zvhdesk.ui.explain_store import explain
from zvhdesk.ui.preview.window import Paper, PreviewWindow
from zvhdesk.ui.setup.passphrase import PassphrasePage
from zvhdesk.ui.setup.preset import beginnings
from zvhdesk.ui.setup.window import SetupWindow
from zvhdesk.ui.tasks import Tasks, Ticket


class Founding(QObject):
    """Guides one set-up. `founded` when the house exists and is open on the database lane.

    `join_asked` when there is a house already, and this machine is to join it.
    """

    founded = Signal()
    join_asked = Signal()

    def __init__(
        self,
        folder: Path,
        keyring: SecretStore | None,
        clock: Clock,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._tasks = tasks
        self._made: NewVault | None = None
        self.window = SetupWindow(beginnings(), municipalities.national(), refusal_of_folder)
        self._keyring = usable_keyring(keyring, self.window.passphrase)
        self.window.passphrase_chosen.connect(self._make_vault)
        self.window.print_asked.connect(self._print)
        self.window.finished.connect(self._found)
        self.window.join_asked.connect(self.join_asked)

    def _make_vault(self, passphrase: str) -> None:
        label = self.window.answers().house_name

        def make(_ticket: Ticket) -> NewVault:
            opening.begin_setup(self._folder)
            return opening.make_vault(self._folder, label, passphrase, self._keyring, self._clock())

        self._tasks.work(
            make,
            self._vault_made,
            self._vault_refused,
        )

    def _vault_made(self, made: NewVault) -> None:
        self._made = made
        self.window.vault_made(made.sheet1, made.sheet2)

    def _vault_refused(self, reason: StoreRefusal) -> None:
        self.window.refuse_passphrase(explain(reason))

    def _print(self, number: int) -> None:
        if self._made is None:
            return
        sheet = self._made.sheet1 if number == 1 else self._made.sheet2
        done = partial(self.window.sheet_printed, number)
        paper = Paper(f"Herstelblad {number} van 2", sheet, f"herstelblad-{number}.pdf", done, done)
        PreviewWindow(paper, self.window).open()

    def _found(self, answers: SetupAnswers) -> None:
        made = self._made
        if made is not None:
            self._tasks.open(
                lambda: opening.found_house(self._folder, made.key, answers, self._clock, self._keyring),
                self._founded,
                self._refuse,
            )

    def _founded(self, _nothing: None) -> None:
        self._made = None
        self.founded.emit()

    def _refuse(self, reason: StoreRefusal) -> None:
        self.window.refuse(explain(reason))


def keyring_words(keyring: SecretStore | None) -> tuple[SecretStore | None, str]:
    """The keyring if it can be relied on, and what is said of it."""
    if isinstance(keyring, OsKeyring) and isinstance(keyring_state(keyring), Unusable):
        keyring = None
    if keyring is None:
        return None, "Deze computer heeft geen bruikbare sleutelbos: alleen de zin beschermt dit huis."
    return keyring, f"De sleutelbos van deze computer ({keyring.name}) beschermt dit huis mee."


def usable_keyring(keyring: SecretStore | None, page: PassphrasePage) -> SecretStore | None:
    """The keyring of this computer when it can be relied on; the page says which it is."""
    usable, said = keyring_words(keyring)
    page.tell_keyring(said, usable=usable is not None)
    return usable


def refusal_of_folder(folder: Path) -> str:
    """Why the daily copies cannot go here; empty when they can. A network folder is right for a copy."""
    return "" if folder.is_dir() else "Deze map is er niet. Kies een map die bestaat."
