"""The two recovery sheets on paper: each one page that cannot be taken for the other."""

from io import BytesIO
from typing import Final

from babel.dates import format_date
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from zvhdesk.services.papers import style
from zvhdesk.services.unlock.sheets import ROW_CHARACTERS, SheetText

_LEFT: Final = style.MARGIN
_WIDTH: Final = style.PAGE_WIDTH - 2 * style.MARGIN
_RIGHT: Final = _LEFT + _WIDTH
_BADGE: Final = 19 * mm
_CELL: Final = 11.5 * mm
_GROUP_GAP: Final = 9 * mm
_ROW_HEIGHT: Final = 11.6 * mm
_HALF: Final = ROW_CHARACTERS // 2

_KEEPER: Final = {
    1: "de manager van het huis",
    2: "de functionaris gegevensbescherming of de privacy officer",
}


def sheet_pdf(sheet: SheetText) -> bytes:
    """One A4 page for this sheet. Never write it to disk: it goes to the printer or where the user says."""
    style.register_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT), invariant=1, **style.FIRST_FONT)
    canvas.setTitle(f"Herstelblad {sheet.number} van 2")
    canvas.setAuthor("ZVH Desk")
    canvas.setCreator("ZVH Desk")
    top = _draw_head(canvas, sheet)
    top = _draw_rows(canvas, sheet, top - 7 * mm)
    top = _draw_advice(canvas, sheet, top - 6 * mm)
    _draw_keeper_lines(canvas, top - 12 * mm)
    _draw_foot(canvas, sheet)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_head(canvas: Canvas, sheet: SheetText) -> float:
    top = style.PAGE_HEIGHT - 18 * mm
    for number in (1, 2):
        _draw_badge(canvas, number, top, filled=number == sheet.number)
    width = _WIDTH - 2 * _BADGE - 12 * mm
    y = _paragraph(
        canvas, f"Herstelblad {sheet.number} van 2", style.style("sheet", 25, font=style.BOLD), top, width
    )
    y = _paragraph(canvas, sheet.label, style.style("label", 13, font=style.SEMIBOLD), y - 1 * mm, width)
    made = format_date(sheet.made, "d MMMM y", locale="nl")
    y = _paragraph(
        canvas,
        f"Gemaakt op {made} · kenmerk {sheet.pair}",
        style.style("made", 10, textColor=style.GREY),
        y,
        width,
    )
    y = min(y, top - _BADGE) - 5 * mm
    other = 3 - sheet.number
    text = (
        f"Dit blad opent, samen met blad\xa0{other}, alle gegevens van dit huis als de wachtwoordzin of de "
        "computer kwijt is. Eén blad alleen opent niets. Raakt een van de twee kwijt, maak dan nieuwe "
        "bladen in Beheer, bij Toegang, zolang de wachtwoordzin bekend is: zonder wachtwoordzin en zonder "
        "beide bladen kan niemand de gegevens nog openen."
    )
    return _paragraph(canvas, text, style.style("lead", 10.5, leading=1.45), y, _WIDTH)


def _draw_badge(canvas: Canvas, number: int, top: float, *, filled: bool) -> None:
    x = _RIGHT - _BADGE if number == 2 else _RIGHT - 2 * _BADGE - 3 * mm
    canvas.setLineWidth(1.2)
    canvas.setStrokeColor(style.INK if filled else style.LINE)
    canvas.setFillColor(style.INK)
    canvas.roundRect(x, top - _BADGE, _BADGE, _BADGE, 3 * mm, stroke=1, fill=int(filled))
    canvas.setFont(style.BOLD, 38)
    canvas.setFillGray(1 if filled else 0.72)
    # Inter's figures stand 0.727 of the size above the line.
    canvas.drawCentredString(x + _BADGE / 2, top - _BADGE / 2 - 38 * 0.727 / 2, str(number))
    canvas.setFillColor(style.INK)


def _draw_rows(canvas: Canvas, sheet: SheetText, top: float) -> float:
    pad = 5 * mm
    bottom = top - len(sheet.rows) * _ROW_HEIGHT - 2 * pad
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(1.6)
    canvas.roundRect(_LEFT, bottom, _WIDTH, top - bottom, 3 * mm, stroke=1, fill=0)
    label_width = 12 * mm
    block = label_width + ROW_CHARACTERS * _CELL + _GROUP_GAP
    left = _LEFT + (_WIDTH - block) / 2
    for index, row in enumerate(sheet.rows):
        base = top - pad - (index + 1) * _ROW_HEIGHT + 3 * mm
        canvas.setFont(style.REGULAR, 11)
        canvas.setFillColor(style.GREY)
        canvas.drawString(left, base + 0.6 * mm, f"{index + 1}")
        canvas.setFillColor(style.INK)
        canvas.setFont(style.SEMIBOLD, 21)
        for place, character in enumerate(row):
            x = left + label_width + place * _CELL + (_GROUP_GAP if place >= _HALF else 0)
            _draw_character(canvas, character, x, base)
    return bottom


def _draw_character(canvas: Canvas, character: str, x: float, base: float) -> None:
    canvas.drawCentredString(x + _CELL / 2, base, character)
    if character == "0":
        # A stroke through the nought, as on a bank card: it is never the letter O.
        half, height = stringWidth("0", style.SEMIBOLD, 21) * 0.2, 21 * 0.727
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(1.3)
        middle, centre = x + _CELL / 2, base + height / 2
        canvas.line(middle - half, centre - height * 0.24, middle + half, centre + height * 0.24)
    canvas.setStrokeColor(style.LINE)
    canvas.setLineWidth(0.6)
    canvas.line(x + 1.2 * mm, base - 1.9 * mm, x + _CELL - 1.2 * mm, base - 1.9 * mm)


def _draw_advice(canvas: Canvas, sheet: SheetText, top: float) -> float:
    note = (
        "De letters I, L, O en U komen niet voor: een rondje is altijd een nul (0), een streepje altijd een "
        "één (1). Hoofdletters, kleine letters en spaties maken niet uit. Elke regel controleert zichzelf: "
        "het programma zegt in welke regel een tikfout zit."
    )
    y = _paragraph(canvas, note, style.small(), top, _WIDTH) - 4.5 * mm
    other = 3 - sheet.number
    gap = 9 * mm
    width = (_WIDTH - gap) / 2
    keep = _numbered(
        canvas,
        "Bewaren",
        (
            f"Dit blad gaat naar {_KEEPER[sheet.number]}; blad\xa0{other} naar {_KEEPER[other]}.",
            "In een verzegelde envelop, in een kluis. Nooit bij elkaar en nooit bij de computer.",
            "Niet fotograferen, kopiëren of mailen. Kreeg u het als bestand, druk het af en wis het bestand.",
        ),
        _LEFT,
        y,
        width,
    )
    use = _numbered(
        canvas,
        "Gebruiken",
        (
            "Start ZVH Desk, kies ‘Wachtwoordzin vergeten?’ en dan ‘Openen met\xa0herstelbladen’.",
            "Typ de acht regels van blad\xa01, dan die van blad\xa02.",
            "Kies een nieuwe wachtwoordzin.",
            "Maak in Beheer, bij Toegang, nieuwe bladen en vernietig deze twee: zij zijn nu gezien.",
        ),
        _LEFT + width + gap,
        y,
        width,
    )
    return min(keep, use)


def _numbered(
    canvas: Canvas, head: str, steps: tuple[str, ...], left: float, top: float, width: float
) -> float:
    y = _paragraph(canvas, head, style.style("head", 11.5, font=style.SEMIBOLD), top, width, left) - 1.2 * mm
    step_style = style.style("step", 9.5, leading=1.38)
    for number, step in enumerate(steps, 1):
        canvas.setFont(style.SEMIBOLD, 9.5)
        canvas.setFillColor(style.INK)
        canvas.drawString(left, y - 9.5 * 1.02, str(number))
        y = _paragraph(canvas, step, step_style, y, width - 5 * mm, left + 5 * mm) - 1 * mm
    return y


def _draw_keeper_lines(canvas: Canvas, top: float) -> None:
    gap = 6 * mm
    fields = (("Bewaard door", 0.42), ("Verzegeld op", 0.26), ("Handtekening", 0.32))
    x = _LEFT
    y = top - 4 * mm
    canvas.setStrokeColor(style.GREY)
    canvas.setLineWidth(0.7)
    for name, share in fields:
        width = (_WIDTH - gap * (len(fields) - 1)) * share
        canvas.line(x, y, x + width, y)
        canvas.setFont(style.REGULAR, 8.5)
        canvas.setFillColor(style.GREY)
        canvas.drawString(x, y - 4 * mm, name)
        x += width + gap


def _draw_foot(canvas: Canvas, sheet: SheetText) -> None:
    y = 12 * mm
    canvas.setFont(style.REGULAR, 8)
    canvas.setFillColor(style.GREY)
    canvas.drawString(_LEFT, y, f"ZVH Desk · herstelblad {sheet.number} van 2 · kenmerk {sheet.pair}")
    canvas.drawRightString(_RIGHT, y, "Vertrouwelijk: alleen voor wie dit blad bewaart")


def _paragraph(
    canvas: Canvas, text: str, kind: ParagraphStyle, top: float, width: float, left: float = _LEFT
) -> float:
    """Draw wrapped text from `top` down; returns where it ends, in points from the foot of the page."""
    paragraph = Paragraph(style.markup(text), kind)
    _, height = paragraph.wrap(width, style.PAGE_HEIGHT)
    paragraph.drawOn(canvas, left, top - height)
    return top - float(height)
