"""Stems of the words that name nobody who meets, in the six languages, each with its inflections and, where it is
long enough, behind other words too: "dokument", "Mötesdokumenten", "Sitzungsdokumente"."""

from __future__ import annotations

import re
from functools import lru_cache

# One idea a line. What such a word ends is no body's, whatever stands before it: "Relaterade länkar".
PAPERS = (
    "bilag|bilago|vedlegg|vedhæft|vedhæftet|anhang|liite|liittee|appendix|appendices|attachment|enclosure|dokument"
    "|dokumenter|document|asiakirja|asiakirjo|dateien|tiedosto|unterlage|blankett|skjema|formular|lomak|lomakkee"
    "|bifogat|bifogad|vedlagt|anteckning|notater|notize|muistiinpano|minutes|recording|opptak|optagelse|aufzeichnung"
    "|tallenn|tallentee|dagordning|dagsorden|dagsordener|saksliste|sakliste|sagsliste|sakskart|ärendelist"
    "|föredragningslist|tagesordnung|esityslista|esityslisto|asialista|asialisto|agenda|rapport|rapporter"
    "|redovisning|redogörelse|berättelse|årsmelding|beretning|bericht|kertomus|kertomukse|katsaus|raporti|raportti"
    "|raportit|huomautus|huomautukse|ilmoitus|ilmoitukse|huomioitavaa|report|utkast|udkast|entwurf|luonnos|luonnokse"
    "|förslag|forslag|vorschläge|vorschlag|ehdotus|ehdotukse|version|versjon|versio|endringslogg|muutoshistoria"
    "|ändringshistorik|versionshistorik|änderungshistorie|ændringslog|stadgar|stadgarna|vedtekt|vedtægt|satzung"
    "|hallintosäännö|hallintosääntö|reglement|reglemente|geschäftsordnung|forretningsorden|constitution|footnote"
    "|fotnot|fodnote|fußnote|alaviite|alaviittee|förklaring|forklaring|erläuterung|erklärung|erklæring|selitykse"
    "|selitys|förkortning|forkortelse|abkürzung|lyhentee|lyhenne|abbreviation|legende|legend|statement|notice"
    "|disclaimer"
)
OF_THE_WEB = (
    "länk|länkar|arkiv|archiv|archive|arkisto|suchergebnisse|søkeresultat|søgeresultater|sökresultat|hakutulokse"
    "|search results|anslutning|møtelenk|linkkejä|linkki|linkit|mødelink|møtelink|verkkolähetys|verkkolähety|lenk"
    "|lenkje|webbplats|nettsted|nettside|hjemmeside|sivusto|website|webseite|innehållsförteckning|innholdsfortegnelse"
    "|indholdsfortegnelse|inhaltsverzeichnis|sisällys|sisällysluettelo|contents|indhold|innhold|innhald|inhalt|meny"
    "|menu|menü|huvudmeny|hovedmeny|hovedmenu|hauptmenü|valikko|seitenanfang|navigation|navigering|navigasjon|sidfot"
    "|sidhuvud|bunntekst|sidefod|fußzeile|kopfzeile|alatunnist|footer|sitemap|sivukart|nettstedskart|genväg|snarvei"
    "|snarveg|genveje|pikalinki|shortcut|schnellzugriff|självservice|selvbetjening|cookie|cookies|kakor|evästee"
    "|informasjonskaps|informasjonskapsle|privatlivspolitik|cookiepolitik|personvern|personuppgift|persondata"
    "|tietosuoj|tietosuojaselost|selostee|seloste|käytänteet|asiointi|liittyvää|tekijänoikeude|tekijänoikeus|säännö"
    "|sääntö|datenschutz|impressum|copyright|upphovsrätt|opphavsrett|ophavsret|urheberrecht|tekijänoikeu|bedingungen"
    "|käyttöehdo|conditions|einstellungen|settings|tillgänglighet|tilgjengelighet|tilgængelighed|barrierefreiheit"
    "|saavutettavuu|saavutettavuus|accessibility|nyhetsbrev|nyhedsbrev|uutiskirje|uutiskirjee|newsletter|webbsändning"
    "|nettsending|direktsändning|direktesending|webtransmission|direktübertragung|übertragung|livestream|stream"
    "|webcast|sändning|sending|medier|medium|media|medien|mediassa|presse|pressemelding|pressemeddelelse"
    "|pressmeddelande|pressemitteilung|tiedott|tiedottee|kuulutukse|kunngjøring|kungörelse|bekendtgørelse"
    "|bekanntmachung|enquiries|release"
)
OF_MAILS = (
    "hälsning|hilsen|hilsner|helsing|grüße|grüßen|regards|wishes|terveisi|påminnelse|påminning|påmindelse|erinnerung"
    "|muistutus|reminder|message|nachricht|melding|besked|meddelande|viesti|thanks|innkalling|indkaldelse|kallelse"
    "|kokouskutsu|einladung|betreff|emne"
)
# What people need to know to come, and what is said at meetings.
ABOUT = (
    "information|informasjon|informationen|kontaktdaten|zugangsdaten|einwahldaten|uppgifter|opplysning|oplysning"
    "|details|tiedo|tieto|tietoa|adresse|adress|address|osoite|osoittee|anschrift|öppettide|åpningstide|opningstide"
    "|åbningstide|öffnungszeite|aukioloaj|hours|vägbeskrivning|veibeskrivelse|rutevejledning|wegbeschreibung|anfahrt"
    "|lageplan|directions|saapumisohje|parkering|parking|pysäköinti|parkplätze|hinweis|ohjee|ohje|instructions"
    "|anvisning|anmälan|anmärkning|merknad|närvarolist|deltagarlist|deltakerlist|osallistujalist|anwesenheitslist"
    "|bemærkning|bemerkung|huomio|platser|plasser|pladser|påmelding|tilmelding|anmeldung|ilmoittautuminen"
    "|registration|fråg|frågo|spørsmål|spørgsmål|fragen|questions?|kysymy|kysymykse|kysymyksi|kysyttyä|svar|antworten"
    "|answers|vastauksi|frågestund|spørretime|spørgetid|fragestunde|kyselytunti|halvtime|servering|förtäring"
    "|bevertning|forplejning|fortæring|verpflegung|bewirtung|tarjoilu|ruokailu|refreshment|catering|avgift|gebyre"
    "|gebühr|subscription|kontingent|maksu|hinnasto|arvode|godtgjørelse|honorar|aufwandsentschädigung|palkkio"
    "|medlemskap|medlemskab|mitgliedschaft|jäsenyys|jäsenyy|membership|punkter|punkte|punkt|points|saker|matters"
    "|arising|beslut|vedtak|beslutning|beschlüsse|päätökse|decision|orienteringssak|mitteilung|aussprache|drøftelse"
    "|keskustelu|diskussion|diskusjon|discussion|uppföljning|oppfølging|opfølgning|seuranta|correspondence"
    "|application|themen|lokaler|lokale|mötesplats|møtested|møtestad|mødested|mødelokale|sitzungsort|tagungsort"
    "|veranstaltungsort|treffpunkt|kokouspaik|kokouspaikka|venue|location|mötesform|møteform|mødeform|sitzungsform"
    "|kokoustap|kokoustapa|etäyhtey|etäyhteydellä|etäosallistumi|etäosallistuminen|närvaro|frammøte|oppmøte|fremmøde"
    "|attendance|läsnäolo"
)
OFFERED = (
    "bokning|booking|bestilling|buchung|varaus|varaukse|regler|ordningsregler|biljetter|billetter|tickets|liput"
    "|materiaali|material|materiale|aineisto|aineistot|sakspapir|papirer|papers|feedback|tilbakemelding|palautetta"
    "|synpunkter|stillinger|stellenangebote|työpaikat|jobs|jobb|vacancies|wortmeldung|begrüßung|velkomst|volunteering"
    "|facts|kurzinfo|pikatietoa|laskutus|faktura|rechnunge|invoice"
)
OF_TIME = (
    "datum|datumen|datoer|datoene|datoerne|datoar|päivämäär|päivämääriä|termine|terminen|besprechung|besprechungen|tider|tiderna|zeiten"
    "|ajankohda|schema|tidsschema|schedule|timetable|aikataulu|zeitplan|calendar|kalender|kalenderen|kalenteri"
    "|kalendari|kalendarium|diary|planner|ablauf|ablaufplan|årsplan|terminsplan|semesterplan|jahresplan"
    "|wirtschaftsplan|sitzungsplan|terminplan|terminliste|terminlist|terminübersicht|vuosisuunnitelma"
    "|toimintasuunnitelma|verksamhetsplan|virksomhetsplan|virksomhedsplan|handlingsplan|verksamhetsår|toimintavuosi"
    "|geschäftsjahr|schuljahr|kirchenjahr|skoleår|skuleår|kirkeår|läsår|lukuvuosi|årshjul|vuosikello|quartal|kvartal"
    "|tertial|läsperiod|studieperiod|läsperioden|møteoversikt|mødeoversigt|mötesöversikt|semester|semesteret|halbjahr|halvår|halvåret|halvdel|puolisko|neljännes|jahr|jahres|jahresende"
    "|jahresbeginn|vuosi|months?|säsong|sesong|sæson"
)
# Behind another word: "Joulun jälkeen".
LAST = frozenset({"jälkeen", "aikana", "alussa", "lopussa", "alkuun", "mukaan"})
# Only as a whole word.
SHORT = (
    "fil|filer|file|bilder|billeder|bilde|kuvat|valokuvat|photos|images|foton|video|videot|videor|äänite|äänittee"
    "|month|monat|måned|måneden|månad|månaden|vecka|uke|uken|uge|språk|sprog|sprache|kieli|language|type|typ|sidor"
    "|sider|pages|seiten|orte|orter|gaststätte|sal(?!a)|handlingar|handlingarna|anlage|anlagen|link(?!en?$)|dates"
    "|data|year(?!s)|karta|kart|kartta|kartt|karte|map|kost|kostnad|kaffe|kaffee|fika|kahvi|coffee|lunch|lunsj"
    "|frokost|lounas|mittagessen|imbiss|kuchen|kake|kage|cake|smörgås|refreshments|aihe|ämne|tack|takk|tak|danke|dank"
    "|kiitos|kopia|kopi|kopie|hej|hei|hallo|kort|paikka|paikat|ajat|päivät|päiviä|pris|preise|prices|price|fees|fee"
    "|beiträge|hinnat|noter|key|fas|fase|phase|vaihe|steg|trinn|trin|stufe|stage|step|etapp|omgång|runde|round"
    "|kierros|period|periode|jakso|week|termin|draft|avbud|forfall|afbud"
)
# Only where nothing else stands there: with others it may be what a body is called after.
ALONE = (
    "program|programm|programmet|programme|ohjelma|ekonomi|økonomi|talous|finanzen|planering|planlegging|planlægning"
    "|planung|suunnittelu|raum|räume|sal|salar|lokal|inledning|innledning|indledning|einleitung|introduction|johdanto"
    "|bakgrund|bakgrunn|baggrund|hintergrund|background|tausta|sammanfattning|sammendrag|sammenfatning|resumé"
    "|zusammenfassung|summary|yhteenveto|praktisk|praktiskt|praktisches|preliminärt|vorläufig|foreløpig|foreløbig"
    "|alustavasti|öffentlig|öffentlich|ekstraordinært|extrainsatt|actions|palaute|feedback|tillsvidare|present|absent"
    "|apologies|aob|faq|regards|webmaster|editor|closed|live|anmälda|deltagare|deltakere|deltakarar|deltagere"
    "|teilnehmer|teilnehmende|osallistuja|participants|attendees|närvarande|frånvarande|tilstede|fraværende|anwesend"
    "|anwesende|abwesend|entschuldigt|läsnä|läsnäolija|poissa|ledamöter|ersättare|medlemmer|medlemer|medlemmar|medlem"
    "|varamedlemmer|suppleanter|mitglieder|stellvertreter|jäsene|varajäsene|members|councillors|officers|redaktör"
    "|webbredaktör|redaktør|päätoimittaja|leiar|utgivare|ansprechpartner|ansprechpartnerin|kontakt|kontakter|contacts"
    "|verantwortlich|kontaktpersoner|publicerat|publicerad|publisert|offentliggjort|veröffentlicht|julkaistu"
    "|published|snart|pian|soon|demnächst|eventuelt|verschiedenes|remember|husk|muista|personalia|hausordnung"
    "|yhteydenotto|terveiset|help|support|hilfe|hjelp|hjælp|hjälp|tuki|beratung|stöd|støtte|neuvonta|val|valg|wahl"
    "|election|godkendelse|godkjenning|godkännande|genehmigung|approval|declarations?|åpning|öppnande|åbning|close"
    "|schluss|minutes|closing|opening|pöytäkirjantarkastaja|kontaktpersonar|kontaktperson|yhteyshenkilö|absence"
    "|wissenswertes|oppdatert|opdateret|uppdaterad|uppdaterat|aktualisiert|päivitetty|tiedoksi|updated|suchbegriff"
    "|del|osa|part|teil|policy|policies|privacy|cookie|integritetspolicy|cycle|comment|participation|public|e"
    "|tjänster|dienste|orientering|orienteringer|history|business|bürgerservice|parken|remarks|insynsplats"
)
# What one does on a page and how a mail, a question or a remark begins; the rest of the line is of it.
OPENING = (
    "om|tietoa|hae|denna|detta|denne|dette|this|these|tässä|tällä|diese|diesen|trevlig|hyvää|schönen|schöne"
    "|happy|ha|tänk|husk|beställ|bestill|bestil|request|give|gi|giv|yours|coming|seuraava|menneet|vergangene|se|see"
    "|siehe|katso|hej|hei|hello|hi|hallo|dear|kära|bästa|kære|kjære|liebe|hyvät|arvoisat|sehr|sådan|slik|så|how|where"
    "|what's|what|why|who|att|about|über|bli|bliv|join|liity|följ|følg|follow|folgen|seuraa|sök|søk|søg|search|gå|go"
    "|skip|hopp|ladda|last|hent|download|tilaa|abonner|prenumerera|abonnieren|subscribe|anmäl|ilmoittaudu|jaa|ota"
    "|titta|lyssna|find|hitta|get|add|ofte|usein|häufig|vanliga|frequently|till|til|to|an|kopia|kopi|many|väl|vel"
    "|medialle|takaisin|tillbaka|tilbage|tilbake|zurück|nach|ennen|resten|rest|gasthaus|gasthof|gaststätte|restaurant"
    "|hotel|any|dial"
)
# The same, told by two words.
OPENING_TWO = (
    "bra att|värt att|godt at|værd at|godt å|greit å|verdt å|good to|gut zu|hyvä tietää|anna palautetta|finn fram"
    "|sign up|direkt zum|siirry sisältöön|suora lähetys|suorat lähetykset|order of|terms and|visit us|getting here"
    "|save the|standing orders|del på|dela på|frivillig arbeid|frivilligt arbejde|watch live|newsletter abonnieren"
    "|business plan|budget setting|käytännön asiat|käytännön tietoa|face to|light lunch|god sommar|god sommer"
    "|god jul|god påske|god helg|god ferie|glad sommar|glad påsk"
)
# "Planerade möten", "Geplante Sitzungen", "Monthly meetings", "Lisätyt kokoukset": which meetings, not whose.
WHICH = re.compile(
    "(?!f[oö]rbered|vorbereit).{2,}(?:[aei]nde|(?:er|[^r])ade|agda|ällda|ämda|alda|örda|iska|iga|liga|ella|ära|ede|lte|tte|gte"
    "|atte|atta|nte|zte|sene|iske|ige|lige|elle|ære|liche|ische|ierte|igte|[tdl][uy]t|vat|vät|iset|mmät|[^e]ed|ional"
    "|inary|ining|oming)n?"
    "|morning|afternoon|evening|emergency|urgent|førebels|jäljellä|årets|alkuvuoden|loppuvuoden|(?:høst|vår|sommer|vinter|sommar|höst|forår|efterår|haust)(?:en|et)?s|year's|forward"
    "|öppet|öppna|öppen|opne|åpent|åpen|åpne|åbent|åbne|avoin|suljettu|stängt|lukket|lukka|lukkede|new|nya|nye|uudet"
    "|uusia|tulevia|future|public|last|final|first|joint|monthly|weekly|quarterly|yearly|early|daily|fortnightly"
    "|sista|siste|sidste|nästa|neste|næste|nächste|första|første|planlagte|planlagde|fastlagte|letzte"
)
# What is done beside the meetings, or is news; whose its days are has to be asked.
BESIDE = (
    "nyheter|nyheder|nytt|news|uutise|nachrichten|neuigkeiten|neues|aktuellt|aktuelt|aktuelles|ajankohtaista"
    "|ajankohtaise|evenemang|evenemangskalender|arrangementer?|arrangementskalender|aktivitetskalender|begivenheder"
    "|events|arrangement|seminaaripäivä|seminariedag|seminardage?r?|studiebesök|studiebesøg|studietur|nyt"
    "|veranstaltungen|veranstaltungskalender|veranstaltungshinweise|tapahtuma|tapahtumakalenteri|aktivitet"
    "|aktiviteter|aktivitäten|activities|utbildning|utbildningar|kurse?r?|kursdage?r?|kursusdage|koulutus|koulutukse"
    "|koulutuspäivä|schulungen|fortbildungen|training|seminarier|seminarer|seminare?|seminars|seminaarit|föreläsning"
    "|foredrag|vorträge|luennot|workshops|hearings|høringer|audiences|gudstjänst|gudstjenester?|gudstenester"
    "|gottesdienste|jumalanpalvelukse|städdagar|arbetsdagar|dugnade?r?|dugnadsdager|arbejdsdage|arbejdsweekender"
    "|utbetalning|utbetalningar|utbetalningsdagar|betalningsdagar|skattebetalningsdagar|sändningstider|studiedagar"
    "|manusstopp|marknader|marknadsdagar|konserter|bokbussen|loppis|loppisar|städdag|fixardagar|konserte?r?"
    "|arbeitseinsätze|talkoot|talkoopäivät|resor|studieresor|turer|ture|studieturer|ausflüge|retket"
)
# "Klubbstugan", "Sporthalle", "Monitoimitalo".
HOUSE = re.compile(
    "(?:by|konfirmand|klubb?|kurs|församlings|sogne|præste|preste|ungdoms|monitoimi|kylä|kerho|toimi|koulu|leiri|sport|turn|menighets"
    "|kirke|grende|grenda|fælles|beboer|medborger|forsamlings|samfunns|bygde|hembygds|vereins|pfarr|gemeinde|stadt)"
    "(?:hus|huset|stugan|stua|stuen|gården|halle|hallen|haus|heim|talo|keskus|saal)"
)
INFLECTED = (
    "(?:n|en|et|t|a|ä|ar|arna|e|er|erne|erna|or|orna|na|ne|ene|ane|r|s|es|in"
    "|it|ita|ja|jä|ta|tä|ssa|lle|lla|llä)?"
)
SHORTEST_END, REMEMBERED_WORDS = 5, 4096


def _whole(*groups: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(groups)}){INFLECTED}")


def _behind(*groups: str) -> re.Pattern[str]:
    """Stems that end longer words too."""
    long = [s for group in groups for s in group.split("|") if len(s) >= SHORTEST_END]
    return re.compile(f".*(?:{'|'.join(long)}){INFLECTED}")


THINGS = PAPERS, OF_THE_WEB, OF_MAILS, ABOUT, OFFERED, OF_TIME
_THING, _LONG_THING = _whole(*THINGS, SHORT), _behind(*THINGS)
_ALONE, _BESIDE = _whole(ALONE), _whole(BESIDE)
_OPENING, _OPENING_TWO = frozenset(OPENING.split("|")), frozenset(OPENING_TWO.split("|"))


@lru_cache(REMEMBERED_WORDS)
def is_thing(low: str) -> bool:
    """ "Handlingar", "Mötesinformation": what such a word ends is nobody's."""
    return bool(_THING.fullmatch(low) or _LONG_THING.fullmatch(low)) and not is_beside(low)


@lru_cache(REMEMBERED_WORDS)
def is_alone(low: str) -> bool:
    """ "Ekonomi", "Deltagare": names nobody where nothing else stands there."""
    return _ALONE.fullmatch(low) is not None


def says(low: str) -> bool:
    return is_thing(low) or is_alone(low)


def opens(low: str, then: str) -> bool:
    """ "Hej alla", "Se även", "Bra att veta"."""
    return low in _OPENING or f"{low} {then}" in _OPENING_TWO


def is_house(low: str) -> bool:
    return HOUSE.fullmatch(low) is not None


@lru_cache(REMEMBERED_WORDS)
def says_which(low: str) -> bool:
    """ "Planerade": before a word for meetings."""
    return WHICH.fullmatch(low) is not None


@lru_cache(REMEMBERED_WORDS)
def is_beside(low: str) -> bool:
    """ "Nyheter", "Utbildningar": the days below are perhaps nobody's meetings."""
    return _BESIDE.fullmatch(low) is not None
