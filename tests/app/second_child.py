"""The program on a house that is open elsewhere; closes the window that says so."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer

from zvhdesk import app


class Closing(app.App):
    """Closes the refusal once it stands."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if event.type() is QEvent.Type.Show and watched.objectName() == "refused" and self.front is not None:
            QTimer.singleShot(0, self.front.close)
        return super().eventFilter(watched, event)


app.App = Closing  # type: ignore[misc]
sys.exit(app.main(sys.argv[1:]))
