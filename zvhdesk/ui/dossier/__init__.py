"""The dossier of one case."""

from zvhdesk.ui.dossier.page import DossierPage

__all__ = ["DossierPage"]
