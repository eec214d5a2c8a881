"""How a paper is to be handled, in the words of the law (WGS 1.7, 1.11, 2.31).

A table under another regime than the WGS does not claim the WGS.
"""

from zvhdesk.domain.terms import Compartment, Regime
from zvhdesk.models.house import CaseTable

EACH_CASE = "het doel van elke casus"
"""The aim of a paper about more than one case."""


def handling(table: CaseTable | None, aim: str | None, home: Compartment) -> str:
    """Ground, aim, secrecy and destruction, for a paper of this table. No table yet: that of the compartment.

    Without an `aim` it is that of the table.
    """
    if _apart(table, home):
        ground = "Verstrekt op de grondslag waaronder CTER-casussen worden behandeld."
        silence = "volgens de afspraken daarvan"
    elif table is None or _wgs(table):
        ground = (
            "Verstrekt op grond van artikel 1.7 en 2.31 van de Wet gegevensverwerking door "
            "samenwerkingsverbanden."
        )
        silence = "artikel 1.11 van die wet"
    else:
        ground = f"Verstrekt op de grondslag van de casustafel {table.name}."
        silence = "volgens de afspraken van die tafel"
    purpose = aim or (table.purpose if table else None) or "de behandeling van deze casus"
    return (
        f"{ground} Alleen te gebruiken voor: {_sentence(purpose)} Geheimhouding: {silence}. "
        "Niet verder verstrekken. Vernietigen zodra u het niet meer nodig hebt."
    )


def secrecy(table: CaseTable | None, home: Compartment, aim: str = "het doel van deze casus") -> str:
    """In one line, for the foot of every page."""
    silence = "artikel 1.11 WGS" if table is None or _wgs(table) else "volgens de afspraken van de casustafel"
    silence = "volgens de afspraken van CTER" if _apart(table, home) else silence
    return f"Alleen te gebruiken voor {aim}. Geheimhouding: {silence}."


def _apart(table: CaseTable | None, home: Compartment) -> bool:
    """A case of CTER at no table of CTER: none was chosen, or it was taken away. Never under the WGS."""
    return home is Compartment.CTER and (table is None or table.regime is not Regime.CTER)


def _wgs(table: CaseTable) -> bool:
    return table.regime is Regime.WGS


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith(("?", ".", "!")) else f"{said}."
