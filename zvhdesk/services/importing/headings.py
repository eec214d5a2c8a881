"""The headings by which other systems call the columns of a register."""

import re

from zvhdesk.domain.reading.words import key
from zvhdesk.services.importing.fields import Field

_HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "casusnummer", "casus", "casusnr", "zaak", "zaaknummer", "zaaknr", "dossier", "dossiernummer",
        "dossiernr", "nummer", "nr", "id", "casus id", "casuscode", "kenmerk", "zaakkenmerk",
        "registratienummer", "referentie", "volgnummer", "zaak id", "dossier id",
        "zaak code", "registratienr", "regnr", "zvh nummer", "zvhnr", "casusreferentie", "volgnr",
        "zaakref", "dossiercode",
    ),
    Field.REFERRED_ON: (
        "aanmelddatum", "aangemeld", "aangemeld op", "datum aanmelding", "datum melding", "melddatum",
        "meldingsdatum", "ingekomen", "ingekomen op", "datum ingekomen", "binnengekomen",
        "binnengekomen op", "datum binnenkomst", "ontvangen op", "ontvangstdatum", "instroomdatum",
        "datum instroom", "instroom", "aanmelding", "datum van aanmelding", "ontvangen", "datum ontvangst",
        "registratiedatum", "datum aangemeld", "datum van melding", "intakedatum", "aanmeld datum",
        "datum inbreng", "ingebracht op", "datum binnen", "invoerdatum", "aangemaakt", "aanmaakdatum",
        "gemeld op", "inbrengdatum", "datum intake",
    ),
    Field.REFERRER: (
        "aanmelder", "melder", "verwijzer", "ingebracht door", "inbrenger", "aangemeld door",
        "verwezen door", "aanmeldende partner", "aanmeldende organisatie", "organisatie aanmelder",
        "partner", "bron", "instantie", "organisatie", "gemeld door", "aanmeldende partij",
        "inbrengende partner", "inbrengende partij", "ketenpartner", "herkomst melding",
        "verwijzende instantie", "verwijzende partij", "aanmeldende instantie", "inbrengende organisatie",
        "melder organisatie", "aanmeldpartner", "verwijzende organisatie",
    ),
    Field.MUNICIPALITY: (
        "gemeente", "plaats", "woonplaats", "woongemeente", "gemeente van inschrijving", "brp gemeente",
        "gemeentenaam", "gemeente betrokkene", "gemeente brp", "inschrijfgemeente", "regiegemeente",
        "verblijfplaats", "gemeente van herkomst", "herkomstgemeente",
        "gem", "plaatsnaam", "stad", "woonplaats betrokkene", "gemeente van verblijf",
    ),
    Field.NAME: (
        "naam", "naam betrokkene", "betrokkene", "client", "cliënt", "naam client", "clientnaam",
        "persoon", "volledige naam", "hoofdpersoon", "naam hoofdpersoon", "naam persoon", "justitiabele",
        "deelnemer",
        "naam deelnemer", "naam justitiabele", "naam client betrokkene", "betrokkene naam", "client naam",
    ),
    Field.INITIALS: (
        "voorletters", "voorletter", "initialen", "voornaam", "voornamen", "roepnaam", "vl",
        "voorn", "voorl", "voornaam betrokkene", "voornamen betrokkene", "roepnamen",
    ),
    Field.PREFIX: (
        "voorvoegsel", "voorvoegsels", "tussenvoegsel", "tussenvoegsels", "tv", "tussenv", "vv",
        "tussen", "tussenvgsl", "voorv", "tussenvoegsel achternaam",
    ),
    Field.SURNAME: (
        "achternaam", "geslachtsnaam", "familienaam", "achternaam betrokkene", "naam achternaam",
        "achtern", "famnaam", "geslachtsnm", "achternm", "achter", "geslnaam", "naam familie",
    ),
    Field.BIRTH: (
        "geboortedatum", "geboren", "geb datum", "geb dat", "geboren op", "datum geboorte", "gebdatum",
        "gbdatum", "gebdat", "geb", "geboorte", "geboortedag", "dob",
        "g datum", "geb dd", "geboortedat", "gebdd", "verjaardag",
    ),
    Field.BSN: (
        "bsn", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofi", "sofinr", "bsn nummer",
        "bsnnr", "bsn betrokkene", "bsn nr", "sofi nummer", "burger service nummer",
        "burgerservicenrs", "persoonsnummer bsn", "sofi bsn",
    ),
    Field.PRODUCT: (
        "product", "soort product", "dienst", "behandeling", "vorm", "soort traject", "traject", "inzet",
        "aanpak", "type", "afhandeling", "soort inzet", "afgehandeld als", "productsoort", "soort",
        "interventie", "type traject", "vorm van inzet", "soort zorg", "dienstverlening", "soort aanpak",
        "type inzet", "soort casus",
    ),
    Field.TABLE: (
        "casustafel", "tafel", "overleg", "overlegvorm", "casusoverleg", "soort overleg", "overlegtafel",
        "doelgroep", "gremium", "tafelnaam", "naam tafel", "type overleg", "naam overleg", "overlegsoort",
        "soort tafel",
        "tafels", "casusoverleg tafel", "ovl", "welke tafel", "type tafel", "besproken in", "overlegtype",
    ),
    Field.TOPIC: (
        "hoofdonderwerp", "onderwerp", "thema", "hoofdthema", "problematiek", "hoofdproblematiek", "aard",
        "aard problematiek", "hoofdreden", "reden aanmelding", "aanleiding", "categorie", "hoofdcategorie",
        "reden",
        "hoofdprobleem", "probleem", "problemen", "kernproblematiek", "aard melding", "hoofdcat",
        "type problematiek", "aanmeldreden", "reden van aanmelding", "onderwerp melding",
    ),
    Field.MENTAL_HEALTH: (
        "ggz", "psychische gezondheid", "psychiatrie", "ggz problematiek", "psychisch",
        "psychische problematiek", "psychiatrische problematiek",
        "psy", "psych", "psychische klachten", "ggz probleem", "ggz problemen", "ggzprobl",
        "psychische stoornis", "gedragsstoornis",
    ),
    Field.MILD_DISABILITY: (
        "lvb", "licht verstandelijke beperking", "verstandelijke beperking", "lvb problematiek",
        "vermoeden lvb", "beperking", "vb",
        "lvb zb", "licht verstandelijk beperkt", "verstandelijk beperkt",
    ),
    Field.ADDICTION: (
        "verslaving", "verslavingsproblematiek", "middelen", "middelengebruik", "verslaafd",
        "middelenproblematiek",
        "verslavingsprobleem", "alcohol drugs", "middelenmisbruik",
    ),
    Field.STALKING: (
        "stalking", "belaging", "stalker",
    ),
    Field.MINORS: (
        "minderjarige kinderen", "kinderen", "minderjarigen", "kinderen in het gezin",
        "kinderen in systeem", "minderjarige kinderen in systeem", "kind betrokken", "kinderen betrokken",
        "mj kinderen", "minderjarig",
        "kinderen onder 18", "kinderen 18", "minderjarige kind", "minderj kinderen",
        "kinderen jonger dan 18",
    ),
    Field.BORDER: (
        "gemeentegrens", "gemeentegrensoverstijgend", "grensoverstijgend", "grens",
        "gemeentegrens overstijgend", "gemeenteoverstijgend", "regiogrens", "bovenregionaal",
        "gemeentegrensoverschrijdend", "grensoverschrijdend", "bovengemeentelijk",
    ),
    Field.LIFE_COURSE: (
        "levensloopaanpak", "lla", "levensloop", "llaanpak",
        "levensloop aanpak", "levensloopfunctie", "llf",
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

_OF_ELSE = (
    "contactpersoon", "telefoon", "huisnummer", "rekening", "parket", "bvh", "polis", "kvk", "postcode",
    "mail",
)  # fmt: skip
"""Parts of headings of columns that the register of cases has no place for."""
_IDLE = frozenset({"dd", "d", "op", "van", "de", "het"})

_BY_KEY: dict[str, Field] = {
    key(heading): field for field, headings in _HEADINGS.items() for heading in headings
}


def field_of_heading(heading: str) -> Field | None:
    """The field that this heading names outright."""
    return _BY_KEY.get(key(heading))


def field_like_heading(heading: str) -> Field | None:
    """The field whose heading stands within this one, or that it shortens: `Gemeente (BRP)`, `Voorl.`."""
    whole = key(heading)
    if any(part in whole for part in _OF_ELSE):
        return None
    inside = [known for known in _BY_KEY if len(known) >= 6 and known in whole]
    return _BY_KEY[max(inside, key=len)] if inside else _shortened(heading)


def _shortened(heading: str) -> Field | None:
    """The one field whose headings begin as these words do, in their order; None when there are two."""
    words = [word for word in map(key, re.split(r"[\W_]+", heading)) if word and word not in _IDLE]
    if not words or len(words[0]) < 3 or len("".join(words)) < (3 if "." in heading else 4):
        return None
    written = re.compile(".*".join(map(re.escape, words)))
    fields = {field for known, field in _BY_KEY.items() if written.match(known)}
    return next(iter(fields)) if len(fields) == 1 else None


def recognised(heading: str) -> bool:
    """Whether a heading says what its column is."""
    return field_of_heading(heading) is not None
