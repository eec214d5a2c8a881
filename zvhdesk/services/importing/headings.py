"""The headings by which other systems call the columns of a register."""

from zvhdesk.domain.reading.words import key
from zvhdesk.services.importing.fields import Field

_HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "casusnummer", "casus", "casusnr", "zaak", "zaaknummer", "zaaknr", "dossier", "dossiernummer",
        "dossiernr", "nummer", "nr", "id", "casus id", "casuscode", "kenmerk", "zaakkenmerk",
        "registratienummer", "referentie", "volgnummer", "zaak id", "dossier id",
    ),
    Field.REFERRED_ON: (
        "aanmelddatum", "aangemeld", "aangemeld op", "datum aanmelding", "datum melding", "melddatum",
        "meldingsdatum", "ingekomen", "ingekomen op", "datum ingekomen", "binnengekomen",
        "binnengekomen op", "datum binnenkomst", "ontvangen op", "ontvangstdatum", "instroomdatum",
        "datum instroom", "instroom", "aanmelding", "datum van aanmelding", "ontvangen", "datum ontvangst",
        "registratiedatum", "datum aangemeld", "datum van melding", "intakedatum", "aanmeld datum",
    ),
    Field.REFERRER: (
        "aanmelder", "melder", "verwijzer", "ingebracht door", "inbrenger", "aangemeld door",
        "verwezen door", "aanmeldende partner", "aanmeldende organisatie", "organisatie aanmelder",
        "partner", "bron", "instantie", "organisatie", "gemeld door", "aanmeldende partij",
        "inbrengende partner", "inbrengende partij", "ketenpartner", "herkomst melding",
    ),
    Field.MUNICIPALITY: (
        "gemeente", "plaats", "woonplaats", "woongemeente", "gemeente van inschrijving", "brp gemeente",
        "gemeentenaam", "gemeente betrokkene", "gemeente brp", "inschrijfgemeente", "regiegemeente",
        "verblijfplaats", "gemeente van herkomst", "herkomstgemeente",
    ),
    Field.NAME: (
        "naam", "naam betrokkene", "betrokkene", "client", "cliënt", "naam client", "clientnaam",
        "persoon", "volledige naam", "hoofdpersoon", "naam hoofdpersoon", "naam persoon", "justitiabele",
        "deelnemer",
    ),
    Field.INITIALS: (
        "voorletters", "voorletter", "initialen", "voornaam", "voornamen", "roepnaam", "vl",
    ),
    Field.PREFIX: (
        "voorvoegsel", "voorvoegsels", "tussenvoegsel", "tussenvoegsels", "tv", "tussenv", "vv",
    ),
    Field.SURNAME: (
        "achternaam", "geslachtsnaam", "familienaam", "achternaam betrokkene", "naam achternaam",
    ),
    Field.BIRTH: (
        "geboortedatum", "geboren", "geb datum", "geb dat", "geboren op", "datum geboorte", "gebdatum",
        "gbdatum", "gebdat", "geb", "geboorte", "geboortedag", "dob",
    ),
    Field.BSN: (
        "bsn", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofi", "sofinr", "bsn nummer",
        "bsnnr", "bsn betrokkene", "bsn nr", "sofi nummer", "burger service nummer",
    ),
    Field.PRODUCT: (
        "product", "soort product", "dienst", "behandeling", "vorm", "soort traject", "traject", "inzet",
        "aanpak", "type", "afhandeling", "soort inzet", "afgehandeld als", "productsoort", "soort",
    ),
    Field.TABLE: (
        "casustafel", "tafel", "overleg", "overlegvorm", "casusoverleg", "soort overleg", "overlegtafel",
        "doelgroep", "gremium", "tafelnaam", "naam tafel", "type overleg", "naam overleg", "overlegsoort",
        "soort tafel",
    ),
    Field.TOPIC: (
        "hoofdonderwerp", "onderwerp", "thema", "hoofdthema", "problematiek", "hoofdproblematiek", "aard",
        "aard problematiek", "hoofdreden", "reden aanmelding", "aanleiding", "categorie", "hoofdcategorie",
        "reden",
    ),
    Field.MENTAL_HEALTH: (
        "ggz", "psychische gezondheid", "psychiatrie", "ggz problematiek", "psychisch",
        "psychische problematiek", "psychiatrische problematiek",
    ),
    Field.MILD_DISABILITY: (
        "lvb", "licht verstandelijke beperking", "verstandelijke beperking", "lvb problematiek",
        "vermoeden lvb", "beperking", "vb",
    ),
    Field.ADDICTION: (
        "verslaving", "verslavingsproblematiek", "middelen", "middelengebruik", "verslaafd",
        "middelenproblematiek",
    ),
    Field.STALKING: (
        "stalking", "belaging", "stalker",
    ),
    Field.MINORS: (
        "minderjarige kinderen", "kinderen", "minderjarigen", "kinderen in het gezin",
        "kinderen in systeem", "minderjarige kinderen in systeem", "kind betrokken", "kinderen betrokken",
        "mj kinderen", "minderjarig",
    ),
    Field.BORDER: (
        "gemeentegrens", "gemeentegrensoverstijgend", "grensoverstijgend", "grens",
        "gemeentegrens overstijgend", "gemeenteoverstijgend", "regiogrens", "bovenregionaal",
    ),
    Field.LIFE_COURSE: (
        "levensloopaanpak", "lla", "levensloop", "llaanpak",
    ),
    Field.WAITING_SINCE: (
        "werkvoorraad sinds", "werkvoorraad", "wachtlijst sinds", "op wachtlijst", "wacht sinds",
        "wachtlijst", "wachtend sinds", "op werkvoorraad", "datum werkvoorraad", "wachtlijst per",
        "in de wacht sinds", "datum wachtlijst",
    ),
    Field.STARTED_ON: (
        "start behandeling", "start", "startdatum", "datum start", "in behandeling",
        "in behandeling sinds", "begindatum", "gestart op", "gestart", "start procesregie",
        "datum in behandeling", "in behandeling per", "opgepakt op", "start regie", "begin", "aanvang",
        "aanvangsdatum",
    ),
    Field.CLOSED_ON: (
        "afgesloten", "afsluitdatum", "sluitdatum", "datum afsluiting", "afgesloten op", "gesloten",
        "gesloten op", "einddatum", "datum afgesloten", "beeindigd", "beëindigd op", "eind", "einde",
        "afgeschaald op", "datum einde", "uitstroomdatum", "uitstroom", "datum uitstroom", "afsluiting",
        "datum sluiting",
    ),
}  # fmt: skip

_BY_KEY: dict[str, Field] = {
    key(heading): field for field, headings in _HEADINGS.items() for heading in headings
}


def field_of_heading(heading: str) -> Field | None:
    """The field that this heading names outright."""
    return _BY_KEY.get(key(heading))


def field_like_heading(heading: str) -> Field | None:
    """The field whose heading stands within this one: `Aanmelddatum ZVH`, `Gemeente (BRP)`."""
    whole = key(heading)
    inside = [known for known in _BY_KEY if len(known) >= 6 and known in whole]
    return _BY_KEY[max(inside, key=len)] if inside else None


def recognised(heading: str) -> bool:
    """Whether a heading says what its column is."""
    return field_of_heading(heading) is not None
