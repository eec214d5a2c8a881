"""The tokens as a QPalette, for everything Fusion draws itself."""

from PySide6.QtGui import QColor, QPalette

from zvhdesk.ui.theme.tokens import Palette


def qt_palette(p: Palette) -> QPalette:
    """QPalette with the same colours in the active and inactive window."""
    role = QPalette.ColorRole
    made = QPalette()
    colors = {
        role.Window: p.ground,
        role.WindowText: p.ink,
        role.Base: p.paper,
        role.AlternateBase: p.sunken,
        role.Text: p.ink,
        role.PlaceholderText: p.ink3,
        role.Button: p.paper,
        role.ButtonText: p.ink,
        role.BrightText: p.danger,
        role.Highlight: p.accent,
        role.HighlightedText: p.accent_ink,
        role.Accent: p.accent,
        role.Link: p.info,
        role.LinkVisited: p.info,
        role.ToolTipBase: p.ink,
        role.ToolTipText: p.paper,
        role.Light: p.paper,
        role.Midlight: p.line2,
        role.Mid: p.line,
        role.Dark: p.field_line,
        role.Shadow: p.ink3,
    }
    for where, color in colors.items():
        made.setColor(where, QColor(color))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(p.ink3))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(p.line))
    made.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(p.sunken))
    return made
