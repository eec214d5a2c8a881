"""The desk: one open house on this device. All reading and all changing goes through it (ARCHITECTURE 2)."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput
from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.store_refusals import NewerSchema, OtherCompartment, StoreRefused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models import folding, home, schema
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import Act, CaptureSession, Cell
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.engine import RawConnection, open_engine
from zvhdesk.models.guard import Guard
from zvhdesk.models.kept import Kept
from zvhdesk.models.local import DeviceSetting, Draft
from zvhdesk.models.meetings import Meeting
from zvhdesk.services import access, safety_copy
from zvhdesk.services.clock import Clock, system_clock
from zvhdesk.services.meetings.forgetting import forget_what_is_over
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.services.unlock.vault import APART_DATABASE_NAME
from zvhdesk.services.unseen import refuse_blind

DATABASE = "desk.db"
DATABASES = {Compartment.REGULAR: DATABASE, Compartment.CTER: APART_DATABASE_NAME}
"""The file of each dossiercompartiment; the house has none of its own (DATA.md 2)."""
ERASING = frozenset({"meeting.close", "case.destroy"})
"""Acts that take rows away for good, notes of the chair, a whole case: not in the write-ahead log either."""
EVERYTHING = "*"
"""The topic of an import: every page refreshes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit touched: `topics` are table names, `ids` the rows and their streams.

    `received` when it was recorded at another desk.
    """

    topics: frozenset[str]
    ids: frozenset[str]
    received: bool = False


class Desk:
    """An open house. Every call must come from the one thread that opened it: the database lane."""

    def __init__(
        self, folder: Path, engine: Engine, key: bytes, guard: Guard, kept: Kept, clock: Clock
    ) -> None:
        self.folder = folder
        self.engine = engine
        self.key = key  # for backups, which carry the same key
        self.keyring: SecretStore | None = None  # with which the house was opened, for another passphrase
        self.clock = clock
        self.on_change: Callable[[Changes], None] | None = None
        self._kept = kept
        self.compartment = self.read(home.home)
        self._guard = guard
        fixed = self._fixed(
            device=new_id,
            user=new_id,
            since=lambda: self.today().isoformat(),
            pseudonym_key=lambda: secrets.token_hex(32),
        )
        self.device, self.user = fixed["device"], fixed["user"]
        self.since = date.fromisoformat(fixed["since"])
        self._pseudonyms = fixed["pseudonym_key"]

    @classmethod
    def create(
        cls,
        folder: Path,
        key: bytes,
        clock: Clock = system_clock,
        compartment: Compartment = Compartment.REGULAR,
    ) -> "Desk":
        """Make the empty database of a new house in `folder` and open it."""
        return cls._start(folder, key, clock, compartment, create=True)

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        clock: Clock = system_clock,
        compartment: Compartment = Compartment.REGULAR,
    ) -> "Desk":
        """Open the house in `folder` with its database key, migrating an older schema.

        Raises StoreRefused (plain file, damaged, newer schema, other compartment); then nothing was changed.
        """
        return cls._start(folder, key, clock, compartment, create=False)

    @classmethod
    def _start(
        cls, folder: Path, key: bytes, clock: Clock, compartment: Compartment, *, create: bool
    ) -> "Desk":
        guard, kept = Guard(), Kept()

        def on_connect(connection: RawConnection) -> None:
            guard.attach(connection)
            folding.attach(connection)
            kept.forget()

        engine = open_engine(folder / DATABASES[compartment], key, create=create, on_connect=on_connect)
        try:
            _migrate(engine, folder, clock())
            _require(engine, compartment, create=create)
            safety_copy.clear(folder, clock())
            return cls(folder, engine, key, guard, kept, clock)
        except BaseException:
            engine.dispose()
            raise

    def today(self) -> date:
        """The day on this desk's clock."""
        return self.clock().date()

    def read(self, fn: Callable[[Session], T]) -> T:
        """Run a query in one read transaction and return what it made of it: values, never mapped objects."""
        with Session(self.engine, info=self._kept.info) as session:
            return fn(session)

    def look(self, fn: Callable[[Session], T], action: str, ref: str) -> T:
        """A read that is itself an act to account for (opening, showing names, printing), logged with it.

        One that is refused is accounted for as well: who tried to open what is shielded stands in the log.
        """
        try:
            with Session(self.engine) as session, session.begin():
                result = fn(session)
                self._log(session, action, access.stream_of(session, ref))
                return result
        except Refusing:
            self._log_refused(action, ref)
            raise

    def note(self, action: str, ref: str) -> None:
        """Account for an act that reads or changes no row of its own, such as a backup."""
        with Session(self.engine) as session, session.begin():
            self._log(session, action, ref)

    def change(
        self,
        fn: Callable[[CaptureSession], T],
        intent: str,
        base_rev: int | None = None,
        reason: str | None = None,
        undo_of: str | None = None,
        origin: str = "desk",
    ) -> T:
        """One act in one transaction. `base_rev` is what the form was shown. A Refused changes nothing.

        But it is accounted for, unless it is about what was typed in a field.
        """
        act = Act(
            intent=intent,
            user=self.user,
            device=self.device,
            wall_ms=int(self.clock().timestamp() * 1000),
            base_rev=base_rev,
            reason=reason,
            undo_of=undo_of,
            origin=origin,
        )
        try:
            result, changes = self._do(act, fn)
        except Refusing as refused:
            if not isinstance(refused.reason, BadInput):
                self._log_refused(intent, "desk")
            raise
        if changes.topics and self.on_change is not None:
            self.on_change(changes)
        if intent in ERASING:
            self._end_log()
        return result

    def act(self, fn: Callable[[CaptureSession], T], intent: str) -> T:
        """One act of somebody who was shown nothing that it replaces, such as a new row.

        Raises BlindWrite, and then nothing was changed, when it replaces what a person wrote or chose.
        """

        def seeing(session: CaptureSession) -> T:
            result = fn(session)
            refuse_blind(session)
            return result

        return self.change(seeing, intent)

    def _do(self, act: Act, fn: Callable[[CaptureSession], T]) -> tuple[T, Changes]:
        with CaptureSession(self.engine, self._guard, act) as session, session.begin():
            result = fn(session)
            session.flush()
            changes = _changes(session)
            for ref in sorted(session.touched_streams):
                self._log(session, act.intent, ref)
        self._kept.forget()
        return result, changes

    def receive(self, fn: Callable[[CaptureSession], T]) -> T:
        """Take in what others wrote, in one transaction: recorded as theirs, announced like any change.

        No line of the audit: nobody at this desk did anything.
        """
        act = Act(intent="received", user=self.user, device=self.device, wall_ms=0, origin="received")
        with CaptureSession(self.engine, self._guard, act) as session, session.begin():
            result = fn(session)
            session.flush()
            changes = replace(_changes(session), received=True)
            over = Meeting.__tablename__ in changes.topics and self._forget_in(session)
        self._kept.forget()
        if over:
            self._end_log()
        if changes.topics and self.on_change is not None:
            self.on_change(changes)
        return result

    def forget(self) -> None:
        """Own notes of a meeting that is over go, also when nothing of one came in since (CHAIRS.md)."""
        if self.keep(self._forget_in):
            self._end_log()

    def _forget_in(self, session: Session) -> bool:
        return forget_what_is_over(session, self.device, self.today())

    def keep(self, fn: Callable[[Session], T]) -> T:
        """Write rows of this desk alone, such as the chair's own note: no act, no history, never sent.

        A replicated row cannot be written here: the guard refuses it.
        """
        with Session(self.engine) as session, session.begin():
            result = fn(session)
        self._kept.forget()
        return result

    def keep_draft(self, form: str, cell: Cell, typed: str, rev: int) -> None:
        """Keep what is being typed in a field; no act, no history (DATA.md 8)."""
        typed = typed.encode(errors="replace").decode()  # half a letter must not cost the rest of the text
        with Session(self.engine) as session, session.begin():
            session.merge(Draft(form=form, row=cell[1], col=cell[2], text=typed, rev=rev))

    def setting(self, key: str) -> str | None:
        """A setting of this device."""
        return self.read(lambda session: device_setting(session, key))

    def pseudonym(self, ref: str) -> str:
        """Under which name the audit knows an object, to look its lines up (DATA.md 13)."""
        stream = self.read(lambda session: access.stream_of(session, ref))
        return access.pseudonym(self._pseudonyms, stream)

    def set_setting(self, key: str, value: str) -> None:
        """Remember a setting of this device."""
        self.set_settings({key: value})

    def set_settings(self, settings: Mapping[str, str]) -> None:
        """Remember several that belong together: all of them or none."""
        with Session(self.engine) as session, session.begin():
            for key, value in settings.items():
                session.merge(DeviceSetting(key=key, value=value))
        self._kept.forget()

    def becomes(self, user: str) -> None:
        """From here on this desk is that person's: whom an admin of the house said it is for."""
        self.set_setting("user", user)
        self.user = user

    def close(self) -> None:
        """End the write-ahead log and let the connection and its key go."""
        try:
            self._checkpoint()
        finally:
            # A full disk may refuse the checkpoint; the log is read at the next opening then.
            self.engine.dispose()

    def _end_log(self) -> None:
        # The act is committed: a full disk, which may refuse this, does not undo it. Closing tries again.
        with suppress(DBAPIError):
            self._checkpoint()

    def _checkpoint(self) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _fixed(self, **made: Callable[[], str]) -> dict[str, str]:
        """Settings that are made once, at the first opening."""
        known = select(DeviceSetting).where(DeviceSetting.key.in_(made))
        found = self.read(lambda session: {row.key: row.value for row in session.scalars(known)})
        new = {key: make() for key, make in made.items() if key not in found}
        if new:
            self.keep(lambda s: s.add_all(DeviceSetting(key=key, value=new[key]) for key in new))
        return found | new

    def _log_refused(self, action: str, ref: str) -> None:
        with Session(self.engine) as session, session.begin():
            self._log(session, action, access.stream_of(session, ref), "refused")

    def _log(self, session: Session, action: str, ref: str, result: str = "ok") -> None:
        moment = int(self.clock().timestamp() * 1000)
        named = access.pseudonym(self._pseudonyms, ref)
        access.record(session, access.Event(moment, self.user, self.device, action, named, result))


def _changes(session: CaptureSession) -> Changes:
    touched = session.touched
    tables, rows = zip(*touched, strict=True) if touched else ((), ())
    topics = {*tables, EVERYTHING} if session.bulk_streams else {*tables}
    ids = {*rows, *session.touched_streams, *session.received_streams}
    return Changes(frozenset(topics), frozenset(ids))


def _migrate(engine: Engine, folder: Path, now: datetime) -> None:
    with engine.connect() as connection:
        found = schema.revision(connection)
    if found is not None and found not in schema.KNOWN:
        raise StoreRefused(NewerSchema(found=found, known=schema.HEAD))
    if found == schema.HEAD:
        return
    if found is not None:
        safety_copy.make(engine, folder, found, now)
    with engine.begin() as connection:
        schema.upgrade(connection)


def _require(engine: Engine, wanted: Compartment, *, create: bool) -> None:
    """A file is opened as what it is: put back under another name it would mix what is kept apart."""
    with Session(engine) as session, session.begin():
        if create and wanted is not Compartment.REGULAR:
            session.add(DeviceSetting(key=home.KEY, value=wanted.value))
            session.flush()
        if home.home(session) is not wanted:
            raise StoreRefused(OtherCompartment())
