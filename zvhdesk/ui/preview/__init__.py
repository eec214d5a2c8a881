"""A paper on the screen before it is printed or kept."""

from zvhdesk.ui.preview.window import Paper, PreviewWindow

__all__ = ["Paper", "PreviewWindow"]
