"""De besluitenlijst: one meeting on paper, from values only. The same values always give the same bytes."""

from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
)

from zvhdesk.services.papers import plan_parts as parts
from zvhdesk.services.papers import style
from zvhdesk.services.papers.decisions_values import DecisionsList, ListCase, ListDecision, ListSeat
from zvhdesk.services.papers.numbered import NumberedCanvas
from zvhdesk.services.papers.plan_parts import Mark, head, small

TITLE: Final = "Besluitenlijst"
_WIDTH: Final = style.PAGE_WIDTH - 2 * style.MARGIN
_RIGHT: Final = style.PAGE_WIDTH - style.MARGIN
_TOP_FIRST: Final = 36 * mm
_TOP: Final = 26 * mm
_BOTTOM: Final = 27 * mm
_NOT_FINAL: Final = "Voorlopig: deze bijeenkomst is nog niet gesloten."


def decisions_list_pdf(listed: DecisionsList) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    style.register_fonts()
    out = BytesIO()
    marks: list[Mark] = []
    document = BaseDocTemplate(
        out,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        title=TITLE,
        author="ZVH Desk",
        creator="ZVH Desk",
        subject="",
        lang="nl-NL",
        # Else every page asks for Helvetica, which is then not embedded.
        initialFontName=style.REGULAR,
        invariant=1,
    )
    document.addPageTemplates([_template("first", _TOP_FIRST), _template("later", _TOP)])

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        for at, mark in enumerate(mark for mark in marks if mark.page == page):
            canvas.bookmarkHorizontalAbsolute(f"deel-{page}-{at}", mark.top + 4)
            canvas.addOutlineEntry(mark.text, f"deel-{page}-{at}", 0)
        if page == 1:
            _first_head(canvas, listed)
        else:
            _later_head(canvas, listed)
        _foot(canvas, listed, page, pages)

    document.build(
        _story(listed, marks),
        canvasmaker=lambda *given, **settings: NumberedCanvas(*given, draw=draw, **settings),
    )
    return out.getvalue()


def _template(name: str, top: float) -> PageTemplate:
    height = style.PAGE_HEIGHT - top - _BOTTOM
    frame = Frame(style.MARGIN, _BOTTOM, _WIDTH, height, 0, 0, 0, 0)
    return PageTemplate(name, [frame], autoNextPageTemplate="later")


def _story(listed: DecisionsList, marks: list[Mark]) -> list[Flowable]:
    story: list[Flowable] = [] if listed.final else [_strong(_NOT_FINAL), Spacer(0, 4)]
    story += [parts.pairs(listed.facts)]
    story += [*head("Aanwezig", marks), _seats(listed.present, "Er was niemand aanwezig.")]
    if listed.absent:
        story += [*head("Niet aanwezig", marks), _seats(listed.absent, "")]
    for case in listed.cases:
        story += _case(case, marks)
    if not listed.cases:
        story += [*head("Casussen", marks), small("Op deze agenda stond geen casus.")]
    if listed.parked:
        rows = [[each.whose, each.text] for each in listed.parked]
        story += [*head("Geparkeerd", marks), parts.table(("Casus", "Wat elders hoort"), (40, 130), rows)]
    if listed.points:
        story += [*head("Andere punten", marks), parts.lines("\n".join(listed.points))]
    return [*story, *head("Omgang met deze lijst", marks), small(listed.handling)]


def _seats(seats: tuple[ListSeat, ...], nothing: str) -> Flowable:
    rows = [[each.organisation, each.role, each.presence] for each in seats]
    if not rows:
        return small(nothing)
    return parts.table(("Organisatie", "Als", "Hoe"), (70, 65, 35), rows)


def _case(case: ListCase, marks: list[Mark]) -> list[Flowable]:
    # The line, the heading and the question stay together.
    story: list[Flowable] = [CondPageBreak(36 * mm), Spacer(0, 7), _line(), *head(case.title, marks)]
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
    if case.next_on:
        story += [parts.lines(f"Volgende bespreking: {case.next_on}.")]
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


def _text(
    canvas: Canvas, x: float, y: float, words: str, font: tuple[str, float], *, right: bool = False
) -> None:
    canvas.setFont(*font)
    (canvas.drawRightString if right else canvas.drawString)(x, y, style.plain(words))


def _fitting(words: str, font: tuple[str, float], room: float) -> str:
    """The words, cut off with an ellipsis where they do not fit."""
    said = style.plain(words)
    if stringWidth(said, *font) <= room:
        return said
    while said and stringWidth(f"{said}…", *font) > room:
        said = said[:-1]
    return f"{said.rstrip()}…"


def _first_head(canvas: Canvas, listed: DecisionsList) -> None:
    left, top = style.MARGIN, style.PAGE_HEIGHT - 17 * mm
    plain = (style.REGULAR, 10.0)
    canvas.setFillColor(style.GREY)
    _text(canvas, left, top, _fitting(listed.house, plain, 110 * mm), plain)
    canvas.setFillColor(style.INK)
    _text(canvas, left, top - 9.5 * mm, TITLE, (style.BOLD, 22))
    _text(canvas, _RIGHT, top - 4.5 * mm, "Vertrouwelijk", (style.BOLD, 10), right=True)
    _text(canvas, _RIGHT, top - 9.5 * mm, _fitting(listed.meeting, plain, 105 * mm), plain, right=True)
    canvas.setLineWidth(1.5)
    canvas.setStrokeColor(style.INK)
    canvas.line(left, top - 13.5 * mm, _RIGHT, top - 13.5 * mm)


def _later_head(canvas: Canvas, listed: DecisionsList) -> None:
    top = style.PAGE_HEIGHT - 17 * mm
    plain = (style.REGULAR, 9.0)
    canvas.setFillColor(style.GREY)
    words = f"{TITLE} · {listed.meeting} · {listed.house}"
    _text(canvas, style.MARGIN, top, _fitting(words, plain, _WIDTH - 30 * mm), plain)
    canvas.setFillColor(style.INK)
    _text(canvas, _RIGHT, top, "Vertrouwelijk", (style.BOLD, 9), right=True)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(style.MARGIN, top - 3 * mm, _RIGHT, top - 3 * mm)


def _foot(canvas: Canvas, listed: DecisionsList, page: int, pages: int) -> None:
    plain = (style.REGULAR, 8.0)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(style.MARGIN, 20 * mm, _RIGHT, 20 * mm)
    canvas.setFillColor(style.GREY)
    _text(canvas, style.MARGIN, 15.5 * mm, listed.printed, plain)
    _text(canvas, _RIGHT, 15.5 * mm, f"{page} van {pages}", plain, right=True)
    _text(canvas, style.MARGIN, 11.5 * mm, listed.secrecy, plain)
