"""The history of a case, readable: which act, when, by whom, and for each field the old and the new value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import Session

from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import FOUNDING, KEEPING
from zvhdesk.models.capture import OpRecord
from zvhdesk.models.cases import Action, Contribution, Goal, Subject
from zvhdesk.models.codec import Value, decode
from zvhdesk.models.house import CaseTable, Member, Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.models.tables import column_of
from zvhdesk.services.fields import FIELDS, label_of
from zvhdesk.services.words import day, word, yes_no

INTENTS: dict[str, str] = {
    "import.register": "Overgenomen uit het register",
    "demo.build": "Aangemaakt voor de demonstratie",
    FOUNDING: "Huis ingericht",
    "house.create": "Huis ingericht",
    "case.create": "Casus aangemaakt",
    "case.refer": "Aangemeld",
    "plan.change": "Plan bijgewerkt",
    "case.edit": "Bijgewerkt",
    "case.move": "Verplaatst in de casusreis",
    "assessment.record": "Beoordeling door lid 1 vastgelegd",
    "contribution.add": "Inbreng toegevoegd",
    "goal.add": "Doel toegevoegd",
    "action.add": "Actie toegevoegd",
    "subject.add": "Persoon toegevoegd",
    "action.status": "Actie bijgewerkt",
    "action.edit": "Actie bijgewerkt",
    "action.capture": "Actie vastgelegd aan tafel",
    "action.hold": "Van het zaalscherm gehouden",
    "action.release": "Toch op het zaalscherm",
    "action.initials": "Namen vervangen door initialen",
    "action.read_back": "Actie teruggelezen",
    "decision.record": "Besluit vastgelegd",
    "decision.agree": "Akkoord op een besluit vastgelegd",
    "agenda.add": "Op de agenda gezet",
    "agenda.edit": "Agenda gewijzigd",
    "meeting.plan": "Bijeenkomst gepland",
    "meeting.edit": "Bijeenkomst gewijzigd",
    "meeting.admit": "Aan tafel toegelaten",
    "meeting.start": "Bijeenkomst begonnen",
    "meeting.item": "Aan de beurt aan tafel",
    "meeting.step": "Volgende stap aan tafel",
    "meeting.pause": "Bijeenkomst gepauzeerd",
    "meeting.take_over": "Bijeenkomst overgenomen",
    "meeting.close": "Bijeenkomst gesloten",
    "meeting.go_on": "Bijeenkomst voortgezet",
    "destruction.propose": "Vernietigen voorgesteld",
    "destruction.confirm": "Vernietigen bevestigd",
    "destruction.receipt": "Vernietiging op dit apparaat bevestigd",
    KEEPING: "Persoon opnieuw vastgelegd, want de oude casus werd vernietigd",
    "person.fill_in": "Persoon opnieuw in te vullen",
    "destruction.withdraw": "Voorstel om te vernietigen ingetrokken",
    "round.settle": "Informatieronde bijgewerkt",
    "round.say": "Inbreng vastgelegd aan tafel",
    "note.add": "Notitie vastgelegd",
    "note.move_own": "Eigen aantekening in het dossier gezet",
    "plan.begin": "Nieuwe versie van het plan",
    "plan.adopt": "Plan vastgesteld",
    "disclosure.record": "Verstrekking vastgelegd",
    "device.name": "Apparaat een naam gegeven",
    "row.remove": "Verwijderd",
    "conflict.settle": "Gekozen tussen versies",
    "row.restore": "Teruggezet",
    "row.leave": "Verwijderd gelaten",
    "undo": "Ongedaan gemaakt",
}
"""What each intent is called on screen."""

_REFERENCES = {"partner_id": Partner, "referrer_id": Partner, "table_id": CaseTable}
_HIDDEN = frozenset(
    {
        "case_id",
        "person_id",
        "position",
        "phase_since",
        "meeting_id",
        "item_id",
        "contribution_id",
        "about_id",
    }
)
_KINDS = {
    "contribution": "Inbreng",
    "goal": "Doel",
    "action": "Actie",
    "subject": "Persoon in de casus",
    "person": "Persoon",
    "criterion_judgement": "Eerder oordeel",
    "decision": "Besluit",
    "note_paragraph": "Notitie",
    "agenda_item": "Agendapunt",
    "plan": "Plan van aanpak",
}
"""What a row is called that was removed, or brought back."""

Place = tuple[int, int]
"""Where a page of history ends: the wall time (UTC ms) and rev of its oldest change set."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry; `old` is empty for something new. Values are shown text.

    `personal`: it says who someone is, so it is shown only where names are. A BSN is masked in any case.
    """

    label: str
    old: str
    new: str
    personal: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act on a case. `at` is UTC; `act` is its id, for undo; `fields` in the order they were recorded.

    `place` and `sets` are for paging: where its oldest change set stands, and how many it joins.
    """

    act: str
    at: datetime
    who: str
    what: str
    reason: str | None
    fields: tuple[FieldChange, ...]
    place: Place
    sets: int


def history(
    session: Session, case_stream: str, case_id: str, limit: int = 200, before: Place | None = None
) -> tuple[HistoryEntry, ...]:
    """The newest `limit` change sets of a case and of the persons in it, newest first, joined per act.

    With `before`, the newest of those that stand before that place.
    """
    wanted = (
        select(ChangeSet)
        .where(of_case(case_stream, case_id))
        .order_by(ChangeSet.wall_ms.desc(), ChangeSet.rev.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(tuple_(ChangeSet.wall_ms, ChangeSet.rev) < before)
    sets = session.scalars(wanted).all()
    ops: dict[int, list[ChangeOp]] = {}
    for op in session.scalars(
        select(ChangeOp).where(ChangeOp.rev.in_([s.rev for s in sets])).order_by(ChangeOp.id)
    ):
        ops.setdefault(op.rev, []).append(op)
    names = _Names(session)
    names.learn_rows(session, [op for found in ops.values() for op in found])
    acts: dict[str, list[ChangeSet]] = {}
    for change in sets:
        acts.setdefault(change.act, []).append(change)
    return tuple(_entry(members, ops, names) for members in acts.values())


def row_history(session: Session, tbl: str, row_id: str, limit: int = 100) -> tuple[HistoryEntry, ...]:
    """The newest `limit` acts on one row, newest first, with what they changed in it and nothing else."""
    found = session.execute(
        select(ChangeSet, ChangeOp)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == tbl, ChangeOp.row == row_id)
        .order_by(ChangeSet.wall_ms.desc(), ChangeSet.rev.desc(), ChangeOp.id)
    ).all()
    names = _Names(session)
    ops: dict[int, list[ChangeOp]] = {}
    acts: dict[str, dict[int, ChangeSet]] = {}
    for change, op in found:
        ops.setdefault(change.rev, []).append(op)
        acts.setdefault(change.act, {})[change.rev] = change
    return tuple(_entry(list(members.values()), ops, names) for members in list(acts.values())[:limit])


def written(session: Session, ops: Sequence[OpRecord]) -> tuple[FieldChange, ...]:
    """What change sets that are not in the log of this desk set, as something new."""
    lines = [
        ChangeOp(rev=0, tbl=op.tbl, row=op.row, col=op.col, old="null", new=op.new, base_rev=0) for op in ops
    ]
    names = _Names(session)
    names.learn_rows(session, lines)
    found = (_field_change(op, names, new=False) for op in lines)
    return tuple(one for one in found if one is not None)


def of_case(case_stream: str, case_id: str) -> ColumnElement[bool]:
    """The change sets of a case and of the persons in it."""
    persons = (
        select(Person.stream_id)
        .join(Subject, Subject.person_id == Person.id)
        .where(Subject.case_id == case_id)
    )
    return or_(ChangeSet.stream_id == case_stream, ChangeSet.stream_id.in_(persons))


class _Names:
    """The words for ids, read once: partners, tables and members are few."""

    def __init__(self, session: Session) -> None:
        self.by_id: dict[str, str] = {}
        named: tuple[type[Partner | CaseTable | Member], ...] = (Partner, CaseTable, Member)
        for cls in named:
            self.by_id.update(dict(session.execute(select(cls.id, cls.name)).all()))
        self.rows: dict[str, tuple[str, str]] = {}

    def learn_rows(self, session: Session, ops: list[ChangeOp]) -> None:
        """Which action, goal or contribution an op is about: its short name and its text."""

        def touched(tbl: str) -> set[str]:
            return {op.row for op in ops if op.tbl == tbl}

        for action in session.scalars(select(Action).where(Action.id.in_(touched("action")))):
            self.rows[action.id] = (f"Actie {NumberInCase(action.number)}", action.text)
        for goal in session.scalars(select(Goal).where(Goal.id.in_(touched("goal")))):
            self.rows[goal.id] = (f"Doel {goal.position}", goal.text)
        brought = Contribution.id.in_(touched("contribution"))
        for row in session.scalars(select(Contribution).where(brought)):
            self.rows[row.id] = (f"Inbreng {self.by_id.get(row.partner_id, '')}".strip(), row.text)


def _entry(members: list[ChangeSet], ops: dict[int, list[ChangeOp]], names: _Names) -> HistoryEntry:
    first = members[0]
    all_ops = [op for member in sorted(members, key=lambda m: m.rev) for op in ops.get(member.rev, [])]
    made = {op.row for op in all_ops if op.col in ("case_id", "number") and op.old == "null"}
    fields = tuple(
        change for op in all_ops if (change := _field_change(op, names, new=op.row in made)) is not None
    )
    return HistoryEntry(
        act=first.act,
        at=datetime.fromtimestamp(first.wall_ms / 1000, UTC),
        who=names.by_id.get(first.user, "iemand van dit huis"),
        what=INTENTS.get(first.intent, "Gewijzigd"),
        reason=first.reason,
        fields=fields,
        place=min((member.wall_ms, member.rev) for member in members),
        sets=len(members),
    )


def _field_change(op: ChangeOp, names: _Names, *, new: bool) -> FieldChange | None:
    about, text = names.rows.get(op.row, ("", ""))
    if op.col == "deleted":
        kind = about or _KINDS.get(op.tbl, "")
        return FieldChange(kind, text, "verwijderd" if op.new == "true" else "teruggezet") if kind else None
    if op.col in _HIDDEN or not label_of(op.tbl, op.col) or (op.col == "shielded" and op.old == "null"):
        return None
    column = column_of(op.tbl, op.col)
    was, now = (_shown(op.tbl, op.col, decode(value, column), names) for value in (op.old, op.new))
    label = label_of(op.tbl, op.col) if new or not about else f"{about}, {label_of(op.tbl, op.col).lower()}"
    if op.old == op.new:
        was = ""  # chosen at another desk: the row showed it already
    return FieldChange(label, was, now, personal=op.tbl == "person")


def _shown(tbl: str, col: str, value: Value, names: _Names) -> str:
    if value is not None and (col in _REFERENCES or col == "process_manager_id"):
        return names.by_id.get(str(value), "onbekend")
    if value is not None and (tbl, col) == ("person", "bsn"):
        return f"•••••{str(value)[-4:]}"
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, date) or value is None:
        return day(value)
    field = FIELDS.get((tbl, col))
    return field.write(value) if field is not None else str(value)
