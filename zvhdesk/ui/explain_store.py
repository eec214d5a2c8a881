"""Every refusal of the store in one or two Dutch sentences: what is the matter, and what to do now."""

from typing import assert_never

from zvhdesk.domain import store_refusals as no
from zvhdesk.domain.store_refusals import KeyringTrouble, PassphraseWeakness, SheetTrouble, StoreRefusal


def explain(reason: StoreRefusal) -> str:  # noqa: C901, PLR0911, PLR0912 - one case each
    """The sentences for the screen or the terminal. They never repeat what was typed."""
    match reason:
        case no.WrongPassphrase():
            return (
                "Deze wachtwoordzin opent het huis niet. Probeer het opnieuw en let op hoofdletters. Is de "
                "wachtwoordzin kwijt, gebruik dan de twee herstelbladen."
            )
        case no.WeakPassphrase(weakness):
            return _weak(weakness)
        case no.KeyringMissing(trouble):
            return _keyring(trouble)
        case no.VaultDamaged():
            return (
                "Het bestand vault.json is beschadigd of gewijzigd. Er is niets overschreven. Zet een "
                "reservekopie terug in een nieuwe, lege map."
            )
        case no.WeakenedVault():
            return (
                "De beveiliging in vault.json is lager gezet dan dit programma ooit schrijft. Open dit"
                " huis niet verder: meld het aan uw beveiligingsfunctionaris en zet een reservekopie "
                "terug."
            )
        case no.NewerVault():
            return (
                "Dit huis is gemaakt met een nieuwere versie van ZVH Desk. Installeer die versie; er "
                "is niets gewijzigd."
            )
        case no.NotAHouse():
            return (
                "In deze map staat geen huis van ZVH Desk. Kies de map waarin vault.json staat, of "
                "richt een nieuw huis in."
            )
        case no.NotEmpty():
            return "Deze map is niet leeg. Kies een lege of een nieuwe map; er is niets overschreven."
        case no.FolderUnusable():
            return (
                "Deze map kan niet worden gelezen of beschreven. Controleer of de schijf er is, niet "
                "vol is en of u er schrijfrechten hebt."
            )
        case no.DatabaseMissing():
            return (
                "Het gegevensbestand desk.db ontbreekt of is leeg. Er is geen nieuw bestand begonnen. "
                "Zet een reservekopie terug in een nieuwe, lege map."
            )
        case no.DatabaseExists():
            return "Hier staat al een gegevensbestand desk.db. Kies een lege map; er is niets overschreven."
        case no.PlainFile():
            return (
                "Het bestand desk.db is niet versleuteld en dus niet door dit programma gemaakt. Het "
                "is niet geopend. Zet een reservekopie terug en meld dit aan uw "
                "beveiligingsfunctionaris."
            )
        case no.KeyDoesNotFit():
            return (
                "Het bestand desk.db hoort niet bij vault.json, of het begin ervan is beschadigd. Er "
                "is niets overschreven. Zet een reservekopie terug in een nieuwe, lege map."
            )
        case no.DatabaseDamaged():
            return (
                "Het bestand desk.db is beschadigd. Er is niets overschreven. Bewaar deze map zoals "
                "zij is en zet een reservekopie terug in een nieuwe, lege map."
            )
        case no.NewerSchema():
            return (
                "De gegevens zijn bijgewerkt door een nieuwere versie van ZVH Desk. Installeer die "
                "versie; er is niets gewijzigd."
            )
        case no.OtherCompartment():
            return (
                "Dit bestand hoort bij een ander dossiercompartiment dan u nu opent. Er is niets gewijzigd. "
                "Zet de reservekopie terug bij het compartiment waarvan zij is."
            )
        case no.CipherUnfit():
            return (
                "Deze installatie kan niet veilig versleutelen en opent daarom niets. Installeer ZVH "
                "Desk opnieuw, of vraag het wie uw computers beheert."
            )
        case no.AlreadyOpen():
            return "Dit huis is al geopend. Ga naar het andere venster, of sluit dat eerst."
        case no.NoDemoYet():
            return (
                "Dit bureau van het voorbeeldhuis is er nog niet. Start eerst zvhdesk --demo, laat dat "
                "venster open, en start dan dit bureau opnieuw."
            )
        case no.SyncedFolder(service):
            return (
                f"Deze map wordt gekopieerd naar internet ({service}). Daar mogen casusgegevens niet "
                "staan en een gegevensbestand raakt er beschadigd. Kies een map op de schijf van deze "
                "computer."
            )
        case no.NetworkFolder():
            return (
                "Deze map staat op het netwerk. Een gegevensbestand raakt daar beschadigd. Kies een "
                "map op de schijf van deze computer; reservekopieën mogen wel op het netwerk."
            )
        case no.RoamingFolder():
            return (
                "Deze map reist met uw Windows-profiel mee naar andere computers. Kies een map die op "
                "deze computer blijft, zoals de map die het programma voorstelt."
            )
        case no.WrongSheet(which, trouble, row):
            return f"Herstelblad {which}: {_sheet(trouble, row)}"
        case no.SheetsOvertaken():
            return (
                "De kluis is gewijzigd sinds deze bladen zijn gemaakt: zij kunnen niet meer gaan gelden. De "
                "oude bladen gelden nog. Vernietig deze twee en maak nieuwe."
            )
        case no.BackupDamaged():
            return (
                "Deze reservekopie is niet heel of is niet door ZVH Desk gemaakt. Er is niets "
                "teruggezet. Kies de kopie van een dag eerder."
            )
        case no.BackupMissing():
            return "Dit bestand is er niet. Wijs de reservekopie aan, een bestand dat op .zip eindigt."
        case no.BackupFolderUnusable():
            return (
                "De map voor reservekopieën is er niet, is vol of mag niet worden beschreven. Sluit de"
                " schijf aan of kies een andere map; uw gegevens zelf zijn in orde."
            )
        case _:
            assert_never(reason)


def _weak(weakness: PassphraseWeakness) -> str:
    match weakness:
        case PassphraseWeakness.TOO_SHORT:
            return (
                "Deze wachtwoordzin is te kort. Gebruik ten minste vijf verschillende woorden of veertien "
                "tekens."
            )
        case PassphraseWeakness.COMMON:
            return (
                "Deze wachtwoordzin bestaat bijna geheel uit bekende wachtwoorden, namen of jaartallen. "
                "Kies woorden die niets met elkaar te maken hebben, of neem het voorstel over."
            )
        case PassphraseWeakness.MONOTONOUS:
            return (
                "Deze wachtwoordzin herhaalt steeds hetzelfde. Kies verschillende woorden of neem het "
                "voorstel over."
            )
        case _:
            assert_never(weakness)


def _keyring(trouble: KeyringTrouble) -> str:
    match trouble:
        case KeyringTrouble.ABSENT:
            return (
                "De sleutelbos van deze computer is nu niet te gebruiken, en dit huis heeft die nodig."
                " Meld u aan zoals altijd en probeer het opnieuw, of open het huis met de twee "
                "herstelbladen."
            )
        case KeyringTrouble.LOCKED:
            return (
                "De sleutelbos van deze computer is vergrendeld. Ontgrendel die en probeer het "
                "opnieuw. Lukt dat niet, open het huis dan met de twee herstelbladen."
            )
        case KeyringTrouble.GONE:
            return (
                "De sleutelbos van deze computer heeft geen geheim voor dit huis: het is een andere "
                "computer of een ander account, of de sleutelbos is geleegd. Open het huis met de twee"
                " herstelbladen."
            )
        case KeyringTrouble.OTHER:
            return (
                "Het geheim in de sleutelbos van deze computer hoort niet bij dit huis. Open het huis "
                "met de twee herstelbladen."
            )
        case KeyringTrouble.UNRELIABLE:
            return (
                "De sleutelbos van deze computer geeft een fout. Start de computer opnieuw op en "
                "probeer het nog eens, of open het huis met de twee herstelbladen."
            )
        case _:
            assert_never(trouble)


def _sheet(trouble: SheetTrouble, row: int | None) -> str:
    match trouble:
        case SheetTrouble.LENGTH:
            return "er ontbreken tekens of er staan er te veel. Een blad heeft acht regels van tien tekens."
        case SheetTrouble.ROW:
            return f"in regel {row} zit een tikfout. Vergelijk die regel teken voor teken met het blad."
        case SheetTrouble.WHOLE:
            return "elke regel lijkt goed, maar samen kloppen zij niet. Vergelijk alle regels met het blad."
        case SheetTrouble.OTHER_NUMBER:
            return "dit is het andere blad van de twee. Wissel de bladen om."
        case SheetTrouble.OTHER_HOUSE:
            return (
                "dit blad hoort bij een ander huis, of is vervangen door een nieuwer blad. Kijk naar "
                "de naam en de datum bovenaan."
            )
        case _:
            assert_never(trouble)
