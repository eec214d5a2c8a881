"""What became of a destruction that two persons decided on: device by device (SYNC.md B.5).

Nothing here says what was destroyed: only who decided it, when, and which computers did it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.lease import LOCK_AFTER_DAYS

_SILENT_DAYS = LOCK_AFTER_DAYS + 1
"""In contact a device is heard of once a day at least: so many days of silence, and its lease is over."""


class Answer(StrEnum):
    """What a device that was a member when it was decided made of it."""

    DONE = "done"
    """It signed that nothing of it is left there."""
    OUTSTANDING = "outstanding"
    LOCKED = "locked"
    """It was not heard of for so long that it locked itself; at its next contact it destroys first."""
    CUT_OFF = "cut_off"
    """It was revoked, or taken out of the compartment, and never signed."""


@dataclass(frozen=True, slots=True)
class DeviceAnswer:
    """A device and its answer; `on` is the day it signed for, or the day it was last heard of or cut off."""

    device: DeviceRow
    answer: Answer
    on: date | None

    @property
    def id(self) -> str:
        """That of the device."""
        return self.device.id


@dataclass(frozen=True, slots=True)
class DestructionReport:
    """One decision. `by` are the persons who took it, `confirmed_on` the day of the second.

    `devices` are those that were members then; `before` counts those that had been cut off before, of which
    nobody can know what is left on them. `folders` are those that this desk itself waits for with its
    signature: they are not there, and copies in them may hold it. `aside` are desks that were set aside on
    this computer, by the names of their folders, that may hold it too.
    """

    id: str
    by: tuple[str, str]
    confirmed_on: date
    devices: tuple[DeviceAnswer, ...]
    before: int = 0
    folders: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """How people refer to it: eight letters and digits of its id."""
        tail = self.id[-8:].upper()
        return f"{tail[:4]}-{tail[4:]}"

    def count(self, answer: Answer) -> int:
        """How many devices gave that answer."""
        return sum(one.answer is answer for one in self.devices)


def answer_of(device: DeviceRow, signed_on: date | None, today: date, *, member: bool) -> DeviceAnswer:
    """The answer of a device: its own signature goes before all that is only concluded."""
    if signed_on is not None:
        return DeviceAnswer(device, Answer.DONE, signed_on)
    if device.revoked is not None or not member:
        return DeviceAnswer(device, Answer.CUT_OFF, device.revoked_at.date() if device.revoked_at else None)
    last = device.last.date() if device.last else None
    silent = last is not None and (today - last).days >= _SILENT_DAYS
    return DeviceAnswer(device, Answer.LOCKED if silent else Answer.OUTSTANDING, last)
