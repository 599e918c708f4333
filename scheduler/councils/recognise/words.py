"""The vocabulary of attendance lists: headings, offices, titles and what joins names."""

from __future__ import annotations

from scheduler.councils.recognise.listing import set_of, tuple_of

# Why somebody did not come, in a word that resembles an office or a body: `Semester`, `Urlaub`.
EXCUSES = set_of(
    "semester semestern ferie ferien ferier holiday holidays vacation work working illness sickness "
    "travel travelling childcare arbete jobb jobbet arbejde arbeid arbeit sjukdom sykdom sygdom "
    "resa tjänsteresa reise rejse tjenestereise tjenesterejse kurs kursus urlaub krankheit "
    "dienstreise elternzeit terminkollision loma sairaus työeste työmatka työ"
)
PRESENT = set_of(
    "tjänstgör attended närvarande närvaro närv närvarolista deltagande deltagare deltog deltar "
    "beslutande tjänstgörande tjg tjänstg present attending attendees attendance participants "
    "läsnä läsnäolijat osallistujat tilstede deltakere deltagere anwesend anwesende teilnehmer "
    "fremmødte møtte møtt møtende fremmøtte mødte medverkande medverkade mötesdeltagare "
    "närvarolista mötte mötande fremmødt fremmøte saapuvilla paikalla osallistui erschienen "
    "anwesenheit deltakende närvaroförteckning mötesnärvaro nærvær fremmødeliste deltakarar "
    "oppmøte oppmøtte mødt teilnehmende teilnehmerinnen kommer kom anwesenheitsliste teilnehmerliste "
    "deltagarlista deltagarförteckning deltakerliste deltagerliste osanottajat osallistujalista "
    "närvarat medverkar chaired møtande bevistades närvaron läsnäolleet osallistuneet osallistuivat "
    "osallistuvat päätöksentekijät mukana etäyhteydellä läsnäolo paikallaolijat frammøtte frammøtt "
    "tilstades deltok mødedeltagere tilstedeværende deltager nærværende møtedeltakere sitzungsteilnehmer "
    "teilnehmenden anwesenden zugeschaltet joined deltagende teilnehmer*innen "
    "mötesdeltagande teilgenommen teil"
)
ABSENT = set_of(
    "frånvarande frånvaro frånv förhinder förhindrade förhindrad förfall avanmälda uteblivna "
    "återbud absent absentees absences absence apologies regrets poissa poissaolijat fraværende "
    "fravær forfall afbud abwesend abwesende entschuldigt udeblevet udeblevne uteblev "
    "unentschuldigt fehlend fehlende verhindert estynyt estyneet este fråfall permisjon apology "
    "absentee saknades frånvaroanmälda ursäktad ursäktade ikketilstede avböjt avböjer sjuka "
    "sjuk sjukanmäld bortrest fraværsmeldt unable fehlen fehlten fehlt fehlte estyneenä esteen "
    "esteestä esteellä poissaolo poissaolot poissaolosta peruutukset frafall avbud forhindret "
    "forhindrede forhindra borte fråvær fråværande forfald udeblev syg syge entschuldigte krank absagen "
    "abgemeldet abgesagt unexcused excused missing unentschuldigte abwesenden"
)
# Said of those who are members no longer.
GONE = set_of(
    "left former resigned retired tidigare avgångna avgått avgående entledigade eronneet entiset "
    "ausgeschieden ausgeschiedene ehemalige fratrådte fratrådt tidligere udtrådte avgåtte entledigad"
)
# Said of a meeting to come, to which nobody can have come yet.
SUMMONED = set_of("kallas inkallas inbjuds kutsutaan innkalles indkaldes indkalles summoned")
CALLED = SUMMONED | set_of(
    "kallade kallad inkallade invited kutsutut innkalte indkaldte eingeladen kallelselista "
    "kallelse invitees sändlista mottagare till kopia to cc kännedom orientering tiedoksi "
    "kenntnis information "
)
SERVING = set_of("tjänstgör tjänstgörande tjg tjänstg beslutande voting")
MEMBERS = set_of(
    "ratsmitglied representant edustaja repræsentant vertreter representative representatives ledamöter "
    "councillors trustees ledamot ledamöterna ordinarie medlemmar medlem members member jäsenet "
    "medlemmer mitglieder förtroendevalda politiker representanter presidium presidiet namn "
    "name arbetsutskott au faste stemmeberettigede stemmeberettiget medlemmene mitglied "
    "ratsmitglieder ausschussmitglieder stimmberechtigte varsinaiset varsinainen "
    "bestyrelsesmedlemmer styremedlemmer styrelsemedlemmar styrelseledamöter nämndledamöter "
    "rådsmedlemmar rådsledamöter jäsen edustajat governors directors councillor cllrs cllr "
    "rådmedlemmer utvalgsmedlemmer vorstandsmitglieder representantar governor trustee director "
    "stimmberechtigt medl beratend beratende beratendes medlemer medlemene utvalsmedlemer"
)
DEPUTIES = set_of(
    "varajäsen varamedlem vararepresentant ersättare ersättarna ers suppleanter suppleant suppl "
    "alternate stellv deputies deputy substitutes substitute alternates vara varamedlem varajäsenet "
    "varamedlemmer vararepresentanter stedfortredere stedfortræder stedfortrædere stellvertreter varamedlemmar "
    "suppleanterna suppleantene varahenkilöt varahenkilö stellvertretende stellvertretung stellvertreterin "
    "ersatzmitglieder styrelsesuppleanter varamedlemmene suppleanten ersättaren varamedlemer varamedlemene "
    "varaedustajat varaedustaja vararepresentantar ersatzmitglied ersatzvertreter stellvertreterinnen "
    "stellvertretern substitution"
)
# Before an office or the word for members: `Deputy Chair`, `Substitute members`.
DEPUTY_ADJECTIVES = set_of(
    "deputy stellv stellvertretende stellvertretender stellvertretendes substitute alternate"
)
PERSONAL = set_of("personlig personlige personal persönlicher persönliche henkilökohtainen")
CO_OPTED = set_of("adjungerade adjungerad adj co-opted")
GUESTS = set_of(
    "övriga övrig gäster gäst inbjudna inbjuden föredragande tjänstemän tjänsteman "
    "tjänstepersoner tjänsteperson insynsplats insyn guests guest observers others other "
    "officers staff muut øvrige andre weitere gäste allmänhet åhörare revisorer personal "
    "experter sakkunniga förvaltningen kansliet förvaltning administrasjonen administrationen "
    "administrasjon forvaltningen verwaltung virkamiehet viranhaltijat esittelijät läsnäolijat "
    "gæster gæst gjest gjester gjestar sekretariatet sekretariat sekretariaatti kommunledningen "
    "bisittare besökare zuhörer kutsutut vieraat asiantuntijat asiantuntija henkilökunta "
    "observatører forvaltning föredragare konsulter public press visitors advisers advisors "
    "medarbetare medarbejdere ansatte adm invitation gast vieras vieraana vieraina extern externa external "
    "kutsuttuna kutsuttuina"
)
APPROVERS = set_of(
    "justeras justerat justerad justerare justerande justera justerar justering "
    "protokollsjusterare protokolljusterare justeringsman justeringsmän pöytäkirjantarkastajat "
    "pöytäkirjantarkastaja justeringsperson justeringspersoner justeringsledamot "
    "justeringsledamöter rösträknare tarkastus tarkastajat tarkastaja tarkastivat"
)
OFFICES = set_of(
    "kontakt kontaktperson contact kassör kassören treasurer ordförande ordf ordföranden "
    "sekreterare sekr sekreteraren "
    "protokollförare viceordförande mötesordförande mötessekreterare nämndsekreterare "
    "kommunsekreterare rådssekreterare chair chairman chairperson secretary puheenjohtaja "
    "sihteeri leder referent sekretær ordstyrer vorsitz vorsitzende vorsitzender schriftführer "
    "schriftführerin protokollet minutes ordfører ordførar nestleder nestleiar leiar formand "
    "næstformand formann puheenjohtajat varapuheenjohtaja pöytäkirjanpitäjä esittelijä "
    "protokollführer protokollführerin protokollant protokollantin møteleder møteleiar "
    "møtesekretær mødeleder dirigent mötesledare clerk sitzungsleitung kasserer kassereren "
    "viceordf vice-chair vice-chairman vorsitzenden protokollfører skriftfører minute-taker "
    "minutes-taker rahastonhoitaja utvalgssekretær anteckningarna pennan minnesanteckningarna "
    "antecknare antecknade notarie skribent sekreterarna protokollführung schriftführung sitzungsleiter"
)
# Said of who keeps the minutes: `Bo Al (Protokoll)`.
KEEPING = set_of("protokoll protokollet minutes mins pöytäkirja")
# "And" between two people: their names are joined by nothing else.
CONJUNCTIONS = tuple_of("och samt and sekä ja og und &")
ANY_CONJUNCTION = rf"(?:{'|'.join(CONJUNCTIONS)})"
NEGATIONS = set_of("ej inte icke not non ikke nicht eivät ei ikkje")
# After these a negation may stand: "kommer inte".
VERBS = set_of(
    "kommer kom deltar deltog deltager deltok medverkar mötte møtte mødte attended närvarade"
)
# Two words that are one.
PAIRS = {
    ("til", "stede"): "tilstede",
    ("tackat", "ja"): "närvarande",
    ("tackat", "nej"): "frånvarande",
    ("kan", "inte"): "förhindrad",
    ("kan", "ej"): "förhindrad",
    ("ikke", "møtt"): "fraværende",
    ("are", "invited"): "summoned",
    ("til", "stades"): "tilstede",
    ("på", "plats"): "närvarande",
    ("med", "på"): "närvarande",
    ("on", "leave"): "absent",
    ("roll", "call"): "attendance",
    ("the", "call"): "attendance",
    ("not", "attend"): "absent",
    ("not", "in"): "not",
    ("kunde", "inte"): "förhindrad",
}
FILLERS = NEGATIONS | set_of(
    "och samt med utan i för av på vid mötet sammanträdet från and of at in the meeting st del "
    "har hade var är anmält anmäld anmälda anmälde meddelat meddelade meddelad lämnat giltigt "
    "laga personer rådets nämndens utses utsedd utsågs vald valda att ja sekä og und til stede "
    "meldt även dessutom förutom via distans digitalt teams fysiskt plats men vice förste andre "
    "1:e 2:e följande who were those for by taken gjorde anmälts meddelats lämnats fra der die "
    "aus were was received accepted noted sent given from som hadde hat haben ist sowie dem den "
    "desuden dessuten det this following ovat oli olleet ollut lisäksi tillika endast hela sitzung sammanträde "
    "møtet møte mødet kokous kokouksessa ordinary elected also yttranderätt närvarorätt rätt "
    "under with giltig orsak zu unable styrelse styrelsen bestyrelse bestyrelsen styret board "
    "council committee utvalg utvalget vorstand hallitus lautakunta närmare fast personlig "
    "personliga kan kunde kunnat delta ha till sig sina anmäler möten sammanträden fysisk "
    "digital videolänk länk es von had been frå ikkje together there protokollen als as "
    "därutöver också oanmäld anmälan in person via zoom remotely online call on without did attend "
    "leave not sent modtaget etänä olevat kokouksesta kokoukseen ilmoittaneet ilmoittanut følgende "
    "tillegg desse gyldig gyldige meldte melde meldt uden uten havde lovligt sind haben sich ferner "
    "ausserdem innen weiterhin sonstige sonst nicht nahmen endvidere auch zudem der named "
    "fördes föres waren war toimi olivat oli "
    "pöytäkirjan henkilökohtainen henkilökohtaiset persönliche persönlicher"
)
# Between an office and who has it: `Sekreterare var Anna Ek`.
COPULAS = set_of("fördes föres förs av var är was is war ist er oli toimi the")
ESSIVES = ("na", "nä")
HEADINGS = PRESENT | ABSENT | CALLED | MEMBERS | DEPUTIES | CO_OPTED | GUESTS | APPROVERS | OFFICES

WHENCE = set_of("från fra from vom von aus")
ELATIVES = ("sta", "stä", "lta", "ltä")
MAIL = set_of("från from till to kopia cc bcc")
REMARKS = set_of(
    "bemærkninger bemærkning anmärkningar anmärkning merknader merknad bemerkninger huomautukset "
    "huomautuksia remarks bemerkungen kommentarer noteringar"
)
OTHER_MATTERS = set_of(
    "plats tid datum dagordning föredragningslista ärenden ärende ärendelista paragrafer paragraf "
    "bilagor bilaga anslag anslagsbevis bevis beslut utdragsbestyrkande handlingar protokoll "
    "minnesanteckningar mötesanteckningar anteckningar mötestider nästa agenda place time date "
    "next tidpunkt lokal justeringens sammanträdesdatum sammanträdestid mötesdatum organ instans "
    "mötesplats rubrik ämne subject skickat sent aika paikka tid/plats sida page asiat "
    "underskrifter underskrift signatur signaturer esityslista sted tidspunkt dagsorden "
    "sakliste ort zeit tagesordnung allekirjoitukset allekirjoitus signatures unterschriften "
    "beginn ende sitzungsbeginn sitzungsende"
)

TITLE_ENDINGS = tuple_of(
    "ordförande ordföranden ordf sekreterare sekreteraren samordnare handläggare strateg ledare "
    "chef chefen borgmester ledamot ersättare direktör direktören utredare koordinator kurator assistent "
    "inspektör rektor rektorn kommunalråd borgmästare konsulent pedagog lärare ansvarig "
    "representant ombud revisor jurist planerare sköterska läkare kyrkoherde diakon komminister "
    "kommissarie mästare väktare polis controller arkitekt ingenjör utvecklare rådgivare "
    "administratör kommunikatör intendent talesperson kanslist notarie antikvarie bibliotekarie "
    "verksamhetsutvecklare sociolog psykolog socionom suppleant adjungerad kassör föredragande "
    "justerare protokollförare chairman chairperson secretary coordinator director manager "
    "principal puheenjohtaja sihteeri johtaja päällikkö rehtori formann formand sekretær sjef "
    "rådgiver vorsitzende vorsitzender schriftführer schriftführerin bürgermeister "
    "bürgermeisterin gemeinderat gemeinderätin stadtrat stadträtin ekonom kamrer kamrerare "
    "ingeniør ingenieur direktør direktoren konsulenten sjefen leiar leder lederen rådgjevar "
    "rådmann rådmand sekretærer næstformand assessor ordfører ordførar biolog ekolog "
    "trädgårdsmästare samordnaren vaktmästare skötare terapeut dietist logoped redovisare "
    "jägmästare veterinär producent redaktör planlegger saksbehandler sagsbehandler fuldmægtig "
    "medarbetare medarbejder forstander skoleleder officer adviser advisor planner engineer "
    "surveyor solicitor treasurer clerk superintendent sergeant inspector headteacher teacher "
    "librarian sachbearbeiter sachbearbeiterin referent referentin leiter leiterin "
    "protokollführer protokollführerin kämmerer kämmerin dezernent dezernentin ortsvorsteher "
    "ortsvorsteherin beigeordneter beigeordnete esittelijä asiantuntija suunnittelija insinööri "
    "arkkitehti kääntäjä tarkastaja ohjaaja neuvoja hoitaja opettaja lääkäri pastori "
    "kirkkoherra pöytäkirjanpitäjä varajäsen jäsen angestellter angestellte beauftragter "
    "beauftragte meister meisterin wartin beisitzer beisitzerin "
    "architekt chancellor registrar kansler kansleri kanzler kanzlerin dekan dekanin dekaani prefekt "
    "kyrkvärd oppositionsråd kassiererin kassierer protokollant protokollantin geschäftsführer "
    "geschäftsführerin elternvertreter elternvertreterin vertreterin sprecher sprecherin pressewart "
    "wehrführer wehrführerin geschäftsleiter lakimies luottamusmies valtuutettu mestari koordinaattori "
    "nuorisoedustaja edustaja inspektør tillitsvalgt bedriftslege kirkeverge observatør lensmann "
    "kontakt sykepleier styrer repræsentant pædagog organist kirketjener attorney governor warden "
    "churchwarden representative executive councillor trustee member facilitator caretaker observer "
    "minute-taker rector mester fører førar praktikant præst präst prest provst provsten prost "
    "kirkeværge klokker kordegn "
    "kommissar kommissær betjent konstaapeli komisario løytnant løjtnant leutnant löjtnant luutnantti "
    "direktor eversti constable cllr cllrs councillors repr värd"
)
# What somebody is in German, where nouns keep their capital.
GERMAN_TITLES = tuple_of(
    "vorsitz vorsitzende vorsitzender vorsitzenden führer führerin führung schriftf schriftf. leiter "
    "leiterin leitung meister meisterin gemeinderat gemeinderätin stadtrat stadträtin kreisrat "
    "kreisrätin polizeirat brandrat vorsteher vorsteherin beigeordneter beigeordnete sachbearbeiter "
    "sachbearbeiterin kämmerer kämmerin dezernent dezernentin referentin angestellter angestellte "
    "beauftragter beauftragte wart wartin beisitzer beisitzerin architekt architektin kanzler kanzlerin "
    "dekan dekanin kassierer kassiererin protokollantin vertreter vertreterin sprecher sprecherin "
    "pfarrer pfarrerin direktorin managerin präsident präsidentin verwalter verwalterin ingenieur "
    "hauptkommissar verwaltungspraktikant sekretärin protokoll bürger bürgerin mitglied hauptmann leutnant"
)
# Written with a capital, and so are the words before: `Finance Officer`.
ENGLISH_TITLES = tuple_of(
    "officer manager secretary clerk treasurer director coordinator governor councillor representative "
    "warden sergeant executive attorney engineer planner adviser advisor taker chair chairman member "
    "leader worker trustee observer"
)
# Before such a title, and no name of a body: `Parent governor`.
KINDS_OF_MEMBERS = set_of(
    "parent staff foundation community partnership lay independent student pupil teacher elected "
    "appointed associate youth resident tenant public la"
)
FINNISH_TITLES = tuple_of("puheenjohtaja edustaja johtaja jäsen sihteeri päällikkö")
# With these end the words before a title that tell of what kind it is: `Fackligt ombud`.
ADJECTIVE_ENDINGS = tuple_of("lig ligt iga ad at ande isk iskt inen vald valt ell ellt")
TITLES = set_of(
    "vice-chair vice-chairman vice-chairperson co-chair pfarrer pfarrerin leader wart lege graver "
    "taker siht siht. ceo rfo cfo coo cto bürger bürgerin schriftf schriftf. sekr vd präst pastor "
    "elev student politiker opolitisk ledamot brandman chair head officer "
    "teacher leder leiter tjänsteman professor docent kommunikatör förälder boende kamrer "
    "overlege lærer tolk ordstyrer rådmann varaordfører kasserer medlem styremedlem "
    "bestyrelsesmedlem varamedlem councillor alderman mayor polis polisman barnmorska "
    "undersköterska doktorand forskare lektor adjunkt kapten major löjtnant kantor "
    "fritidsledare pj vpj pj. vpj. nurse executive president governor trustee constable pcso "
    "lead consultant analyst assistant administrator commissioner reverend vicar curate "
    "sgt insp cpl cpt capt lt col pc dc dci ds pi phk phm pok pom ehk captain colonel lieutenant corporal "
    "detective överste oberst fänrik kaptein kaptajn hauptmann kapteeni majuri polizeirat brandrat "
    "headmaster gr grin str stadträtin kassenwart schriftwart jugendwart"
)
# Titles that people are called by as well: `Anna Warden`.
ALSO_FAMILY_NAMES = set_of("rector warden sprecher graver mester lege wart major hauptmann captain")
MODIFIERS = set_of(
    "förste första andre andra 1. 2. 3. 1:e 2:e 3:e 1:a 2:a 1.e 2.e vice v v. tf tf. t.f. bitr bitr. "
    "biträdande stf stf. ställföreträdande t.f vik vik. tillförordnad avgående f.d. fd ny "
    "deputy first second acting tidigare konst konst. konstituerad fungerande konstituert "
    "fungerende interim senior county district parish borough town adm adm. administrativ "
    "vs vs. vt. stellv stellv. stellvertretende stellvertretender hon hon. honorary ordinary co-opted "
    "minute chief sachkundiger sachkundige beratendes kst kst. "
    "daglig personlig erster erste zweiter zweite h.c."
)
# Before a name, and no part of it or of what somebody does.
COURTESIES = set_of(
    "cllr councillor mr mrs ms miss mx dr prof sir dame rev herr frau fru fröken hr herra rouva "
    "frk cllrs councillors messrs herrn herren hrn fräulein dipl-ing dipl.-ing mag ing med phil revd lady "
    "lord tekn lic fil gr. str. mba doktor pfarrer pfarrerin fr father sister brother rabbi "
    "imam the hon honourable justice rm sb stv ratsherr ratsherrn ratsfrau ratsmitglied stadtverordneter "
    "stadtverordnete stadtverordneten kreisrat kreisrätin ausschussmitglied "
    # Who is chosen stands behind these: `Valittiin Kari Ek`.
    "valittiin utsågs utses valdes valgtes"
)
# Two given names that people are called by: `PG Ek`. Other letters are those of a body.
CALLED_BY = set_of("KG PG CG LG JP JO PO PÅ KA KE LE LÅ BÅ GB BM AM AC MB")
# After these one word is a name: `Herr Ek`.
ADDRESSED = set_of(
    "herr herrn herra frau fru rouva fröken hr mr mrs ms miss cllr councillor dr prof rev pfarrer "
    "rm sb stv ratsherr "
    "ratsherrn ratsfrau ratsmitglied stadtverordneter stadtverordnete stadtverordneten kreisrat kreisrätin"
)
# No name begins with one of these.
ARTICLES = set_of("the der die das den det our vår vårt våra vores unser unsere")
COUNCIL_OFFICES = ("ordförande", "sekreterare", "chair", "chairman", "secretary", "puheenjohtaja")

PARTICLES = set_of(
    "von van af de da di du dos del della la le der den ten ter el al bin ibn abu zu zum zur vom v. y ap"
)

# With which no name begins, though they stand within one: `van der Berg`.
NOT_FIRST = set_of("der den ten ter")

# No title ends with one of these, for they lead on to what comes next.
JOINING = set_of(
    "för i på vid av från till med och samt hos åt under via som om mot for of at the in and with "
    "fra til og hos ved ja sekä von für und bei im der die das ersätter wegen grund skyld"
)
OCCUPATION_ENDINGS = tuple_of("are er ör ist log nom tekt ent man sköterska en ija ijä aja äjä")
COMPARED = set_of(
    "efter etter under heter utover utöver sitter møter ersetter representerer repræsenterer vikarierer senere "
    "senare tidigare vidare snarare närmare ersättare såsom ledamöterna även sedan redan någon "
    "annan ingen varken utan igen mellan medan"
)
