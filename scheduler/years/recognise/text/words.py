"""What ordinary words say about a date beside them, in the six languages, as roles of a word."""

from __future__ import annotations

from enum import IntFlag

from scheduler.years.recognise.text.listing import listed as listed
from scheduler.years.recognise.text.nouns import AUTUMN, SPRING
from scheduler.years.recognise.text.small_words import AND, BOTH, LATEST, OR, UNTIL
from scheduler.years.recognise.text.verbs import MEETS

LONGEST_STEM = 16


class Role(IntFlag):
    """What a word does. A word may do several things: "last" in "last day" and "last meeting"."""

    AND = 1 << 0
    OR = 1 << 1
    TO = 1 << 2
    CLOCK = 1 << 3  # before a time: "kl", "at"
    HOURS = 1 << 4  # after a time: "Uhr", "hrs"
    AM = 1 << 5
    PM = 1 << 6
    WEEK = 1 << 7
    CANCEL = 1 << 8
    MOVED = 1 << 9
    INSTEAD = 1 << 10  # before a date that another one replaces
    STALE = 1 << 11  # before a date that is not a meeting: updated, decided, published
    DEADLINE = 1 << 12  # before or after a date that is not a meeting: reply by, application day
    HOLIDAY = 1 << 13
    NONE = 1 << 14
    OPEN = 1 << 15  # the day is not settled: "to be confirmed"
    MEETING = 1 << 16
    GENERIC = 1 << 17  # says nothing of its own in a heading: "dates", "plan", "ordinarie"
    BODY = 1 << 18
    ALL = 1 << 19
    USUALLY = 1 << 20
    AUTUMN = 1 << 21
    SPRING = 1 << 22
    TERM = 1 << 23  # several years that are no plan: "mandatperiod"
    ASIDE = (
        1 << 24
    )  # before a time that is not the meeting's: coffee, group meetings, opening hours
    ENDS = 1 << 25  # before the hour at which a meeting ends
    SINCE = 1 << 26  # before a year long gone
    PLACE = 1 << 27
    IN = 1 << 28
    RECORD = 1 << 29  # minutes and notes of meetings
    UNTIL = 1 << 30
    BEGINS = 1 << 31
    EXCEPT = 1 << 32
    PAPERS = 1 << 35  # what is sent or handed in before a meeting: "agenda", "kallelse"
    RESERVE = 1 << 34  # before a day kept in reserve
    YEARLY = 1 << 33  # makes "11/12" a year and not a day: "läsåret"


EXACT: dict[Role, str] = {
    Role.AND: " ".join(AND) + " & + resp respektive plus",
    Role.OR: " ".join(OR),
    Role.TO: "till tom til to bis through thru tot -",
    Role.CLOCK: (
        "kl klockan klo kello kellon klokken klokka at um ab tid tiden time aika zeit uhrzeit "
        "tidpunkt tidspunkt ki start starttid starttiden mötestid mötestiden sammanträdestid sammanträdestiden begin"
        " mødetid mødetiden møtetid møtetiden møtetida kokousaika alkamisaika sitzungszeit anfangszeit"
        " tidspunktet klokkeslett klokkeslettet klokkeslæt klokkeslættet"
        " klockslag klockslaget kellonaika"
    ),
    Role.HOURS: "uhr h hrs hours tim o'clock hr",
    Role.AM: "am",
    Role.PM: "pm",
    Role.WEEK: (
        "vecka veckan v week wk viikko viikolla vko vk uge uke kw kalenderwoche woche veckonr"
    ),
    Role.CANCEL: (
        "inhiberat inhiberad inhiberas inhib utgår utgick utgått bortfaller uteblir avbokat avbokad avbokas annullerat "
        "annullerad annulleras avblåst avblåses cancellation cxl cxld canx entfällt entfallen abgesagt ausgefallen "
        "entfaellt"
        " utgikk utgjekk udgår udgik udgået bortfalder bortfaldt bortfaldet bortfell bortfalle kansellert"
        " kanselleres kansellerast annulleret annulleres annullert annullerast annulliert storniert sløyfes"
        " sløyfet sløjfes sløjfet droppes droppet entfiel entfielen entfallend"
    ),
    Role.INSTEAD: (
        "ersätter ersätta ersatte istället stället instead replaces replacing korvaa statt "
        "anstelle anstatt ersetzt erstatter stedet per pr jfr tidigare previously formerly "
        "aiemmin tidligere bisher sijaan originally ursprungligen opprinnelig opprinneleg oprindeligt ursprünglich "
        "alkuperäinen istedenfor"
    ),
    Role.NONE: (
        "ikkje uten uden no none ingen inget inga ej ei kein keine ikke intet nej - – inte utan entfällt"
    ),
    Role.OPEN: (
        "tbc tbd tba confirmed confirm bestäms meddelas preliminär preliminärt senare senere avklares "
        "fastsettes vahvistetaan später announced ilmoitetaan myöhemmin fastställs nærmere "
        "närmare oklart offen avoin sovitaan oavklarat uavklart uavklaret ubestemt undecided unconfirmed pending"
    ),
    Role.MEETING: (
        f"{' '.join(sorted(MEETS))} möte möten mötet mötena meeting meetings "
        "kokous kokoukset kokouksen kokouspäivät møte "
        "møter møde møder sitzung sitzungen sitzungstermine mötestid sessio istunto "
        "mtg mtgs istuntoa istunnot session sessions träff träffen träffar träffarna "
        "internat internatet internatmöte internaten"
    ),
    Role.GENERIC: (
        "för the of for i on in av om år året vuonna im jahr jahre följande enligt at den det "
        "de an är med and och samt datum dates date tider tid times schedule calendar kalender "
        "kalendarium kalenteri plan planen plans planer översikt lista list tidplan årsplan "
        "vuosi aikataulu termin termine terminplan ordinarie ordinary regular extra kommende kommenden "
        "extraordinary kommande kommer upcoming next nästa tulevat kommunens kommun kommunen "
        "future framtida fremtidige stad staden kaupunki kunta gemeinde stadt halvår halvåret first second half andra "
        "första andre halbjahr preliminära preliminär fastställda planerade alla all kaikki "
        "alle samtliga dagar dag day days offentliga öffentliche öffentlichen public reviderad "
        "uppdaterad budget obs nb new ny nya termen terminen läsåret läsår verksamhetsåret "
        "toimintavuosi anteckningar protokoll agenda agendas minutes page sida under during während aikana løbet "
        "løpet year vuoden der des dem das die af dato pvm päivämäärä ordinær "
        "ordinære ekstraordinær ekstraordinære ordentliche ordentlichen "
        "außerordentliche varsinainen varsinaiset ylimääräinen"
    ),
    Role.BODY: (
        "senate trustees governors body council committee subcommittee board cabinet panel commission "
        "executive lautakunta "
        "jaosto hallitus valtuusto neuvosto toimikunta utvalg styre nemnd udvalg byråd nævn råd "
        "nämnd styrelse utskott fullmäktige beredning revisionen revisorerna rat beirat "
        "kreistag vorstand senat direktion direktionen utval utvalet tarkastuslautakunta "
        "formannskapet formannskap gruppledarna gruppledare forum group authority assembly synod vestry presbytery "
        "plenum tribunal selectboard partnership trust konsistoriet konsistorium domkapitlet byalaget samfälligheten "
        "edustajisto puheenjohtajisto tuomiokapituli"
        " sametinget velferdstinget folketinget studenttinget studentting gruppelederne hovedmed lokalmed"
        " områdemed centermed forvaltningsmed jury juryen landtag bezirkstag bundestag bürgerschaft"
        " bürgergemeinde landsgemeinde schulpflege kirchenpflege asta stura stupa geschäftsleitung"
        " geschäftsführung dekanat rektorat synode presbyterium kuratorium kommission parlament fraktion"
        " sozialbehörde baubehörde schulbehörde kirchenbehörde sundhedsklyngen hegnsynet feldgeschworene"
        " arbeitskreis kreistages landtages bezirkstages kirchenverwaltung edustajiston puheenjohtajiston yhtymäkokous"
        " yhtymäkokouksen kirkolliskokous kirkolliskokouksen bureau parliament faculty exec"
        " presbyteriums kuratoriums magistrat magistraten bezirkstags landtags"
        " piispainkokous piispainkokouksen kyrkomötet"
        " kyrkomöte kyrkomötets biskopsmötet biskopsmöte kirkemøtet kirkemøte kirkemøtets bispemøtet bispemøte"
    ),
    Role.ALL: (
        " ".join(BOTH)
        + " alla samtliga all alle kaikki samtlige sämtliche every varje jokainen each"
    ),
    Role.USUALLY: (
        "regel usually vanligtvis normalt normally vanligen oftast yleensä pääsääntöisesti "
        "vanligvis normalerweise huvudsakligen generally typically i.r"
    ),
    Role.AUTUMN: " ".join(AUTUMN),
    Role.SPRING: " ".join(SPRING),
    Role.TERM: (
        "mandatperiod mandatperioden mandatperiode valperiod valtuustokausi toimikausi kausi "
        "wahlperiode amtszeit term valgperiode valgperioden mandattid mandattiden perioden "
        "period strategi"
    ),
    Role.ENDS: (
        "slut sluta slutar slutter avslutas ends end ending päättyy ende endet sluttid enden endar finish finishes"
        " färdiga ferdige færdige"
        " finishing conclude concludes päättyvät loppuu loppuvat sluttar avsluttes afsluttes sluttidspunkt beendet"
    ),
    Role.SINCE: "sedan since grundat bildades founded vuodesta seit siden från",
    Role.PLACE: (
        "plats lokal place venue location paikka sted ort raum sal room kokouspaikka møtested "
        "mødested sitzungsort möteslokal mötesplats var where"
    ),
    Role.IN: "i på hos in at im vid",
    Role.UNTIL: " ".join(UNTIL | LATEST),
    Role.BEGINS: (
        "startar börjar begin begins commence commences commencing start starts starting alkaa "
        "alkaen begynner begynder starter beginnt beginn beginnen börja starttid mötesstart møtestart mødestart"
        " sitzungsbeginn sitzungsanfang oppstart opstart starttidspunkt starta inleds inledas begynne begynde alkavat"
    ),
    Role.EXCEPT: (
        "utom förutom except undantag undantaget paitsi unntatt undtagen außer poikkeukset "
        "poikkeuksella poikkeus bortsett lukuun lukuunottamatta ausgenommen abgesehen exception "
        "excluding unntak undtagelse bortset apart aside ausnahme ausnahmen"
    ),
    Role.YEARLY: (
        "läsåret läsår verksamhetsår verksamhetsåret säsong säsongen season year lukuvuosi "
        "lukuvuonna lukuvuoden schuljahr schuljahres skoleår skoleåret skoleårets skuleåret sesongen sæsonen "
        "academic år året toimintavuosi styrelsemöten "
        "wintersemester sommersemester winterhalbjahr sommerhalbjahr "
        "möten meetings"
    ),
}

# Words that begin with one of these.
STEMS: dict[Role, str] = {
    Role.CANCEL: (
        "inställt inställd inställs avlys aflys peruttu peruutet peruutu perutaan peruttiin peruuntu "
        "cancelled canceled"
    ),
    Role.MOVED: (
        "flytt moved rescheduled postponed siirret siirty siirre verschoben "
        "verlegt rykkes rykket udsat utsatt siirtä uppskjut framflytt ändrat ändrad"
        " utsett utset forskjøv forskyv forskutt framskutt fremskutt framskynd fremskynd omberam vorverleg"
        " vorgezogen vertagt verschieb verschob verlegung udsæt udskudt udskyd fremryk endret endra ændret"
        " geändert framskjut tidigarelagt tidigarelägg senarelagt senarelägg rearranged"
    ),
    Role.OPEN: "preliminä",
    Role.ASIDE: "öppethåll öppettid aukiolo åpningstid åbningstid öffnungszeit sprechzeit telefontid kontortid",
    Role.RESERVE: "reserv varapäiv backup ersatzterm ausweichterm",
    Role.MEETING: (
        "sammanträd mötesda mötestid mötespl mötestillfäll mötesschema styrelsemöt medlemsmöt "
        "årsmöt höstmöt vårmöt budgetmöt nämndmöt fullmäktigemöt kokous kokouk møteplan møtekal møtedat møtedag "
        "mødekal mødepl mødedat mødedag sitzungs stämma extrastäm föreningsstäm fullmäktigesamm plenum "
        "plenar styremøt bestyrelsesmøde vuosikokou syyskokou kevätkokou hallituksen-kok "
        "utskottsmöt rådsmöt konferens seminari mötesserie mötesplan medlemsm"
    ),
    Role.GENERIC: (
        "sammanträd mötes møtepl mødek mødep kokousaik kokouspäiv tidsplan tidsschema datumen "
        "verksamhetsår terminens planer årskalend sitzungskal sitzungspl sitzungsterm"
    ),
    Role.SINCE: "grundad",
    Role.TERM: "mandatp valperiod",
}

# Words that end with one of these.
ENDINGS: dict[Role, str] = {
    Role.STALE: "beschluss beschlusses beschlusse",
    Role.BODY: (
        "nämnd nämnden nämndens nämnder nämnderna styrelse styrelsen styrelsens styrelser "
        "fullmäktige fullmäktiges utskott utskottet utskottets utskotten råd rådet rådets "
        "beredning beredningen beredningens kommitté kommittén kommitten kommitte kommittéer "
        "delegationen delegation presidium presidiet präsidium kollegium kollegiet lautakunta "
        "lautakunnan jaosto jaoston "
        "hallitus hallituksen valtuusto valtuuston neuvosto neuvoston toimikunta toimikunnan valiokunta "
        "valiokunnan johtokunta johtokunnan utvalg "
        "utvalget utvalgets styret bystyre työryhmä työryhmän nemnd nemnda formannskapet kommunestyre kommunestyret "
        "fylkesting fylkestinget udvalg udvalget udvalgets byrådet bestyrelse bestyrelsen "
        "bestyrelsens nævn nævnet ausschuss ausschusses rat rates rats beirat vorstand "
        "versammlung kreistag revision revisionen "
        "direktion direktionen arbetsgrupp beredningsgrupp arbeidsgruppe arbejdsgruppe arbeitsgruppe styrgrupp "
        "ledningsgrupp committee council utval utvalet ungdomsfullmäktiges förbundet "
        "sektion sektionen sgrupp gruppen gruppa projektgrupp forum skolkonferens skolkonferensen ryhmä "
        "ryhmän ryhmät foorumi foorumin raati raadin delegaatio delegaation neuvottelukunta neuvottelukunnan "
        "hoitokunta hoitokunnan tiekunta tiekunnan osakaskunta osakaskunnan tiedekunta tiedekunnan kollegio kollegion"
        " parlamentti paneeli parlamentet representantskapet representantskap presidentskapet formandskabet formandskab"
        " repræsentantskab repræsentantskabet præsidiet forsamlingen forsamling kommisjonen kommisjon"
        " kommissionen kommission komiteen komitéen komité komite sgruppe prosjektgruppe projektgruppe"
        " faggruppe fachgruppe ledergruppe lenkungsgruppe steuergruppe styregruppe følgegruppe chefgruppe"
        " referansegruppe referencegruppe panelet panel gemeindevertretung stadtvertretung"
        " bezirksvertretung kreisvertretung marktvertretung elternvertretung mitarbeitervertretung"
        " schülervertretung personalvertretung studierendenvertretung jugendvertretung bürgervertretung senat"
        " senats parlament parlaments pflegschaft synode schulkonferenz gesamtkonferenz lehrerkonferenz"
        " fachkonferenz klassenkonferenz departementskonferenz regionalkonferenz bürgermeisterkonferenz"
        " kuratorium kuratoriums direktorium arbeitskreis arbeitskreises fraktion genossenschaft schulverband"
        " konvent konvents konventes konventet wasserverband deichverband zweckverband planungsverband"
        " abwasserverband ausschuß utvalgene utvalgenes udvalgene udvalgenes nemndene nemndenes nævnene nævnenes"
        " lautakunnat lautakuntien jaostot jaostojen ausschüsse ausschüssen"
    ),
    Role.HOLIDAY: "lov lovet ferie ferier ferien",
    Role.MEETING: (
        "ausschusstag ausschusstage ausschusstagen gremientag gremientage utskottsdag utskottsdagen utskottsdagar"
        " nämnddag nämndsdag nämndsdagar udvalgsdag udvalgsdage utvalgsdag utvalgsdager utvalsdag komitédag"
        " komitédager valiokuntapäivä valiokuntapäivät lautakuntapäivä "
        "möte möten mötet mötena mötets møtene møta mødene møderne møterne møtedatoer mødedatoer "
        "møtedager mødedage sammanträde sammanträden sammanträdet sammanträdena "
        "møte møter møtet møde møder mødet sitzung sitzungen kokous kokoukset kokouksen stämma "
        "stämman generalforsamling generalforsamlingen generalforsamlinga generalforsamlingens"
        " internat internatet seminar seminaret seminarium seminariet"
        " versammlung versammlungen"
    ),
    Role.DEADLINE: (
        "fristene fristerne fristerna frister "
        "frist fristen einreichung nachreichung sdeadline "
        "stopp stoppet sschluss deschluss enschluss meschluss abeschluss "
        "versand versandes"
    ),
    Role.ASIDE: "frokost frokosten lunsj lunch lunchen middag middagen mingel lounas",
    Role.RECORD: (
        "protokoll protokollet protokollen protokol protokols pöytäkirja pöytäkirjat referat "
        "referatet referater niederschrift"
    ),
}

NOT_BODY = listed(
    "generalforsamling generalforsamlingen valgforsamling valgforsamlingen aldersgruppe aldersgruppen altersgruppe"
    " målgruppen målgruppa riskgruppen risikogruppen zielgruppen altersgruppen berufsgruppen aldersgruppa yrkesgruppa"
    " personengruppen besuchergruppen blodgruppen brukergruppen brugergruppen kundgruppen kundegruppen"
    " berufsgruppe personengruppe yrkesgruppe yrkesgruppen risikogruppe besuchergruppe"
    " referat apparat vorrat inserat resultat keyboard dashboard onboard förråd inriktning"
    " förberedning supervision television åldersgrupp åldersgruppen yrkesgrupp ikäryhmä kohderyhmä"
    " ikäryhmän kohderyhmän"
)
# "Demokrat", "Hippokrates": Greek, and no German council.
NO_BODY_ENDINGS = (
    "okrat", "okrats", "okrates", "parat", "parats", "ferat", "ferats", "serat", "serats",
)  # fmt: skip
# Capitals that look like a body's letters but are not.
NOT_LETTERS = listed(
    "AGM EGM AOB FAQ OBS PDF TBC TBA TBD HT VT AB OSA NB PM DOCX XLSX ICS URL WWW TEL TFN KL ALLA NYTT NY EXTRA VAL"
    " OFF CUT EST EDT CST CDT MST MDT PST PDT ET PT GMT BST CET CEST EET EEST"
    " INN UT UD IND BIS AUS FRA TIL TEMA EMNE THEMA AIHE INFO SAK SAKER SAG NR LOKALE ROM TOP SAAL NEU "
    "BUDGET LOV INTE UTC USA MS WS SS AY FY COVID CORONA ZOOM TEAMS SKYPE WEBEX RSVP"
    " MBL MAJ JUNI JULI MAY JUNE JULY MARS APRIL"
)
