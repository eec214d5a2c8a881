"""Why a desk whose lease ran out does not open: what is wrong, who can help, and the way out."""

from zvhdesk.domain.standing import Standing, Trouble

_OFFLINE = "De server antwoordt niet. Maak verbinding met het netwerk van uw huis en probeer het opnieuw."
_BUSY = "De server is nu te druk. Wacht een paar minuten en probeer het opnieuw."
_UNSAID = "De server gaf nog niet alles. Probeer het opnieuw, of bel een beheerder van uw huis."
ANEW = (
    "Bel een beheerder van uw huis. Blijft het zo, dan kan een beheerder deze computer intrekken met "
    "bewaren en u opnieuw toelaten: kies dan Opnieuw aansluiten. Wat nog niet is verstuurd, blijft op deze "
    "computer en gaat open zoals nu, of met de twee herstelbladen."
)
"""The end of what is said where joining anew may be the way out."""
_PUT_BACK = (
    "De server antwoordt, maar geeft iets anders dan uw collega's schreven. Misschien is een oude "
    "reservekopie teruggezet. Vraag dat de beheerder van de server; is het zo, kies dan Verdergaan met deze "
    "server. Is er niets teruggezet, bel dan een beheerder van uw huis."
)
_WHY = {
    Trouble.NOT_JOINED: (
        "Deze computer hoort nog niet bij een huis op deze server. Bel een beheerder van uw huis."
    ),
    Trouble.NOT_LET_IN: "Dit bureau is nog niet toegelaten tot CTER. Bel een beheerder van uw huis.",
    Trouble.REVOKED: (
        "De server zegt dat deze computer uit het huis is verwijderd. Bel een beheerder van uw huis en "
        "vraag of dit klopt."
    ),
    Trouble.ROSTER: "De server antwoordt, maar zijn lijst van mensen en apparaten klopt niet met wat de "
    "beheerders van uw huis ondertekenden. Misschien is een oude reservekopie teruggezet en is daarna een "
    f"apparaat toegelaten of ingetrokken. {ANEW}",
    Trouble.KEY: "De server antwoordt, maar geeft een sleutel waarvoor de beheerders van uw huis niet "
    f"tekenden. {ANEW}",
    Trouble.NO_KEY: (
        "De server antwoordt, maar geeft een sleutel van uw huis nog niet. Bel een beheerder van uw huis."
    ),
    Trouble.HISTORY: f"De server antwoordt, maar geeft iets anders dan uw collega's schreven. {ANEW}",
    Trouble.LOST: "De server antwoordt, maar mist wat hij eerder had. Vraag de beheerder van de server om "
    "herstel te beginnen; deze computer vult dan aan wat ontbreekt, en gaat weer open.",
    Trouble.NOT_TAKEN: "De server wordt hersteld en neemt niet terug wat deze computer heeft. Bel de "
    "beheerder van de server: die laat dat deel opnieuw vullen. Daarna gaat deze computer weer open.",
    Trouble.OLD_SERVER: "De server begrijpt dit programma niet: waarschijnlijk is hij ouder. Vraag de "
    "beheerder van de server om de nieuwe versie daarvan. Daarna gaat deze computer weer open.",
    Trouble.RESTORING: (
        "De server wordt hersteld. Probeer het straks opnieuw, of bel een beheerder van uw huis."
    ),
    Trouble.OUTSIDE: "De server antwoordt, maar kent deze computer niet in een deel van het huis. Misschien "
    "is deze computer daar uitgehaald, of ging de server na een herstel open voordat dat deel terug was. Dan "
    f"begint de beheerder van de server het herstel opnieuw. {ANEW}",
    Trouble.BRAKE: "De server antwoordt, en er wacht een vraag op u. Probeer het opnieuw.",
    Trouble.TOO_OLD: "De server vraagt een nieuwere versie van dit programma. Werk het bij, of vraag een "
    "beheerder van uw huis om de nieuwe versie. Daarna gaat deze computer weer open.",
    Trouble.FULL: "De server heeft geen ruimte meer. Vraag de beheerder van de server om ruimte te maken, en "
    "probeer het daarna opnieuw.",
    Trouble.BROKEN: "Het uitwisselen stopte door een fout in het programma. Probeer het opnieuw. Komt de "
    "fout terug, bel dan een beheerder van uw huis.",
    Trouble.UNKNOWN: "Op dit adres antwoordt een server die deze computer niet kent. Vraag de beheerder van "
    "de server of het adres klopt. Is het een ander geworden, kies dan het nieuwe adres. Begon de server "
    "opnieuw, dan zet een beheerder van het huis het terug, bij Adres van de server.",
    Trouble.REFUSED: "De server antwoordt, maar weigert en zegt niet waarom. Bel de beheerder van de server; "
    "die ziet in het logboek wat er is. Probeer het daarna opnieuw.",
}


def why_shut(standing: Standing) -> str:
    """What stands in the window; how it is now goes before what was found at an earlier try."""
    if standing.offline_since is not None:
        return _OFFLINE
    if standing.again is not None:
        return _BUSY
    if standing.trouble is Trouble.HISTORY and standing.may_go_on:
        return _PUT_BACK
    return _UNSAID if standing.trouble is None else _WHY[standing.trouble]
