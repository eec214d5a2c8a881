"""De besluitenlijst: one meeting on paper, from values only. The same values always give the same bytes."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Paragraph, Spacer

from zvhdesk.services.papers import parts, style
from zvhdesk.services.papers.decisions_values import DecisionsList, ListCase, ListDecision, ListSeat
from zvhdesk.services.papers.pages import Around, paper_pdf
from zvhdesk.services.papers.parts import Mark, part, small

TITLE: Final = "Besluitenlijst"
_NOT_FINAL: Final = "Voorlopig: deze bijeenkomst is nog niet gesloten."


def decisions_list_pdf(listed: DecisionsList) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    around = Around(
        title=TITLE,
        house=listed.house,
        about=(listed.meeting,),
        short=listed.meeting,
        moment=listed.printed,
        secrecy=listed.secrecy,
    )
    marks: list[Mark] = []
    return paper_pdf(around, _story(listed, marks), marks)


def _story(listed: DecisionsList, marks: list[Mark]) -> list[Flowable]:
    story: list[Flowable] = [] if listed.final else [_strong(_NOT_FINAL), Spacer(0, 4)]
    story += [parts.pairs(listed.facts)]
    story += part("Aanwezig", marks, _seats(listed.present, "Er was niemand aanwezig."))
    if listed.absent:
        story += part("Niet aanwezig", marks, _seats(listed.absent, ""))
    for case in listed.cases:
        story += _case(case, marks)
    if not listed.cases:
        story += part("Casussen", marks, small("Op deze agenda stond geen casus."))
    if listed.parked:
        rows = [[each.whose, each.text] for each in listed.parked]
        story += part("Geparkeerd", marks, parts.table(("Casus", "Wat elders hoort"), (40, 130), rows))
    if listed.points:
        story += part("Andere punten", marks, parts.lines("\n".join(listed.points)))
    return [*story, *part("Omgang met deze lijst", marks, small(listed.handling))]


def _seats(seats: tuple[ListSeat, ...], nothing: str) -> Flowable:
    rows = [[each.organisation, each.role, each.presence] for each in seats]
    if not rows:
        return small(nothing)
    return parts.table(("Organisatie", "Als", "Hoe"), (70, 65, 35), rows)


def _case(case: ListCase, marks: list[Mark]) -> list[Flowable]:
    # The line, the heading and the question stay together.
    story: list[Flowable] = [CondPageBreak(36 * mm), Spacer(0, 7), _line(), *part(case.title, marks)]
    if case.reason:
        story += [small(case.reason)]
    if case.question:
        story += [Spacer(0, 2), parts.question(case.question), Spacer(0, 4)]
    if case.outcome:
        story += [parts.lines(case.outcome)]
    story += [part for decision in case.decisions for part in _decision(decision)]
    if case.actions:
        rows = [[str(each.number), each.who, each.text, each.due] for each in case.actions]
        widths = (9, 42, 91, 28)
        story += [Spacer(0, 2), parts.table(("Nr", "Wie", "Actie", "Termijn"), widths, rows), Spacer(0, 3)]
    for each in case.dissent:
        story += [parts.remark(f"Tegengeluid van {each.whose}: {each.text}", dissent=True)]
    if case.owed:
        story += [parts.lines(f"Nog na te werken door {case.owed}.")]
    if case.next:
        story += [parts.lines(case.next)]
    return story


def _decision(decision: ListDecision) -> list[Flowable]:
    """In words whether it is voorgenomen: colour and weight do not survive a copier."""
    kind = "Voorgenomen besluit" if decision.awaiting else "Besluit"
    lead = f'<font name="{style.SEMIBOLD}">{kind} {decision.number}.</font>'
    said = [f"Besloten door {decision.decided_by}."] if decision.decided_by else []
    said += [f"Nog te vragen: {decision.awaiting}."] if decision.awaiting else []
    words = Paragraph(f"{lead} {style.markup(decision.text)}", style.body())
    # The first lines of a decision and who took it do not part.
    return [CondPageBreak(16 * mm), words, small(" ".join(said)), Spacer(0, 4)]


def _line() -> Flowable:
    return HRFlowable(width="100%", thickness=0.8, color=style.INK, spaceBefore=0, spaceAfter=0)


def _strong(text: str) -> Paragraph:
    return Paragraph(style.markup(text), style.style("strong", 10, font=style.SEMIBOLD))
