"""What a new house begins with: Drenthe, Twente, or nothing. The first set-up and `zvhdesk new` use it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment, Regime, StreamKind
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable, House, Member, Municipality, WorkArea
from zvhdesk.models.local import Stream
from zvhdesk.services import municipalities

Region = Literal["drenthe", "twente", "empty"]
REGIONS: tuple[Region, ...] = ("drenthe", "twente", "empty")


@dataclass(frozen=True, slots=True)
class TablePreset:
    """A casustafel to begin with. Ages in whole years on the day of aanmelding, both ends included."""

    name: str
    short_name: str
    colour: str
    purpose: str | None = None
    min_age: int | None = None
    max_age: int | None = None
    regime: Regime = Regime.WGS


@dataclass(frozen=True, slots=True)
class Preset:
    """A house to begin with. `default_table` is the name of the table for cases that name none."""

    name: str
    gemeenten: tuple[municipalities.Gemeente, ...] = ()
    work_areas: tuple[str, ...] = ()
    tables: tuple[TablePreset, ...] = ()
    default_table: str | None = None


@dataclass(frozen=True, slots=True)
class Founder:
    """The first member: who makes the house on this desk."""

    name: str = "Eerste gebruiker"
    initials: str = "EG"
    role: str = "procesmanager"


_TWENTE_TABLES = (
    TablePreset("Code Rood", "C. Rood", "#A61B1B", "Zwaarste categorie huiselijk geweld en stalking"),
    TablePreset("Top-X", "Top-X", "#4A6DA7", "Meest complexe veiligheidscasuïstiek"),
    TablePreset("JOR", "JOR", "#0B6E75", "Justitieel Overleg Risicojongeren", min_age=12, max_age=23),
    TablePreset(
        "Radicalisering en extremisme", "R&E", "#5B5F66", "Signalen van radicalisering", regime=Regime.CTER
    ),
    TablePreset("VPO", "VPO", "#8A5A00", "Zeer actieve veelplegers", min_age=18),
    TablePreset("RFPN", "RFPN", "#2F6B3A", "Regionaal Forensisch Psychiatrisch Netwerk, na opschaling"),
    TablePreset("Mensenhandel (KMT)", "KMT", "#6B3F8F", "Meld- en knooppunt mensenhandel"),
)
_TWENTE_AREAS = ("Werkgebied Noord", "Werkgebied Midden", "Werkgebied Zuid")


def preset(region: Region) -> Preset:
    """The preset of that name."""
    match region:
        case "drenthe":
            return Preset(
                name="Zorg- en Veiligheidshuis Drenthe",
                gemeenten=municipalities.of_region("Drenthe"),
                work_areas=("Drenthe",),
                tables=(TablePreset("Casusoverleg", "Casusoverleg", "#4A6DA7"),),
                default_table="Casusoverleg",
            )
        case "twente":
            return Preset(
                name="Zorg- en Veiligheidshuis Twente",
                gemeenten=municipalities.of_region("Twente"),
                work_areas=_TWENTE_AREAS,
                tables=_TWENTE_TABLES,
            )
        case "empty":
            return Preset(name="Zorg- en Veiligheidshuis")


def establish(session: CaptureSession, chosen: Preset, user: str, founder: Founder) -> str:
    """Write the rows of a new house and its first member, whose id is `user`. Returns the stream id."""
    stream = new_id()
    areas = [WorkArea(stream_id=stream, name=name, position=at) for at, name in enumerate(chosen.work_areas)]
    tables = [
        CaseTable(
            stream_id=stream,
            name=table.name,
            short_name=table.short_name,
            colour=table.colour,
            purpose=table.purpose,
            regime=table.regime,
            min_age=table.min_age,
            max_age=table.max_age,
            position=at,
        )
        for at, table in enumerate(chosen.tables)
    ]
    rows: list[Replicated] = [
        House(
            stream_id=stream,
            name=chosen.name,
            default_table_id=next((table.id for table in tables if table.name == chosen.default_table), None),
        ),
        Member(stream_id=stream, id=user, name=founder.name, initials=founder.initials, role=founder.role),
        *areas,
        *tables,
        *_municipalities(stream, chosen, areas),
    ]
    session.add_all_new(rows)
    meetings_stream(session)
    return stream


def common_stream(session: Session) -> str:
    """The id of the house's common stream. Raises LookupError in a database without a house."""
    found = session.scalar(
        select(Stream.id).where(Stream.compartment == Compartment.HOUSE, Stream.kind == StreamKind.COMMON)
    )
    # Until the transaction that founds the house ends, its stream stands in its rows only.
    found = found or session.scalar(select(House.stream_id))
    if found is None:
        raise LookupError("no house")
    return found


def meetings_stream(session: Session) -> str:
    """The id of the common stream of this desk's compartment: meetings, attendance, points without a case.

    It exists from the first set-up; a house made before there were meetings gets it here.
    """
    here = home(session)
    found = session.scalar(
        select(Stream.id).where(Stream.compartment == here, Stream.kind == StreamKind.COMMON)
    )
    if found is None:
        found = new_id()
        session.add(Stream(id=found, compartment=here, kind=StreamKind.COMMON))
        session.flush()
    return found


def _municipalities(stream: str, chosen: Preset, areas: list[WorkArea]) -> list[Municipality]:
    # Which gemeente belongs to which of several work areas is for the house to say; a single area has all.
    area = areas[0].id if len(areas) == 1 else None
    return [
        Municipality(stream_id=stream, code=gemeente.code, name=gemeente.name, work_area_id=area)
        for gemeente in chosen.gemeenten
    ]
