"""What the made-up cases are about: per casustafel a few plots, each with its question, goals and actions."""

from dataclasses import dataclass

from zvhdesk.domain.terms import PartnerClass, PartnerDomain

SAFETY, CARE, LOCAL = PartnerDomain.SAFETY, PartnerDomain.CARE, PartnerDomain.MUNICIPALITY
ONE, TWO, THIRD = PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2, PartnerClass.THIRD

PARTNERS: tuple[tuple[str, PartnerDomain, PartnerClass], ...] = (
    ("Politie", SAFETY, ONE),
    ("Openbaar Ministerie", SAFETY, ONE),
    ("DJI", SAFETY, ONE),
    ("Raad voor de Kinderbescherming", SAFETY, ONE),
    ("Gemeente Hengelo, veiligheid", LOCAL, ONE),
    ("Gemeente Enschede, sociaal domein", LOCAL, ONE),
    ("Gemeente Almelo, veiligheid", LOCAL, ONE),
    ("GGD", CARE, ONE),
    ("Reclassering", SAFETY, TWO),
    ("Veilig Thuis", CARE, TWO),
    ("GGZ De Regge", CARE, TWO),
    ("De Haven verslavingszorg", CARE, TWO),
    ("Jeugdbescherming Het Kompas", CARE, TWO),
    ("Wijkteam De Brink", LOCAL, TWO),
    ("Woonstichting Het Anker", PartnerDomain.UNKNOWN, THIRD),
    ("Bewindvoering De Linde", PartnerDomain.UNKNOWN, PartnerClass.UNKNOWN),
)

COLLEAGUES: tuple[tuple[str, str, str], ...] = (
    ("M. de Graaf", "MdG", "procesmanager"),
    ("S. Kolkman", "SK", "procesmanager"),
    ("R. Bosch", "RB", "procesondersteuner"),
)
"""Name, initials and role; the first is the demo's user."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What a case is about. `goals` and `actions` pair a text with its measure and its partner."""

    topic: str
    question: str
    facts: tuple[tuple[str, str], ...]
    opinion: tuple[str, str]
    goals: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]


_HOUSING = Plot(
    "ernstige overlast",
    "Hoe krijgen we de woonsituatie veilig?",
    (
        ("Politie", "Elf meldingen van overlast in twaalf weken, de laatste met vernieling van een portiek."),
        ("Woonstichting Het Anker", "Ontruimingsvonnis uitgesproken en aangehouden tot er een plan ligt."),
        ("GGZ De Regge", "De behandelrelatie is verbroken na drie gemiste afspraken."),
    ),
    ("Wijkteam De Brink", "De zus is betrokken en wil meedenken; zij is volgens ons de beste ingang."),
    (
        ("Geen incidenten met buren", "meldingen per week"),
        ("Behandelcontact hersteld", "eerste gesprek gevoerd"),
    ),
    (
        ("Zorgmachtiging onderzoeken", "GGZ De Regge"),
        ("Aangiften bundelen en toezenden", "Politie"),
        ("Gedragsaanwijzing voorbereiden", "Gemeente Hengelo, veiligheid"),
        ("Bewind aanvragen", "Bewindvoering De Linde"),
    ),
)
_CONFUSED = Plot(
    "verward gedrag met hoog veiligheidsrisico",
    "Wie pakt de zorg op en wat doen we als het weer misgaat?",
    (
        ("Politie", "Vier keer meegenomen voor beoordeling in zes weken; één keer met een mes op zak."),
        ("GGD", "Bekend bij de meldkamer zorg; weigert de deur te openen voor hulpverlening."),
    ),
    ("GGZ De Regge", "Het beeld past bij het stoppen met medicatie in het voorjaar."),
    (
        ("Vaste behandelaar in beeld", "naam bekend bij iedereen"),
        ("Crisisplan klaar", "besproken met betrokkene"),
    ),
    (
        ("Crisiskaart opstellen", "GGZ De Regge"),
        ("Wijkagent en wijkteam samen op huisbezoek", "Politie"),
        ("Verkenning Wvggz doen", "Gemeente Enschede, sociaal domein"),
    ),
)
_STALKING = Plot(
    "overige veiligheid",
    "Hoe stopt de stalking en zijn moeder en kinderen veilig?",
    (
        ("Veilig Thuis", "Twee meldingen dit jaar; de kinderen waren bij de laatste aanwezig."),
        ("Openbaar Ministerie", "Contactverbod opgelegd voor een jaar, met enkelband."),
        ("Reclassering", "Houdt zich aan de meldplicht; zegt het verbod niet te begrijpen."),
    ),
    ("Veilig Thuis", "De onveiligheid neemt toe rond de omgangsregeling."),
    (
        ("Geen contact buiten de afspraken", "meldingen per maand"),
        ("Kinderen veilig", "veiligheidsplan getekend"),
    ),
    (
        ("Veiligheidsplan met moeder maken", "Veilig Thuis"),
        ("Overtreding verbod direct doorgeven", "Reclassering"),
        ("Aware-knop aanvragen", "Politie"),
    ),
)
_YOUTH = Plot(
    "overige veiligheid",
    "Hoe krijgen we hem terug naar school en weg van de groep?",
    (
        ("Politie", "Drie keer aangetroffen met een wapen of onderdelen daarvan."),
        (
            "Gemeente Almelo, veiligheid",
            "Veertien weken niet op school; leerplicht heeft proces-verbaal gemaakt.",
        ),
    ),
    ("Jeugdbescherming Het Kompas", "De oudste broer trekt hem mee; moeder kan het alleen niet keren."),
    (("Weer naar school", "vier dagen per week aanwezig"), ("Uit de groep", "avonden thuis of op training")),
    (
        ("Schoolplek regelen", "Gemeente Almelo, veiligheid"),
        ("Advies straf en zorg uitbrengen", "Raad voor de Kinderbescherming"),
        ("Gezinscoach inzetten", "Jeugdbescherming Het Kompas"),
    ),
)
_REPEAT = Plot(
    "ernstige overlast",
    "Wat volgt er op de ISD, en waar gaat hij wonen?",
    (
        ("Politie", "Veertien feiten in vijf jaar, het laatste in de afgelopen maand."),
        ("DJI", "Komt over zes weken vrij; geen woonplek en geen ID-bewijs."),
    ),
    ("De Haven verslavingszorg", "Gemotiveerd voor opname zolang hij vastzit."),
    (("Wonen en inkomen op de dag van vrijlating", "sleutel en uitkering geregeld"),),
    (
        ("Opnameplek De Haven vastleggen", "De Haven verslavingszorg"),
        ("ID-bewijs aanvragen", "DJI"),
        ("Briefadres toekennen", "Gemeente Hengelo, veiligheid"),
    ),
)
_TRAFFICKING = Plot(
    "overige veiligheid",
    "Zijn er slachtoffers van uitbuiting en wie vangt hen op?",
    (("Politie", "Twee signalen van arbeidsuitbuiting op een adres in het buitengebied."),),
    ("Gemeente Enschede, sociaal domein", "De bewoners durven niet te praten zolang de werkgever erbij is."),
    (("Slachtoffers in veilige opvang", "intake gedaan"),),
    (
        ("Controle op het adres plannen", "Politie"),
        ("Zorgcoördinator koppelen", "Gemeente Enschede, sociaal domein"),
    ),
)

PLOTS: dict[str, tuple[Plot, ...]] = {
    "Top-X": (_HOUSING, _CONFUSED),
    "Code Rood": (_STALKING,),
    "JOR": (_YOUTH,),
    "VPO": (_REPEAT,),
    "RFPN": (_CONFUSED,),
    "Mensenhandel (KMT)": (_TRAFFICKING,),
}
"""By the name of the casustafel."""
