"""The first start of a CTER desk: from the set-up window's answers to a database that is open."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusals import BadInput, Refusal
from zvhdesk.domain.store_refusals import StoreRefusal
from zvhdesk.founding import refusal_of_folder, usable_keyring
from zvhdesk.services import apart, house_file
from zvhdesk.services.clock import Clock
from zvhdesk.services.house_file import Contents
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.setup.apart import ApartWindow
from zvhdesk.ui.tasks import Tasks


class FoundingApart(QObject):
    """Guides one set-up. `founded` when the database exists and is open on the database lane.

    `join_asked` when the house is at a server.
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
        self._folder, self._clock, self._tasks = folder, clock, tasks
        self._found: Contents | None = None
        self._key = b""
        self.window = ApartWindow(refusal_of_folder)
        self._keyring = usable_keyring(keyring, self.window.passphrase)
        self.window.file_given.connect(self._read)
        self.window.passphrase_chosen.connect(self._make_vault)
        self.window.finished.connect(self._make)
        self.window.join_asked.connect(self.join_asked)

    def _read(self, path: Path, code: str) -> None:
        self._tasks.work(
            lambda _ticket: house_file.load(path, code),
            self._was_read,
            lambda reason: self.window.refuse_file(_said(reason)),
        )

    def _was_read(self, found: Contents) -> None:
        self._found = found
        self.window.file_read(found)

    def _make_vault(self, passphrase: str) -> None:
        found = self._found
        if found is not None:
            self._tasks.work(
                lambda _ticket: apart.make_vault(self._folder, found, passphrase, self._keyring),
                self._vault_made,
                lambda reason: self.window.refuse_passphrase(_said(reason)),
            )

    def _vault_made(self, key: bytes) -> None:
        self._key = key
        self.window.vault_made()

    def _make(self, user: str, backup_folder: str) -> None:
        found, key = self._found, self._key
        if found is not None:
            self._tasks.open(
                lambda: apart.found_apart(
                    self._folder, key, found, user, self._clock, self._keyring, backup_folder
                ),
                self._founded,
                lambda reason: self.window.refuse(_said(reason)),
            )

    def _founded(self, _nothing: None) -> None:
        self._key, self._found = b"", None
        self.founded.emit()


def _said(reason: Refusal | StoreRefusal) -> str:
    return reason.sentence if isinstance(reason, BadInput) else explain(reason)
