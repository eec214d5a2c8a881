"""Every act that a service offers on a house with a register, done at will, for random attacks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from tests.worlds import FixedClock, SmallHouse
from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.terms import Criterion, Phase, SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, Cell, bulk, head_rev
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import adding, assessment, editing, house, moving
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier import take_back
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.undo import last_act

TEXTS = (
    "",
    "Hoe wordt het thuis weer veilig?",
    "één\ntwee\r\ndrie",
    "nul\0teken",
    "👩‍👧‍👦 \u202eomgekeerd\u202c \u200fשלום",
    "';--\"%_*",
    "a" * 3999,
    " \u00a0randen\u00a0 ",
)
BSNS = ("", "999990019", "999990020", "123")
DAYS = ("", "10-3-2026", "29 mrt 2026", "31-2-2026", "1-1-1900")


@dataclass
class Actor:
    """Does one act after another on a house, as the dice say; a refusal is an outcome like any other."""

    house: SmallHouse
    dice: Random
    clock: FixedClock
    shown: dict[Cell, int] = field(default_factory=dict)
    refused: int = 0

    @property
    def desk(self) -> Desk:
        """The desk all is done on."""
        return self.house.desk

    @property
    def acts(self) -> "tuple[Callable[[], object], ...]":
        """All acts there are."""
        return (
            self.edit,
            self.edit,
            self.edit,
            self.contribute,
            self.goal,
            self.action,
            self.person,
            self.person,
            self.remove,
            self.judge,
            self.move,
            self.add_to_house,
            self.choose,
            self.remove_from_house,
            self.bring_in,
            self.take_back,
            self.take_back,
            self.take_back_any,
            self.draft,
        )

    def step(self, at: int) -> str:
        """Do the act of this number; says which it was."""
        act = self.acts[at % len(self.acts)]
        self.clock.forward(seconds=self.dice.choice((-3600, 0, 1, 86_400)))
        try:
            act()
        except Refused:
            self.refused += 1
        return act.__name__

    # The acts.

    def edit(self) -> None:
        """Save a field of a form that was shown now, or at any time before."""
        tbl, col = self.dice.choice(sorted(FIELDS))
        row = self._some(tbl)
        if row is None:
            return
        cell = (tbl, row, col)
        now = self.desk.read(lambda s: editing.show(s, [cell], "dossier"))[cell].rev
        rev = self.dice.choice((now, self.shown.setdefault(cell, now)))
        spec = FIELDS[(tbl, col)]
        typed = self.dice.choice([value for value, _ in spec.choices] or [*TEXTS, *DAYS, *BSNS, "12"])
        self.desk.change(lambda s: editing.save(s, "dossier", cell, typed, rev), "case.edit", base_rev=rev)

    def draft(self) -> None:
        """Keep what is being typed; no act."""
        row = self._some("case_") or ""
        self.desk.keep_draft("dossier", ("case_", row, "question"), self.dice.choice(TEXTS), 1)

    def contribute(self) -> None:
        """A contribution of a partner."""
        typed = {
            "partner_id": self._some("partner") or "",
            "received_on": self.dice.choice(DAYS),
            "kind": self.dice.choice(("fact", "opinion")),
            "text": self.dice.choice(TEXTS),
            "condition": self.dice.choice(TEXTS),
        }
        self._add(adding.add_contribution, adding.CONTRIBUTION, typed)

    def goal(self) -> None:
        """A goal of the plan."""
        typed = {"text": self.dice.choice(TEXTS), "due_on": self.dice.choice(DAYS)}
        self._add(adding.add_goal, adding.GOAL, typed)

    def action(self) -> None:
        """An action of a partner."""
        typed = {
            "text": self.dice.choice(TEXTS),
            "partner_id": self._some("partner") or "",
            "due_on": self.dice.choice(DAYS),
        }
        self._add(adding.add_action, adding.ACTION, typed)

    def person(self) -> None:
        """Someone of the circle, perhaps known already."""
        typed = {
            "surname": self.dice.choice(("Loon", "", "Ömer-Çelik")),
            "birth_date": self.dice.choice(("7-11-1988", "", "1990")),
            "bsn": self.dice.choice(BSNS),
            "role": self.dice.choice([role.value for role in SubjectRole]),
            "relation": self.dice.choice(("moeder", "")),
        }
        self._add(adding.add_person, adding.PERSON, typed)

    def remove(self) -> None:
        """A row of a case goes."""
        tbl = self.dice.choice(("contribution", "goal", "action", "subject"))
        row = self._some(tbl)
        if row is not None:
            self.desk.change(lambda s: adding.remove(s, tbl, row), adding.REMOVE)

    def judge(self) -> None:
        """Lid 1 judges the aanmelding."""
        case = self._some("case_") or ""
        judged = {one: assessment.Judged(self.dice.random() < 0.9, "grond") for one in Criterion}
        by, day = [self.house.police], self.desk.today()
        self.desk.change(lambda s: assessment.record(s, case, judged, by, day), assessment.INTENT)

    def move(self) -> None:
        """A case goes along its casusreis."""
        case, phase = self._some("case_") or "", self.dice.choice(list(Phase))
        today = self.desk.today()
        self.desk.change(lambda s: moving.move(s, case, phase, today), moving.INTENT)

    def add_to_house(self) -> None:
        """A row of the house."""
        add: Any = self.dice.choice(
            (house.add_member, house.add_partner, house.add_table, house.add_area, house.add_place)
        )
        typed = {
            "name": self.dice.choice((f"Naam {self.dice.randrange(99)}", "Hengelo", "Almelo", "")),
            "initials": "N",
            "role": "keten",
            "domain": "care",
            "class_": "paragraph_1",
            "short_name": "kort",
            "regime": "wgs",
            "min_age": self.dice.choice(("", "12")),
        }
        self.desk.change(lambda s: add(s, house.OF_HOUSE, typed), "house.add")

    def choose(self) -> None:
        """A choice in a list of the house."""
        tbl, col, values = self.dice.choice(
            (
                ("partner", "class_", ("paragraph_1", "paragraph_2")),
                ("municipality", "work_area_id", (self._some("work_area") or "", "")),
            )
        )
        row = self._some(tbl)
        if row is not None:
            value = self.dice.choice(values)
            rev = self.desk.read(head_rev)
            self.desk.change(lambda s: house.choose(s, tbl, row, col, value, rev), f"{tbl}.edit")

    def remove_from_house(self) -> None:
        """A row of the house goes when nothing needs it."""
        tbl, remove = self.dice.choice(
            (
                ("member", house.remove_member),
                ("partner", house.remove_partner),
                ("case_table", house.remove_table),
                ("work_area", house.remove_area),
                ("municipality", house.remove_place),
            )
        )
        row = self._some(tbl)
        if row is not None:
            self.desk.change(lambda s: remove(s, row, self.desk.user), f"{tbl}.remove")

    def bring_in(self) -> None:
        """Two cases come in as an import writes them, one of them closed and shielded."""

        def act(session: CaptureSession) -> None:
            rows: dict[type[Any], list[dict[str, Any]]] = {Case: [], Referral: [], Person: [], Subject: []}
            for shielded in (False, True):
                stream, case, person = new_id(), new_id(), new_id()
                day = self.desk.today()
                number = f"2025-{self.dice.randrange(9999):04d}"
                phase = Phase.CLOSED if shielded else Phase.WAITING_LIST
                in_case = {"stream_id": stream, "case_id": case}
                rows[Case].append(
                    {
                        "id": case,
                        "stream_id": stream,
                        "number": number,
                        "phase": phase,
                        "shielded": shielded,
                        "first_processed_on": day,
                    }
                )
                rows[Referral].append({"id": new_id(), **in_case, "referred_on": day})
                rows[Person].append({"id": person, "stream_id": new_id(), "surname": "Overgenomen"})
                rows[Subject].append({"id": new_id(), **in_case, "person_id": person})
            bulk(session, rows)

        self.desk.change(act, "import.register", origin="import")

    def take_back(self) -> None:
        """Ctrl+Z."""
        self._undo(self.desk.read(lambda s: last_act(s, self.desk.user)).id)

    def take_back_any(self) -> None:
        """Any act there was, an undo or an import too."""
        acts = self.desk.read(lambda s: s.scalars(select(ChangeSet.act).order_by(ChangeSet.rev)).all())
        self._undo(self.dice.choice(acts))

    def _undo(self, act: str) -> None:
        take_back(self.desk, act)

    def _add(self, add: Any, intent: str, typed: dict[str, str]) -> None:
        case = self._some("case_") or ""
        self.desk.change(lambda s: add(s, case, typed), intent)

    def _some(self, tbl: str) -> str | None:
        """A row of this table that is there."""
        cls = BY_NAME[tbl]
        ids = self.desk.read(lambda s: s.scalars(select(cls.id).where(~cls.deleted).order_by(cls.id)).all())
        return self.dice.choice(ids) if ids else None
