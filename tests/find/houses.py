"""Houses for the finder: cases and persons as plain values, and those written into a real desk."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from zvhdesk.domain.terms import Phase, SubjectRole
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable, House
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Human:
    """A person as a row holds them."""

    id: str
    initials: str | None = "A."
    prefix: str | None = None
    surname: str | None = "Jansen"
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with the persons in it: id of the person, role, and whether that row was deleted."""

    id: str
    number: str
    humans: tuple[tuple[str, SubjectRole, bool], ...] = ()
    shielded: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """A whole house of cases and persons."""

    humans: tuple[Human, ...]
    dossiers: tuple[Dossier, ...]


def write(desk: Desk, world: World) -> None:
    """Put a world into an empty house, by the writer that an import uses."""
    rows: dict[type[Any], list[dict[str, Any]]] = {
        House: [{"id": "house", "stream_id": "common", "name": "Huis Voorbeeld"}],
        CaseTable: [{"id": "topx", "stream_id": "common", "name": "Top-X", "short_name": "Top-X"}],
        Case: [
            {
                "id": dossier.id,
                "stream_id": f"c-{dossier.id}",
                "number": dossier.number,
                "phase": Phase.TRIAGE,
                "table_id": "topx",
                "shielded": dossier.shielded,
                "deleted": dossier.deleted,
            }
            for dossier in world.dossiers
        ],
        Person: [
            {
                "id": human.id,
                "stream_id": f"p-{human.id}",
                "initials": human.initials,
                "prefix": human.prefix,
                "surname": human.surname,
                "deleted": human.deleted,
            }
            for human in world.humans
        ],
        Subject: [
            {
                "id": f"{dossier.id}-{at}",
                "stream_id": f"c-{dossier.id}",
                "case_id": dossier.id,
                "person_id": human,
                "role": role,
                "deleted": deleted,
            }
            for dossier in world.dossiers
            for at, (human, role, deleted) in enumerate(dossier.humans)
        ],
    }
    filled = {cls: made for cls, made in rows.items() if made}
    desk.change(lambda session: bulk(session, filled), "import.register")


def rewrite(desk: Desk, world: World) -> None:
    """Bring the rows of a house to another state of the same world, by the writer that a form uses."""

    def fn(session: CaptureSession) -> None:
        for case in session.scalars(select(Case)):
            wanted = next(dossier for dossier in world.dossiers if dossier.id == case.id)
            case.number, case.shielded, case.deleted = wanted.number, wanted.shielded, wanted.deleted
        for person in session.scalars(select(Person)):
            human = next(human for human in world.humans if human.id == person.id)
            person.surname, person.deleted = human.surname, human.deleted
        for subject in session.scalars(select(Subject)):
            case_id, _, at = subject.id.rpartition("-")
            wanted = next(dossier for dossier in world.dossiers if dossier.id == case_id)
            subject.deleted = wanted.humans[int(at)][2]

    desk.change(fn, "test.rewrite")


def turned(world: World, at: int) -> World:
    """The same world later: one case shielded or opened, one person removed or put back."""
    dossiers, humans = list(world.dossiers), list(world.humans)
    if dossiers:
        here = at % len(dossiers)
        dossiers[here] = replace(dossiers[here], shielded=not dossiers[here].shielded)
    if humans:
        there = at % len(humans)
        humans[there] = replace(humans[there], deleted=not humans[there].deleted)
    return World(tuple(humans), tuple(dossiers))
