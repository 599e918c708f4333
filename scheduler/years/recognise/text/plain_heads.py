"""What headings say that name nobody who meets, in the six languages: seasons, notes, places, kinds of meeting, what
a page offers. A heading of nothing but such words and those of the vocabulary is no body's."""

from __future__ import annotations

import re

from scheduler.years.recognise.text.nouns import DATES, ROOM_ENDINGS
from scheduler.years.recognise.text.small_words import AUXILIARIES, NEW, NTH
from scheduler.years.recognise.text.verbs import CONTINUES, HELD
from scheduler.years.recognise.text.words import listed

# "Vårterminens", "Herbstsemester", "Kevätkauden"; "Q3".
SEASONAL = re.compile(
    "(?:vår|höst|sommar|vinter|høst|sommer|forår|efterår|winter|herbst|frühjahrs|syys|kevät|kesä|talvi)s?"
    "(?:termin|semest|säsong|sesong|sæson|halvår|halbjahr|kaus|kaude|luku|puoli|möte|møte|møde|kokou|sitzung)[a-zåäöæø]*"
    "|[qkht][1-4]?"
)

TIMES_OF_YEAR = (CONTINUES | NTH) | listed(
    "sommar sommaren vinter vintern vintertid säsong säsongen vårsäsongen höstsäsongen vårsemestern kvartal kvartalet"
    " tertial tertialet halvårsskiftet helg helgen helger resten winter summer semester trimester michaelmas hilary"
    " trinity lent quarter quarters weekdays weekends weekend talvi kesä kesän kesällä syyslukukausi kevätlukukausi"
    " lukukausi syyspuoli kevätpuoli puolivuosi puolivuotiskausi vuosipuolisko vuosipuoliskolla neljännes"
    " vuosineljännes jälkeen alkuvuosi loppuvuosi sommer sommeren vinteren semesteret vårsemester vårsemesteret"
    " høstsemester høstsemesteret vårhalvåret høsthalvåret høstferie årsskiftet sommerferien sommerferie"
    " forårssemester efterårssemester halvårets sommerpause wintersemester sommersemester quartal jahreshälfte haust"
    " hausten haustens haustsemesteret sommerhalbjahr winterhalbjahr schulhalbjahr vorher nachher"
)
NOTES = (NEW | DATES) | listed(
    "övrigt övriga information info kommentar kommentarer observera notera anmärkning viktigt reservation förbehåll"
    " välkommen välkomna varmt hjärtligt ändring ändringar ändrade tillkommande tillägg andra annat datumändring note"
    " notes please important other others registration subject change changes provisional revised additional tentative"
    " welcome everyone remarks comments attention further more special updated huom huomio huomioi muut muuta muutos"
    " muutokset muutoksia mahdollisia mahdolliset lisätietoja lisäksi tervetuloa alustavat alustava tärkeää kaikki"
    " päivät ilmoittautuminen lisätieto ylimääräiset ylimääräinen varsinaiset tulevat seuraavat annet andre merk"
    " merknad merknader viktig forbehold endring endringer foreløpig foreløpige velkommen vel møtt hjertelig påmelding"
    " opplysninger tillegg ekstra ekstraordinær ekstraordinære kommende første siste neste andet bemærk bemærkning"
    " bemærkninger vigtigt ændring ændringer mødt tilmelding oplysninger tilføjelser foreløbig foreløbige datoerne"
    " sidste næste hinweis hinweise achtung bitte beachten sonstiges sonstige weitere weiteres änderung änderungen"
    " vorbehalten vorläufig vorläufige voraussichtlich voraussichtliche herzlich willkommen wichtig anmerkung"
    " anmerkungen bemerkung bemerkungen zusätzliche informationen übersicht nächste ordentliche"
)
PLACES = listed(
    "stadshuset kommunhuset rådhuset tingshuset folkets hus medborgarhuset församlingshemmet församlingsgården"
    " sockenstugan bygdegården biblioteket digitalt digital digitala distans fysiskt fysiska plats via teams zoom"
    " skype online länk videolänk hybrid fullmäktigesalen sessionssalen konferensrum sammanträdesrum samlingssalen"
    " town village city civic hall offices chamber chambers virtual virtually person remote remotely webinar"
    " conference call kaupungintalo kunnantalo kunnanvirasto virastotalo valtuustosali seurakuntatalo kirjasto"
    " etänä etäkokous etäkokoukset verkossa verkko läsnä sähköinen sähköiset hybridi kommunehuset herredshuset"
    " bedehuset kommunestyresalen formannskapssalen kulturhuset menighetshuset samfunnshuset grendehuset"
    " fjernmøter digitale fysiske fysisk byrådssalen sognegården forsamlingshuset kommunalbestyrelsessalen"
    " virtuelt virtuelle medborgerhuset rathaus rathaussaal sitzungssaal ratssaal bürgersaal gemeindehaus"
    " gemeindesaal großer kleiner saal bürgerhaus dorfgemeinschaftshaus feuerwehrhaus pfarrheim videokonferenz"
    " virtuell präsenz vereinsheim mehrzweckhalle kreishaus salen aulan aulaen aula mensa kantinen kantina matsalen"
    " kapellet kapellen kapelle kappeli kyrksalen festsaal juhlasali auditorio auditorium bücherei hotell hotellet"
    " hotelli hotel centre room rooms pavilion storsalen lillesalen peisestua leirstedet"
)
# Also what is dealt with at such meetings.
KINDS = listed(
    "extrainsatta extrainsatt slutna sluten öppna öppen heldagar heldag halvdagar halvdag kvällstid dagtid"
    " budgetprocessen bokslut delårsrapport delårsbokslut årsredovisning verksamhetsplan verksamhetsplanering mål"
    " remiss beredning konstituerande upptakt avslutning tertialuppföljning uppföljning internkontroll årsstämma"
    " special closed open annual evening daytime work process review consultation hybrid study retreat accounts"
    " avoimet suljetut iltakoulu iltakoulut talousarvio talousarvion tilinpäätös budjetti vuosikokous syyskokous"
    " kevätkokous toimintasuunnitelma käsittely åpne lukkede heldags budsjett budsjettet budsjettbehandling"
    " økonomiplan regnskap årsregnskap årsmøte årsmøtet behandling høring konstituerende åbne budgetbehandling"
    " budgetopfølgning regnskab årsmøde årsmødet haushalt haushaltsplan haushaltsberatung haushaltsberatungen"
    " jahresabschluss klausur klausurtagung klausurtagungen nichtöffentlich nichtöffentliche nichtöffentlichen"
    " konstituierende beratung beratungen audit precept årsregnskab årsbokslut"
    " budgetberedning budgetarbete budsjettprosess budsjettarbeid"
    " budgetproces budgetarbejde haushaltsplanung långtidsplanering jahresplanung årsplanering årsplanlegging"
)
OF_PAGES = listed(
    "läs mer skriv ut dela sidan visa fler tillbaka lyssna kontakt kontakta oss kontaktperson relaterad relaterat"
    " innehåll meny start hem sök prenumerera länkar dokument ladda ned hjälp gå dölj stäng tipsa kalendern read"
    " print share this back contact us os related content menu home search links quick downloads download"
    " subscribe show hide view less add calendar skip top help lue lisää tulosta jaa sivu takaisin yhteystiedot"
    " yhteyshenkilö liittyvät näytä linkit kuuntele etusivu les mere læs del siden tilbake tilbage relatert"
    " relateret innhold indhold vis flere skjul lytt lyt hent mehr lesen drucken seite teilen zurück weiterlesen"
    " page last sivua weiter anzeigen verwandte inhalte herunterladen merken startseite suche"
)
# Who is asked about the meetings, in a heading of one word.
OFFICES = listed(
    "ordförande vice sekreterare kassör ansvarig handläggare chair chairman chairperson secretary clerk treasurer"
    " ansvarlig ansvarshavende utgivare udgiver redaktör redaktør puheenjohtaja"
    " sihteeri leder nestleder sekretær formand næstformand kasserer vorsitz vorsitzender"
    " vorsitzende schriftführer schriftführerin"
)
WORDS = TIMES_OF_YEAR | NOTES | PLACES | KINDS | OF_PAGES | OFFICES
# A house or a room is rarely a body, but may be called as one.
HOUSES = (
    *ROOM_ENDINGS, "huset", "gården", "hemmet", "stugan", "haus", "heim", "talo", "tupa", "hallen", "hjemmet", "kirken",
    "kyrkan",
)  # fmt: skip
# Several who meet: the name of each stands below.
GROUPS = listed(
    "bolag bolagen företag organ organen stiftelser föreningar grupper arbetsgrupper dotterbolag förbund companies"
    " groups bodies subsidiaries charities partnerships yhtiöt tytäryhtiöt toimielimet kuntayhtymät ryhmät säätiöt"
    " selskap selskaper selskapene stiftelsene selskaber fonde foreninger betriebe gesellschaften gremien"
    " stiftungen gruppen verbände arbeitsgruppen eigenbetriebe"
)
# The forms of a company, of which AB is also a word before an hour.
COMPANIES = listed(
    "ab aktiebolag hb kb oy oyj ky as asa ks iks kf sf ba aps ltd limited llc inc plc cic corp corporation gmbh"
    " ag kg eg mbh ev ugsa amba ivs fmba"
)
# Verbs and those who speak: a short sentence, and no name.
IN_SENTENCES = (AUXILIARIES | HELD) | listed(
    "vi ni du jag kan we you they can me te voi jeg dere wir ihr sie kann"
)


def says(low: str) -> bool:
    """The word is of the kinds above."""
    return low in WORDS or SEASONAL.fullmatch(low) is not None
