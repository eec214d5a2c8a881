"""Agenderen: the case on the next agenda of its table, or why that cannot be, said where one is."""

from collections.abc import Callable

from zvhdesk.services.meetings import next_table
from zvhdesk.services.words import short_day
from zvhdesk.ui.dossier.content import Content
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button
from zvhdesk.ui.tasks import Tasks


class AgendaButton(Button):
    """In the head of the dossier; the same act as that of the casusbord. `shown` is what is open now."""

    def __init__(self, tasks: Tasks, shown: Callable[[], Content | None]) -> None:
        super().__init__("Agenderen", "dossier.agenda", icon="calendar", on_click=self.put_on_next)
        self.setToolTip("Op de agenda van de volgende tafel")
        self._tasks, self._shown = tasks, shown

    def put_on_next(self) -> None:
        """Put the case on the next agenda of its table; the answer is said above its journey."""
        content = self._shown()
        if content is None:
            return
        content.form.commit()
        case_id = content.dossier.head.case_id

        def done(added: next_table.OnNext) -> None:
            when = short_day(added.held_on)
            content.say(f"{added.number} staat op de agenda van {added.table}, {when}.", "ok")

        self._tasks.act(
            lambda session: next_table.add_to_next(session, case_id),
            next_table.INTENT,
            done,
            lambda reason: content.say(explain(reason).sentence, "warn"),
            owner=content,
        )
