"""Collecting the rows of the demo house, act by act, with the time of day at which each was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from zvhdesk.models.base import Replicated, new_id

ACTS = ("case.refer", "assessment.record", "contribution.add", "plan.change")
"""The intents of the acts that make a case, in the order in which they happen."""


@dataclass(slots=True)
class Rows:
    """Rows per act and per table. `_wall_ms` in a row is when it was made, UTC milliseconds."""

    dice: Random
    today: date
    by_act: dict[str, dict[type[Replicated], list[dict[str, Any]]]] = field(default_factory=dict)

    def add(self, act: str, cls: type[Replicated], stream: str, made_on: date, **values: Any) -> str:
        """Add a row made on that day within office hours. Returns its id."""
        row_id: str = values.pop("id", None) or new_id()
        row = {"id": row_id, "stream_id": stream, "_wall_ms": self._office_hours(made_on), **values}
        self.by_act.setdefault(act, {}).setdefault(cls, []).append(row)
        return row_id

    def of(self, act: str) -> Mapping[type[Replicated], Sequence[dict[str, Any]]]:
        """The rows of one act, per table."""
        return self.by_act.get(act, {})

    def _office_hours(self, day: date) -> int:
        weekday = day - timedelta(days=max(0, day.weekday() - 4))
        # Whatever the hour at which the demo is made, nothing of today may lie ahead of it.
        minutes = self.dice.randint(8 * 60 + 30, 16 * 60 + 45) if day < self.today else 1
        moment = datetime.combine(weekday, time(minutes // 60, minutes % 60), UTC)
        return int(moment.timestamp() * 1000)
