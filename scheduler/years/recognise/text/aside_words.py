"""Words that make the date beside them no meeting's, in the six languages: of pages and papers, of decisions
and minutes, of deadlines and dispatch, of holidays. And those before an hour that is not the meeting's."""

from __future__ import annotations

from scheduler.years.recognise.text.nouns import DATE
from scheduler.years.recognise.text.small_words import BE, LAST, LATEST, PREPOSITIONS, THE, THIS
from scheduler.years.recognise.text.verbs import APPLIES, CHANGED
from scheduler.years.recognise.text.words import Role, listed

EXACT: dict[Role, str] = {
    Role.STALE: (
        "stand dnr diarienummer beslutad beslutat beslutade beslutades decided decision adopted "
        "vedtok vedtog besluttet besluttede adopts approved beslutning beslöt besluter beslutter "
        "päättänyt päätti päätetty päätettiin sovittiin päätös hyväksytty vedtatt vedtak vedtaget godkendt godkjent "
        "antagen antaget antogs vahvistettu beschlossen beschluss version utgåva skapad created "
        "copyright © daterad webcast available tillgänglig recording inspelning dated päivätty "
        "upprättats upprättades utarbetats utarbetades sammanställts issued reissued "
        "undertecknad signed född født fødselsdato geboren born skickat skickades sent lähetetty gesendet sendt "
        "skapat skapades sammanställd sammanställt sammanställdes upprättad upprättat utgiven utgivet publ "
        "underskriven underskrivet signerad signerat bestyrks bestyrkt antagna godkänt bekräftad anslagen "
        "anslaget anslås anslogs paragraf behandlad printed drafted tarkastettu tarkastus tarkastuspäivä "
        "laatija laatinut luotu tallennettu allekirjoitettu päiväys tiedoksianto dnro"
        " vedteke vedteken vedtekne vedtatte handsama godkjend godkjende fastsatt fastsett fastlagt genehmigt"
        " verabschiedet festgelegt festgesetzt offentliggjort offentliggort bekendtgjort bekanntgemacht"
        " kundgemacht kunngjort ajourført journalført"
        " anslag träder trer træder tritt ikraft laga effective gyldig gültig genehmigung utkast udkast luonnos"
        " entwurf delges skrivelse skrivelsen"
        " fastsat fastsatte fastlagde godkendte godkjente genehmigte beschloss verabschiedete"
    ),
    Role.DEADLINE: (
        "senast viimeistään spätestens senest latest osa rsvp frist fristen frister fristene by before innan "
        "före due released posted ennen inden innen før vor motioner utskick handlingar svara "
        "brytdatum brytdag stoppdatum stoppdag anmälningsstopp ansökningsstopp slutdatum ansökningstid ansökningstiden "
        "överklagas despatch despatched cutoff closes takaraja määräaika määräpäivä "
        "fällig förfaller förfallodag forfaller forfalder eräpäivä erääntyy mennessä "
        "postitus postitetaan palautuspäivä lähetyspäivä jätön jättö jättöpäivä jätettävä toimitettava postituspäivä"
        " expires expiry fristende fristablauf fristdatum fristdato stichtag ladung ladungsfrist"
        " summons remissvar remisstiden remisstid beslutsunderlag budgetunderlag revisionsberättelse lottning"
        " antragsschluss anfragen"
        " annons annonsen annonse annonce annoncen advert advertisement lehti-ilmoitus ilmoitus inserat anzeige"
    ),
    Role.HOLIDAY: (
        "kristi break breaks vacation veterans thanksgiving memorial labor juneteenth holiday "
        "holidays semester semestern half-term midterm easter christmas ferien julstängt stängt stängd closed suljettu "
        "loma loman lomalla lomat lomien lov midsommar "
        "påsk påskafton långfredag skärtorsdag annandag valborg nyårsafton nyårsdagen nyår julafton juldagen julhelg "
        "trettonhelg vappen trettondagen allhelgona nationaldagen nationaldag "
        "trettondag trettondedag klämdag skolavslutning terminsstart terminsslut "
        "läsårsstart läsårsslut pitkäperjantai vappu helatorstai juhannus juhannusaatto jouluaatto joulupäivä joulu "
        "loppiainen pyhäinpäivä uudenvuodenpäivä uudenvuodenaatto äitienpäivä ennakkoäänestys itsenäisyyspäivä "
        "geschlossen lukket fridag helligdag feiertag vapaapäivä pyhäpäivä"
        " pinsedag pinsedagen pingst pingstdagen pingstafton påskdagen juledag juledagen nyttårsdag nytårsdag bededag"
        " tapaninpäivä vappupäivä helluntai helluntaipäivä pääsiäispäivä pfingstsonntag ostersonntag whitsun whit"
        " påske påska påsken pinse pinsen pinsa romjul romjulen romjula stengt helligdager julaften julaftan"
        " nyttårsaften nytårsaften skjærtorsdag skærtorsdag langfredag påskedag himmelfartsdag himmelfart"
        " grunnlovsdag grundlovsdag lukkedag lukkedage ferielukket planleggingsdag planleggingsdagar inneklemt"
        " skolestart skulestart stortingsvalg folketingsvalg valgdag valdag kommunevalg kommunalvalg fridager"
        " fridage ostern pfingsten fasnacht fasching karneval rosenmontag faschingsdienstag aschermittwoch"
        " karfreitag gründonnerstag ostermontag pfingstmontag fronleichnam heiligabend silvester neujahr"
        " weihnachten brückentag betriebsferien unterrichtsfrei schulfrei kommunalwahl landtagswahl"
        " bundestagswahl europawahl abstimmungssonntag allerheiligen stänger stenger lukker schließt suljetaan"
    ),
    Role.PAPERS: (
        "items kallelse kallelsen kallelser dagordning dagordningen föredragningslista föredragningslistan "
        "ärendelista ärendelistan ärenden material materialet underlag skrivelser interpellationer "
        "medborgarförslag dagsorden innkalling indkaldelse einladung tagesordnung esityslista esityslistat "
        "notices documents kallelserna möteshandlingar möteshandlingarna föredragningslistor bilagor "
        "dagsordener dagsordenerne mødeindkaldelse mødeindkaldelser sakslister sakslistene "
        "esittelylista lista listan kokouskutsu kutsu kutsut asiat asioiden aineisto aineiston liitteet "
        "materiaali materiaalit aloitteet aloitteiden kyselyt ennakkomateriaali notice agenda papers paper "
        "reports report packet packets questions motions sakliste saksliste sakspapirer unterlagen materiale "
        "justering anslag svar leverans tryck distribution signering infomaterial publication clearance cut "
        "filing posting nominations legal jakelu lähetys valmistelu palautus kysymykset"
        " papira papirene sakspapir sakspapira sakspapirene saksdokument saksdokumenter saksdokumenta saksdokumentene"
        " dokumenter innkallinger innkallingen møteinnkalling møteinnkallinger saksframlegg saksfremlegg"
        " styrepapir styrepapirer styresaker møtepapir møtepapira møtepapirer saker sakene utlegging publisering"
        " ekspedering ferdigstilling ferdigstillelse melding annonsering annonse kunngjøring spørsmål"
        " interpellasjoner innspill sendes sendast utsendt utsendes utlegges offentliggørelse bilag "
        " dagsordensmateriale dagsordenen dagsordner mødemateriale mødemateriel materialer sagsfremstilling"
        " sagsfremstillinger sager punkter dagsordenspunkter indkaldelser indkaldelsen afbud spørgsmål"
        " aktenauflage traktandenliste traktanden traktandum anträge antragseingang bekanntmachung"
        " veröffentlichung rückmeldung rückmeldungen eingang einberufung manuskriptabgabe auflage publikation"
        " aushang auslegung druckfreigabe einsendung fertigstellung mitzeichnung vorlagen vorlage"
        " sitzungsunterlagen sitzungsvorlagen beschlussvorlagen drucksachen tischvorlagen zustellung abmeldung"
        " abmeldungen anmeldung anmeldungen einladungen tagesordnungen tagesordnungspunkte"
    ),
    Role.ASIDE: (
        "kaffe fika coffee lunch lunsj frokost frukost breakfast supper aamiainen aamupala iltapala kveldsmat "
        "aftensmad bevertning beværtning forplejning traktering stehempfang sektempfang catering tour tours "
        "rundvisning rundvisningen omvisning omvisningen rundvandring rundvandringen guidning opastus "
        "esittelykierros kierros hausführung rundgang gruppemøde formøte ryhmät valtuustoryhmät premeeting "
        "gruppmöte gruppmöten förmöte förmöten "
        "öppet öppettider telefontid kahvi kahvit kahvitarjoilu kahvitus förtäring "
        "lounas anmälan anmäl senast open opening avresa "
        "avgång avgår buss ryhmäkokous ryhmäkokoukset gruppemøte formøde kansliet kansli reception "
        "office mingel middag dinner efterföljande förplägnad samling insläpp registration "
        "kontorstid kontorstider bemannat besökstid paus ajournering expeditionen expedition växeln"
        " webbsändning webbsändningen livesändning livesändningen webcast webcasting livestream livestreaming"
        " strømming strømmingen livestreamen livestriimi suoratoisto webbsändningar direktsändning direktsändningen"
        " gruppemøter gruppemøtene gruppemøtet gruppemøta gruppemøder gruppemøderne gruppemødet formøder"
        " formøter formøtet servering bussavgang spørretime halvtime spisning fællesspisning"
        " spørgetid morgenmad busafgang afgang borgerservice servicetorget innbyggertorget"
        " kaffepause kaffepausen mittagspause mittagessen abendessen fraktionssitzung fraktionssitzungen"
        " vorbesprechung vorbesprechungen fraktionsvorbesprechung imbiss einlass bürgersprechstunde"
        " sprechstunde sprechstunden einwohnerfragestunde bürgerfragestunde fragestunde kaffeepause pause"
        " telefonzeiten apéro apero abfahrt frühstück umtrunk büro geschäftsstelle kaffee"
        " tea biscuits arrival arrivals saapuminen ankomst ankunft partigrupperna partigrupper partigruppene gruppene"
        " skjuts bussen bus bussi bussit abfahrtszeit ring ringa ringe soita soittaa anrufen frågor telefon"
        " kirjaamo palvelee auki opens rückfragen"
        " refreshments doors call phone telephone registrering registreringen rekisteröinti registrierung dörrar"
        " dörrarna expeditionstid expeditionstider mottagningstid mottagningstider"
        " dørene dører ovet türen saalöffnung avoinna avoin puhelinaika puhelinajat puhelimitse telefonisch"
        " telefonen erreichbar tlf tfn tel puh öppnar åpner åbner aukeavat aukeaa öffnet öffnen"
    ),
    Role.RECORD: (
        "minutes referat referater pöytäkirja pöytäkirjat muistio protokoll protokollet protokollen protokol "
        "niederschrift niederschriften protokolle anteckningar protokollsbilaga protokollsbilagor pdf docx"
    ),
}

# Words that begin with one of these.
STEMS: dict[Role, str] = {
    Role.STALE: (
        "uppdater updat opdater oppdater päivitet aktualisier publicer publish publisert "
        "julkais veröffentlicht fastställ godkänd gransk reviewed revised reviderad "
        "ändringsdatum beslutsdatum behandlat behandlet käsitel tjänsteskriv protokollsut missiv yttrande "
        "faktagransk redigera utskriv utskrift revidera revidering dokumentdatum tjänsteutlåt delegationsbesl "
        "nedladd uppladd diarieför expedier tulost laadit luontip muokat muokkau viimeksi hyväksyttiin "
        "hyväksyny päätöspäiv nähtävil nähtävän nähtäväk julkipan kuulutus kuulutet allekirj diaari asianumero "
        "pöytäkirjano päivitys päivityks downloaded uploaded amendm tallenn"
        " publiser offentliggør udskrift udskrev udskriv redigere beschlussdat vedtaksdat vedtagelsesdat"
        " opprettelsesdat oprettelsesdat erstelldat erstellungsdat druckdat ausdruck änderungsdat änderungsst"
        " bearbeitungsst redaktionsst aktualisierung veröffentlichungsdat publikationsdat publiziert"
        " revisjonsdat revisionsdat kunngjøringsdat bekendtgørels bekanntmachungsdat kundmach ausgehängt"
        " angeschlagen abgehängt heruntergeladen hochgeladen abgerufen"
        " protokollausz kungör verkställ"
    ),
    Role.DEADLINE: (
        "deadline svarsdat reply anmäl anmeld påmeld tilmeld ilmoittaut ansök applicat submi motionsd "
        "søknad ansøgning hakemu hakuaik antrag inlämn inlever stopptid stoppdat stoppdag motionst "
        "inskick utskick kallelsedat esityslistat bokningsst avlämn manusst handlingarna "
        "utsändning udsend utsend versand einlad circulat dispatch sändlista anslagsdat anslagst "
        "lähetet jättöai jättöpäiv juster abgabe einreich sisäänjät määräai määräpäiv closing "
        "manusdat kallelseut ärendest ärendeanm protokollju protokollsju anslagsdag överklagand leveransdat "
        "kokouskutsun esityslistan oikaisuvaat valitusaika submittal annonser"
        " abmeld avanmäl avmeld afmeld innlever innsend innmeld indlever indsend aflever eingabe rückmelde"
    ),
    Role.HOLIDAY: (
        "sportlov höstlov påsklov jullov sommarlov vinterlov skollov semesteruppe semesterperi semestertid "
        "semesterveck semesterstäng semesterled midsommaraf midsommardag midsommarhelg midsommarveck "
        "sommaruppehåll juluppehåll uppehåll lomakau lomaviik lomatau hiihtoloma syysloma joululoma talviloma "
        "vinterferie sommerferie efterårsferie påskeferie juleferie helgdag osterferien "
        "valdag valet kommunalval sommerferien herbstferien weihnachtsferien pfingstferien lovdag sommerpause mötesfri "
        "valborgsm allhelgonah självständighetsd pääsiäi kuntavaal aluevaal eduskuntavaal "
        "sammanträdesfri kokousvapaa kesätauko talvitauko joulutauko kokoustauko "
        "høstferie summer-break recess lovveck lovperiod"
        " møtefri mødefri sitzungsfrei sitzungspause tagungsfrei winterpause sommarpause vinterpause"
        " herbstpause ratsferien"
    ),
    Role.STALE | Role.RECORD: "minnesanteckn anteckn",
    Role.DEADLINE | Role.STALE: "diarienr sagsnr saksnr arkivsak journalnr ärendenr",
}

# What was done with it, by words that can also be said of a meeting ("added", "ändrat"): they tell
# only beside nothing but the words below.
DONE = (CHANGED | APPLIES) | listed(
    "ändring muutos endring ændring änderung edited modified modifierad modifierat amended added inlagd inlagt"
    " upplagd upplagt lagd lagt lisätty tilføjet postad postat posted printed print saved sparad sparat lagret gemt"
    " gespeichert hämtad hämtat hentet haettu ladattu retrieved accessed generated genererad refreshed checked"
    " verified kontrollerad kontrollerat kontrolleret kontrollert tarkistettu tarkistus arkiverad arkiverat archived"
    " arkistoitu registrerad registrerat kirjattu received inkommen inkom ankom saapunut effective expires expiry"
    " gültig gyldig voimaantulo translated kirjoitettu annettu prepared issued issue issuance filed laga kraft agreed"
    " ratified resolved resolution passed endorsed approval order ordinance minute rev revision revised review"
    " verification document dokument dokumentets asiakirjan correct accurate current sovittu uppläst redigering"
    " redaktionell översyn utgåva utgivning draft noted tabled certified accepted anslag nedtas ilmoitustaululla ote"
    " liite versio ankomststämpel tas ned tarkistuspäivä publication release creation letzte letzter endringsdato"
    " oppretta opprettet oppretting opprettelse redigert revidert utskrevet skrevet skriven skrive versjon ajour trykt"
    " rettet retta rettelse korrigert justert datert mottatt motteke gjennomgått ferdigstilt signert gjeldende"
    " gjeldande arkivert lastet nedlastet opplastet henta kunngjøring revisjon tilgjengelig underskrevet undertegnet"
    " underskrive tiltrådt innstilling publisering publisert innstilt udgivet udgivelse oprettet oprettelse redigeret"
    " revideret korrigeret gennemgået modtaget journaliseret uploadet downloadet dateret arkiveret tilgængelig"
    " udarbejdet gældende udsendt sendt indstillet taget efterretning udfærdiget erstellt erstellung gedruckt"
    " ausgedruckt bearbeitet bearbeitung überarbeitet überarbeitung revidiert ausgegeben ausgabe fassung eingestellt"
    " gestellt sachstand datenstand aufgeschaltet gemacht bekannt bekanntmachung bekanntgabe veröffentlichung"
    " publikation aushang anschlag abgenommen freigegeben freigabe unterzeichnet berichtigt korrigiert eingegangen"
    " verfasst datiert geprüft ausgestellt nachgeführt nachführung archiviert mutiert update beraten erlassen"
    " angenommen kenntnis genommen kenntnisnahme verfügt verfügung vorlage grb rrb strb unterschrieben kundmachung"
    " letztes"
)
PAGE = (PREPOSITIONS | THE | THIS | LAST | LATEST | BE | DATE) | listed(
    "sidan sida sidans sist senaste först nästa dates datoer päivä dokument dokumentet information informationen"
    " uppgifterna innehåll innehållet texten listan schemat planen page next content website site web as due list"
    " document first since kraft och fr o m t tom fram har vunnit report schedule schema schemats aikataulu sivu sivun"
    " sivua sivuille viimeksi viimeisin seuraava sisältö alkaen siden side sidst indhold innhold seite zuletzt stand"
    " inhalt ut inn ud ind op opp ned pr per diese artikkelen artikkel artiklen opplysningene oplysningerne nett"
    " nettet nettside nettsiden hjemmesiden hjemmeside heimesida internett internettet innholdet innhald innhaldet"
    " indholdet seiten homepage internet online webseite amtliche amtlich redaktionell redaksjonell nettredaktør"
    " webredaktør webredaktion redaktion seneste dokuments opdatering oppdatering endring ændring aktualisierung plan"
    " stund letztmals erstmals først gang oversikten oversigten kalenderen listen enstemmig enstemmigt einstimmig"
)
# What is done with a day, beside one of the next and another day: "ersätts av 23 mars", "pushed to 23 March".
REPLACED = CHANGED | listed(
    "ändras bytt byts bytts ersätts ersatt ersatts replaced korvataan korvattu vaihdettu vaihdetaan muutetaan pushed"
    " put shifted transferred rearranged arranged deferred brought adjourned postponed rescheduled senareläggs"
    " senarelagt tidigareläggs tidigarelagt ombokat ombokad ombokas omplanerat omplanerad skjuts uppskjutet"
    " lykätty lykätään aikaistettu siirretty ersetzt getauscht byttet erstattet erstattes endres ændres muuttuu"
)
# What is done with papers; beside it a day is theirs, wherever it stands.
SENDING = listed(
    "ut in inne inkomna klar klara klart lämnas lämna inlämnas skickas skicka sänds sändes läggs anslås delas"
    " mejlas mailas trycks tryck"
    " out sent issued due despatch dispatch despatched publication published publish circulated distribution deadline"
    " close closes posted post mailed emailed available"
    " lähetetään lähetys lähtee jaetaan jakoon jako jättö jätettävä valmis valmistuu valmistuminen postitetaan postitus"
    " postitetan toimitus toimitettava kirjaamoon sihteerille julkaistaan julkaisu"
    " sendes sendast sende sendt ud utsendes utsende udsendes ferdig innlevering verschickt versandt versand"
    " verteilt fertig"
)
# What is sent in or handled before a meeting, in "Items to the Clerk".
ITEMS = listed(
    "items ärenden underlag material handlingar saker sager punkter asiat aineisto vorlagen anträge"
)
# What is done with minutes when they are ready.
SIGNED = listed(
    "justeras anslås publiceras signeras godkänns undertecknas approved signed published godkendes godkjennes"
    " tarkastetaan julkaistaan nähtävillä offentliggøres udsendes sendes"
)
# Meetings of the parties' members.
OF_GROUPS = listed(
    "gruppmöte gruppmöten gruppmötet gruppmötena partigruppmöte partigruppmöten gruppsammanträde gruppsammanträden"
    " gruppemøte gruppemøter gruppemøtet gruppemøtene gruppemøde gruppemøder gruppemødet gruppemøderne ryhmäkokous"
    " ryhmäkokoukset fraktionssitzung fraktionssitzungen"
)
# Meetings that only prepare another one.
PREPARING = OF_GROUPS | listed(
    "förmöte förmöten förmötet presidiemöte presidiemöten beredningsmöte beredningsmöten"
    " presidieberedning presidieberedningar ordförandeberedning ordförandeberedningar nämndberedning"
    " ordförandegenomgång premeeting"
    " formøte formøter formøtet førmøte førmøter saksforberedelse formøde formøder formødet"
    " dagsordensmøde dagsordensmøder dagsordensmødet dagordningsmöte dagordningsmöten"
    " valmistelukokous valmistelukokoukset valmistelupalaveri esikokous esikokoukset"
    " valtuustoryhmät mbl avstämning förberedelse forberedelse vorbereitung"
    " vorbesprechung vorbesprechungen vorbereitungssitzung vorbereitungssitzungen"
    " fraktionsvorbesprechung fraktionsvorbesprechungen"
)
PREPARING_PAIRS = frozenset(
    (
        ("pre", "meeting"), ("pre", "meetings"), ("pre", "meet"), ("agenda", "setting"), ("agenda", "planning"),
        ("group", "meeting"), ("group", "meetings"), ("party", "groups"), ("forberedende", "møte"),
        ("forberedende", "møter"), ("forberedende", "møde"), ("forberedende", "møder"), ("førebuande", "møte"),
        ("förberedande", "möte"), ("förberedande", "möten"), ("beredande", "möte"), ("beredande", "möten"),
        ("valmisteleva", "kokous"),
        ("s", "briefing"), ("chairs", "briefing"), ("agenda", "briefing"),
        ("arbetsutskottets", "beredning"), ("facklig", "samverkan"),
        ("mbl", "förhandling"), ("presidiets", "beredning"), ("presidiets", "möte"),
    )
)  # fmt: skip
# May be a body's name too.
PREPARING_OR_BODIES = listed("beredning bereds")
