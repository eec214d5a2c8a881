"""The page Beheer: what the house consists of, and adding to it or taking from it.

A field of a row that stands is edited in place (services.editing, with the words of services.fields).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.reading.words import key
from zvhdesk.domain.refusals import BadInput, Refused, StillEnrolled
from zvhdesk.domain.terms import Compartment, PartnerClass, PartnerDomain
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession, head_rev, in_use
from zvhdesk.models.cases import Case, Referral
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable, House, HouseRow, Member, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import Attendance, Meeting
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import conflicts, devices, editing, regimes
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.services.conflicts import NOTHING, Asked
from zvhdesk.services.conflicts.wording import row_text
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.house_rows import AreaRow, MemberRow, PartnerRow, PlaceRow, TableRow
from zvhdesk.services.municipalities import Finder, national
from zvhdesk.services.regions import common_stream

Typed = Mapping[str, str]
"""What a form holds, by column."""

OF_HOUSE = "huis"
"""Under this id the drafts of forms for new rows of the house are kept."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows, as it stood at `rev`. `unknown` counts partners without domain or class.

    `asked` is what desks disagree about in a list, where no field shows it; `several` are the rows it is in.
    """

    house_id: str
    rev: int
    members: tuple[MemberRow, ...]
    partners: tuple[PartnerRow, ...]
    tables: tuple[TableRow, ...]
    areas: tuple[AreaRow, ...]
    places: tuple[PlaceRow, ...]
    only_copy: bool
    """The house is changed on another desk."""
    by_server: bool = False
    """What changes there comes from a server."""
    asked: Asked = NOTHING
    several: frozenset[str] = frozenset()
    leaving: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By table the names of what was removed and is in use: it goes from its list when that is over."""

    @property
    def usable(self) -> tuple[TableRow, ...]:
        """The casustafels that cases of this desk may be at."""
        return tuple(row for row in self.tables if row.here)

    @property
    def unknown(self) -> int:
        """An unknown class can neither decide nor receive."""
        return sum(
            row.class_ is PartnerClass.UNKNOWN or row.domain is PartnerDomain.UNKNOWN for row in self.partners
        )


def overview(session: Session, user: str) -> Overview:
    """The rows of the page for this user. Raises LookupError in a database without a house."""
    house = session.scalars(select(House)).first()
    if house is None:
        raise LookupError("no house")
    areas = session.scalars(_here(WorkArea).order_by(WorkArea.position, WorkArea.name, WorkArea.id)).all()
    places = session.scalars(_here(Municipality).order_by(Municipality.name, Municipality.id)).all()
    names = {area.id: area.name for area in areas}
    only_copy, leaving = home(session) is not Compartment.REGULAR, in_use.leaving(session)
    return Overview(
        house_id=house.id,
        rev=head_rev(session),
        members=tuple(
            MemberRow(m.id, m.name, m.initials, m.role, m.id == user, (Member.__tablename__, m.id) in leaving)
            for m in session.scalars(_here(Member).order_by(Member.name, Member.id))
        ),
        partners=_partners(session),
        tables=_tables(session),
        areas=tuple(AreaRow(a.id, a.name, sum(p.work_area_id == a.id for p in places)) for a in areas),
        places=tuple(
            PlaceRow(p.id, p.name, p.code, p.work_area_id or "", names.get(p.work_area_id or "", ""))
            for p in places
        ),
        only_copy=only_copy,
        by_server=session.scalar(select(CompartmentState.comp).limit(1)) is not None,
        asked=NOTHING if only_copy else conflicts.of_tables(session, _TABLES, _IN_FIELDS),
        several=frozenset(row for tbl in _TABLES for row in conflicts.rows_in_conflict(session, tbl)),
        leaving=_names(session, leaving),
    )


_TABLES = frozenset({"house", "member", "partner", "case_table", "work_area", "municipality", "device"})
_IN_FIELDS = frozenset(column for column in FIELDS if column[0] in _TABLES) - {
    ("partner", "domain"),
    ("partner", "class_"),
    ("municipality", "work_area_id"),
}
"""What the page has a field for; the rest is chosen in a list, and is asked about above it."""


def ages(least: int | None, most: int | None) -> str:
    """The ages of a table in words; says so when they exclude each other."""
    match least, most:
        case None, None:
            return "alle leeftijden"
        case int(), None:
            return f"vanaf {least} jaar"
        case None, int():
            return f"tot en met {most} jaar"
        case int(), int() if least <= most:
            return f"{least} tot en met {most} jaar"
        case _:
            return f"{least} tot en met {most}: klopt niet"


# ---------------------------------------------------------------------------------------------------- adding


def add_member(session: CaptureSession, _of: str, typed: Typed) -> str:
    """A colleague. Raises Refused(BadInput) with the column it is about."""
    values = _read("member", ("name", "initials", "role"), typed)
    return _add(session, Member(stream_id=common_stream(session), **values), "member.add")


def add_partner(session: CaptureSession, _of: str, typed: Typed) -> str:
    """An organisation; what is not said of it is `onbekend`."""
    values = _read("partner", ("name", "domain", "class_"), typed)
    _new_name(session, Partner, values["name"], "Deze organisatie staat al in de lijst.")
    return _add(session, Partner(stream_id=common_stream(session), **values), "partner.add")


def add_table(session: CaptureSession, _of: str, typed: Typed) -> str:
    """A casustafel, after the others."""
    values = _read("case_table", ("name", "short_name", "regime", "min_age", "max_age"), typed)
    _new_name(session, CaseTable, values["name"], "Deze casustafel is er al.")
    least, most = values["min_age"], values["max_age"]
    if least is not None and most is not None and least > most:
        raise Refused(BadInput("max_age", f"Vul een leeftijd in vanaf {least}, of laat leeg."))
    values["position"] = 1 + (session.scalar(select(func.max(CaseTable.position))) or 0)
    return _add(session, CaseTable(stream_id=common_stream(session), **values), "table.add")


def add_area(session: CaptureSession, _of: str, typed: Typed) -> str:
    """A work area, after the others."""
    values = _read("work_area", ("name",), typed)
    _new_name(session, WorkArea, values["name"], "Dit werkgebied is er al.")
    values["position"] = 1 + (session.scalar(select(func.max(WorkArea.position))) or 0)
    return _add(session, WorkArea(stream_id=common_stream(session), **values), "area.add")


def add_place(session: CaptureSession, _of: str, typed: Typed) -> str:
    """A gemeente of the national list, by its name as people write it."""
    wanted = tidy(typed.get("name", ""))
    if not wanted:
        raise Refused(BadInput("name", "Vul de naam van een gemeente in."))
    finder = Finder(national())
    name = finder.find(wanted)
    if name is None:
        near = finder.nearest(wanted)
        meant = f" Bedoelt u {near}?" if near else ""
        raise Refused(BadInput("name", f"Deze gemeente staat niet in de landelijke lijst.{meant}"))
    _new_name(session, Municipality, name, "Deze gemeente staat al in de lijst.")
    code = next(gemeente.code for gemeente in national() if gemeente.name == name)
    row = Municipality(stream_id=common_stream(session), code=code, name=name)
    return _add(session, row, "place.add")


def choose(session: CaptureSession, tbl: str, row_id: str, col: str, value: str, shown_rev: int) -> None:
    """Set a column that is a choice, such as the class of a partner or the work area of a gemeente.

    The stale-form rule holds here too (DATA.md 7): when another act changed it after `shown_rev`, Refused
    says both values and nothing is written; the list shows what stands now, choosing again settles it.
    """
    row = session.get(BY_NAME[tbl], row_id)
    if row is None or row.deleted:
        raise Refused(BadInput(col, "Deze regel staat niet meer in de lijst."))
    outcome = editing.save(session, OF_HOUSE, (tbl, row_id, col), value, shown_rev)
    if isinstance(outcome, editing.TwoVersions):
        theirs, mine = (_said(session, tbl, col, text) for text in (outcome.theirs, outcome.mine))
        raise Refused(
            BadInput(
                col,
                f"{outcome.who} heeft dit intussen gewijzigd in {theirs}; u koos {mine}. "
                "Kies opnieuw als uw keuze moet gelden.",
            )
        )


def _said(session: Session, tbl: str, col: str, text: str) -> str:
    """A choice in the words of the list."""
    area = session.get(WorkArea, text)
    return dict(FIELDS[(tbl, col)].choices).get(text) or (area.name if area else text) or "geen"


# -------------------------------------------------------------------------------------------------- removing

_STILL_READS = (
    "Een apparaat van deze collega leest het huis nog. Een beheerder haalt de collega bij Server en "
    "apparaten uit het huis, met alle apparaten."
)
_KNOWN = "Deze organisatie komt voor in een casus en blijft daarom staan. U kunt de naam wel wijzigen."
_WITH_CASES = "Bij deze casustafel horen casussen; die blijft daarom staan."
_WHY: Mapping[type[Replicated], str] = {
    House: "Dit is de standaard casustafel. Kies eerst een andere.",
    Meeting: "Van deze casustafel is er een bijeenkomst; de tafel blijft daarom staan.",
    Attendance: "Deze organisatie komt voor in een bijeenkomst en blijft daarom staan.",
}
"""What it says of what does not stand in a case."""
Remove = Callable[[CaptureSession, str, str], None]
"""A removal: session, id of the row, id of the user."""


def remove_member(session: CaptureSession, row_id: str, user: str) -> None:
    """Take a colleague off the list; not oneself, not who still has cases or a device that reads the house.

    Raises Refused: StillEnrolled for the last.
    """
    if row_id == user:
        raise Refused(BadInput("member", "Dit bent u zelf. Een collega kan u van de lijst halen."))
    _unused(session, Member, row_id, "Deze collega heeft nog casussen. Draag die eerst over.")
    if devices.in_use(session, row_id):
        raise Refused(StillEnrolled("member", _STILL_READS))
    _remove(session, Member, row_id)


def remove_partner(session: CaptureSession, row_id: str, _user: str) -> None:
    """Take an organisation off the list; not one that a case or a meeting knows."""
    _unused(session, Partner, row_id, _KNOWN)
    _remove(session, Partner, row_id)


def remove_table(session: CaptureSession, row_id: str, _user: str) -> None:
    """Take a casustafel off the list; not one with cases or meetings, nor the standard one, nor one of CTER.

    Of those the cases are not seen here, and nothing may say whether there are any: so none goes.
    """
    if not regimes.fits(session, session.get_one(CaseTable, row_id).regime):
        raise Refused(BadInput(CaseTable.__tablename__, regimes.UNSEEN))
    _unused(session, CaseTable, row_id, _WITH_CASES)
    _remove(session, CaseTable, row_id)


def remove_area(session: CaptureSession, row_id: str, _user: str) -> None:
    """Take a work area off the list, when it has no gemeenten."""
    _unused(session, WorkArea, row_id, "Geef de gemeenten eerst een ander werkgebied.")
    _remove(session, WorkArea, row_id)


def remove_place(session: CaptureSession, row_id: str, _user: str) -> None:
    """Take a gemeente off the list; not one that a case is in."""
    _unused(session, Municipality, row_id, "In deze gemeente is een casus; die blijft daarom staan.")
    _remove(session, Municipality, row_id)


# -------------------------------------------------------------------------------------------------- the rest


def _partners(session: Session) -> tuple[PartnerRow, ...]:
    found = session.execute(
        select(Referral.referrer_id, func.count())
        .join(Case, Case.id == Referral.case_id)
        .where(~Referral.deleted, ~Case.deleted, ~Case.shielded)
        .group_by(Referral.referrer_id)
    )
    counts = {str(partner): int(count) for partner, count in found}
    rows = session.scalars(_here(Partner).order_by(func.lower(Partner.name), Partner.id))
    return tuple(PartnerRow(p.id, p.name, p.domain, p.class_, counts.get(p.id, 0)) for p in rows)


def _tables(session: Session) -> tuple[TableRow, ...]:
    found = session.execute(
        select(Case.table_id, func.count()).where(~Case.deleted, ~Case.shielded).group_by(Case.table_id)
    )
    counts = {str(table): int(count) for table, count in found}
    rows = session.scalars(_here(CaseTable).order_by(CaseTable.position, CaseTable.name, CaseTable.id))

    def row(t: CaseTable) -> TableRow:
        here, limits = regimes.fits(session, t.regime), ages(t.min_age, t.max_age)
        return TableRow(t.id, t.name, t.short_name, limits, t.regime, counts.get(t.id, 0), here)

    return tuple(row(table) for table in rows)


def _names(session: Session, leaving: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for tbl, row_id in leaving:
        row = session.get_one(BY_NAME[tbl], row_id)
        if isinstance(row, HouseRow):
            found[tbl] = (*found.get(tbl, ()), row_text(row))
    return found


def _here(cls: Any) -> Any:
    return select(cls).where(~cls.deleted)


def _read(tbl: str, columns: Sequence[str], typed: Typed) -> dict[str, Any]:
    """The values of what was typed; a sentence names the column, so that it can stand beside the field."""
    values: dict[str, Any] = {}
    for column in columns:
        try:
            values[column] = FIELDS[(tbl, column)].read(typed.get(column, ""))
        except Refused as refused:
            if isinstance(refused.reason, BadInput):
                raise Refused(BadInput(column, refused.reason.sentence)) from None
            raise
    return values


def _new_name(session: Session, cls: Any, name: str, sentence: str) -> None:
    if any(key(known) == key(name) for known in session.scalars(select(cls.name).where(~cls.deleted))):
        raise Refused(BadInput("name", sentence))


def _unused(session: Session, cls: type[HouseRow], row_id: str, sentence: str) -> None:
    """What keeps a row on the list here is what keeps it there when another desk removed it."""
    used = in_use.used_by(session, (cls.__tablename__, row_id))
    if used is not None:
        raise Refused(BadInput(used.of.__tablename__, _WHY.get(used.of, sentence)))


def _add(session: CaptureSession, row: HouseRow, form: str) -> str:
    session.add_all_new([row])
    drop_form_drafts(session, form, OF_HOUSE)
    return row.id


def _remove(session: CaptureSession, cls: type[HouseRow], row_id: str) -> None:
    session.get_one(cls, row_id).deleted = True
