"""Het casusblad: one case on paper, from values only. Number and initials on page 1, names from page 2 on."""

from functools import cache
from io import BytesIO
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from zvhdesk.services.papers import style
from zvhdesk.services.papers.numbered import NumberedCanvas
from zvhdesk.services.papers.sheet_values import CaseSheet, SheetAction, SheetSource

TITLE: Final = "Casusblad"
_WIDTH: Final = style.PAGE_WIDTH - 2 * style.MARGIN
_TOP_FIRST: Final = 38 * mm
_TOP: Final = 26 * mm
_BOTTOM: Final = 27 * mm


def case_sheet_pdf(sheet: CaseSheet) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    style.register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        title=TITLE,
        author="ZVH Desk",
        creator="ZVH Desk",
        subject="",
        invariant=1,
    )
    document.addPageTemplates([_template("first", _TOP_FIRST), _template("later", _TOP)])
    document.build(
        _story(sheet), canvasmaker=lambda *a, **k: NumberedCanvas(*a, draw=_page_drawer(sheet), **k)
    )
    return out.getvalue()


def _template(name: str, top: float) -> PageTemplate:
    frame = Frame(
        style.MARGIN,
        _BOTTOM,
        _WIDTH,
        style.PAGE_HEIGHT - top - _BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], autoNextPageTemplate="later")


def _story(sheet: CaseSheet) -> list[Flowable]:
    story: list[Flowable] = [_pairs(sheet.facts)]
    story += _head("Casusvraag")
    story += [Paragraph(style.markup(sheet.question or "Nog geen casusvraag."), _question())]
    story += _goals(sheet) + _actions(sheet)
    story += [*_head("Klokken"), _pairs(sheet.clocks, 46)]
    story += [*_head("Omgang met dit blad"), _small(_handling(sheet))]
    # Names stand inside: whoever sees the cover of a copy left lying about learns initials only.
    story += [PageBreak(), *_persons(sheet)]
    story += [*_head("Aanmelding"), _pairs(sheet.referral)]
    if sheet.reason:
        story += [Spacer(0, 3), Paragraph(style.markup(sheet.reason), style.body())]
    story += _judged(sheet)
    story += _sources("Beeld: feiten", sheet.picture, "Nog geen feiten ingebracht.")
    story += _sources("Oordelen van partners", sheet.opinions, "Geen oordelen ingebracht.")
    story += [*_head("Kenmerken"), _pairs(sheet.features, 52)]
    return story


def _handling(sheet: CaseSheet) -> str:
    return f"Dit exemplaar is op uw taak afgestemd. {sheet.handling}" if sheet.tailored else sheet.handling


def _goals(sheet: CaseSheet) -> list[Flowable]:
    if not sheet.goals:
        return [*_head("Doelen"), _small("Nog geen doelen.")]
    rows = [[str(at), goal.text, goal.measure, goal.due] for at, goal in enumerate(sheet.goals, start=1)]
    return [*_head("Doelen"), _table(("Nr", "Doel", "Hoe meten we dit", "Termijn"), (9, 84, 47, 30), rows)]


def _actions(sheet: CaseSheet) -> list[Flowable]:
    if not sheet.actions:
        return [*_head("Acties"), _small("Nog geen acties.")]
    rows = [
        [str(action.number), action.text, action.who, action.due, _status(action)] for action in sheet.actions
    ]
    late = [at for at, action in enumerate(sheet.actions, start=1) if action.late]
    widths = (9, 60, 40, 25, 36)
    return [*_head("Acties"), _table(("Nr", "Actie", "Wie", "Termijn", "Status"), widths, rows, late)]


def _status(action: SheetAction) -> str:
    # A shape and words: colour does not survive a copier.
    return f"▲ {action.late}" if action.late else action.status


def _persons(sheet: CaseSheet) -> list[Flowable]:
    rows = [[person.name, person.role, person.born] for person in sheet.persons]
    table = _table(("Naam", "Rol en relatie", "Geboren"), (70, 62, 38), rows)
    return [*_head("Personen"), table if rows else _small("Er zijn nog geen personen vastgelegd.")]


def _judged(sheet: CaseSheet) -> list[Flowable]:
    rows = [[row.letter, row.words, row.answer, row.ground] for row in sheet.judged]
    table = _table(("", "Criterium", "Voldoet", "Grond"), (7, 66, 18, 79), rows)
    return [*_head("Beoordeling door lid 1"), table, Spacer(0, 3), _small(sheet.judged_by)]


def _sources(title: str, sources: tuple[SheetSource, ...], nothing: str) -> list[Flowable]:
    if not sources:
        return [*_head(title), _small(nothing)]
    grey = style.GREY.hexval().replace("0x", "#")
    lines: list[Flowable] = [
        Paragraph(
            f'{style.markup(each.text)} <font size="8.5" color="{grey}">{style.markup(each.source)}</font>',
            _spaced(),
        )
        for each in sources
    ]
    return [*_head(title), *lines]


def _head(text: str) -> list[Flowable]:
    return [CondPageBreak(20 * mm), Spacer(0, 4), Paragraph(style.markup(text), _heading())]


def _small(text: str) -> Paragraph:
    return Paragraph(style.markup(text), style.small())


@cache
def _heading() -> ParagraphStyle:
    # Not kept with what follows: reportlab would move a table of two pages whole to the next one.
    return style.style("part", 12, font=style.SEMIBOLD, leading=1.3, spaceBefore=8, spaceAfter=3)


@cache
def _question() -> ParagraphStyle:
    return style.style("question", 12.5, font=style.SEMIBOLD, leading=1.35)


@cache
def _spaced() -> ParagraphStyle:
    return style.style("spaced", 10, leading=1.45, spaceAfter=3)


@cache
def _cell() -> ParagraphStyle:
    return style.style("cell", 9.5, leading=1.35)


@cache
def _cell_bold() -> ParagraphStyle:
    return style.style("cell-bold", 9.5, font=style.SEMIBOLD, leading=1.35)


@cache
def _column() -> ParagraphStyle:
    return style.style("column", 8.5, font=style.SEMIBOLD, textColor=style.GREY)


def _table(
    heads: tuple[str, ...], widths: tuple[float, ...], rows: list[list[str]], marked: list[int] | None = None
) -> Table:
    """Widths in mm. The head is repeated on each page; a row higher than a page goes on over the next."""
    late = set(marked or ())
    data: list[list[Any]] = [[Paragraph(style.markup(head), _column()) for head in heads]]
    for at, row in enumerate(rows, start=1):
        look = _cell_bold() if at in late else _cell()
        data.append([Paragraph(style.markup(text), look) for text in row])
    table = Table(data, [width * mm for width in widths], repeatRows=1, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, style.LINE),
                *[("BACKGROUND", (0, at), (-1, at), style.TINT) for at in sorted(late)],
            ]
        )
    )
    table.hAlign = "LEFT"
    return table


def _pairs(facts: tuple[tuple[str, str], ...], width: float = 32) -> Table:
    """Label and value, two beside each other; `width` is that of the labels, mm."""
    cells: list[Any] = []
    for name, value in facts:
        grey = style.style("pair", 9.5, textColor=style.GREY)
        cells += [
            Paragraph(style.markup(name), grey),
            Paragraph(style.markup(value or "onbekend"), _cell_bold()),
        ]
    cells += [""] * (-len(cells) % 4)
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    table = Table(rows or [[""] * 4], [width * mm, (85 - width) * mm] * 2, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    table.hAlign = "LEFT"
    return table


def _page_drawer(sheet: CaseSheet) -> Any:
    def draw(canvas: Canvas, page: int, pages: int) -> None:
        if page == 1:
            _first_head(canvas, sheet)
        else:
            _later_head(canvas, sheet)
        _foot(canvas, sheet, page, pages)

    return draw


def _text(
    canvas: Canvas, x: float, y: float, words: str, font: tuple[str, float], *, right: bool = False
) -> None:
    canvas.setFont(*font)
    (canvas.drawRightString if right else canvas.drawString)(x, y, style.plain(words))


def _first_head(canvas: Canvas, sheet: CaseSheet) -> None:
    left, right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
    top = style.PAGE_HEIGHT - 17 * mm
    canvas.setFillColor(style.GREY)
    _text(canvas, left, top, sheet.house, (style.REGULAR, 10))
    canvas.setFillColor(style.INK)
    _text(canvas, left, top - 9.5 * mm, TITLE, (style.BOLD, 22))
    _text(canvas, right, top - 4 * mm, "Vertrouwelijk", (style.BOLD, 10), right=True)
    _text(
        canvas,
        right,
        top - 9.5 * mm,
        f"Casus {sheet.number} · {sheet.initials}",
        (style.REGULAR, 10),
        right=True,
    )
    canvas.setLineWidth(1.5)
    canvas.setStrokeColor(style.INK)
    canvas.line(left, top - 13.5 * mm, right, top - 13.5 * mm)


def _later_head(canvas: Canvas, sheet: CaseSheet) -> None:
    left, right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
    top = style.PAGE_HEIGHT - 17 * mm
    canvas.setFillColor(style.GREY)
    words = f"{sheet.house} · {TITLE} {sheet.number} · {sheet.initials}"
    _text(canvas, left, top, words, (style.REGULAR, 9))
    canvas.setFillColor(style.INK)
    _text(canvas, right, top, "Vertrouwelijk", (style.BOLD, 9), right=True)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(left, top - 3 * mm, right, top - 3 * mm)


def _foot(canvas: Canvas, sheet: CaseSheet, page: int, pages: int) -> None:
    left, right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(left, 20 * mm, right, 20 * mm)
    canvas.setFillColor(style.GREY)
    _text(canvas, left, 15.5 * mm, sheet.printed, (style.REGULAR, 8))
    _text(canvas, right, 15.5 * mm, f"{page} van {pages}", (style.REGULAR, 8), right=True)
    secrecy = "Alleen te gebruiken voor het doel van deze casus. Geheimhouding: artikel 1.11 WGS."
    _text(canvas, left, 11.5 * mm, secrecy, (style.REGULAR, 8))
