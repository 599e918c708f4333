"""The words of bodies and parties, and of houses and rooms, which are no persons' either."""

from __future__ import annotations

from scheduler.councils.recognise.listing import set_of, tuple_of

ORGANISATION_ENDINGS = tuple_of(
    "förbundet förbund föreningen förening föreningar nämnden nämnd förvaltningen förvaltning "
    "kontoret skolan skola skolor gymnasiet gymnasium kyrkan polisen tjänsten tjänst byrån "
    "styrelsen verket myndigheten myndighet bolaget bostäder kommun kommunen rådet sällskapet "
    "klubben centralen centrum fastigheter församling församlingen pastorat stiftelsen "
    "stiftelse ägarna universitet universitetet högskola högskolan sjukhus sjukhuset försvaret "
    "partiet kåren teamet enheten enhet avdelningen avdelning området polisområde jouren hemmet "
    "företagarna handlarna facket demokraterna hyresgästerna organisationen kommittén utskottet "
    "vandrarna kriminalvården vården länsstyrelsen mottagningen gruppen samverkan akademin "
    "biblioteket museet sektionen distriktet regionen nätverket företag forening foreningen "
    "forbundet forbund nemnda nemnd utvalg utvalget etaten skole skolen kommune kirke kirken "
    "politiet politi råd selskab selskabet yhdistys kunta kaupunki seura liitto seurakunta "
    "virasto verein verband schule feuerwehr kirche fachbereich dezernat ausschuss ministeriet "
    "departementet instituttet institutet institut sentret senteret centret center centre kansli "
    "klubb energi allehanda kassan förmedlingen byalaget koulu lukio yliopisto laitos hallitus "
    "lautakunta valtuusto keskus hyvinvointialue yrittäjät urheilijat toimikunta idrettslag skytterlag "
    "bondelag bondelaget barnehage barnehagen menighet menigheten vesenet vegvesen tilsynet "
    "statsforvalteren folkehjelp bibliotek direktoratet beredskabet samfund organisationer "
    "industri byggeri bauamt ordnungsamt jugendamt landratsamt heitsamt sozialamt schulamt finanzamt "
    "umweltamt inspektion verwaltung skammer büro initiative gemeinde werke zeitung beirat parlament "
    "forvaltning forvaltningen eiendom ejendomme fastighet konsult rådgivning rådgiving isännöinti palvelut "
    "immobilien beratung lighuset turhuset shuset "
    "kansliet revisionen grupp utskott kommitté komité gruppe projektet"
)
ORGANISATIONS = set_of(
    "polisen polis region kommun kommunen brå skola skolan kyrkan socialtjänst räddningstjänst "
    "företagarna hyresgästerna svenska sveriges södra norra västra östra mellersta rädda röda "
    "barnen korset hela människan örnar stadsdelsnämnden securitas ab if bk ff ik fc pro spf "
    "hsb abf dhr fub sdn skpf rpg hso srf hrf skr ifo kfum friskis svettis missionskyrkan "
    "seniorerna pensionärerna equmeniakyrkan allmännyttan näringslivet civilsamhället police fire "
    "council school ward "
    "nhs lions rotary amt abteilung referat lrf valberedningen revisionen scouterna "
    "neuro kommunal sweco coompanion ely-keskus te-toimisto martat tehy kela poliisi punainen "
    "eläkeläiset norges norsk norske redd røde statens lensmannen husbanken dansk danske ældre "
    "folkekirken caritas diakonie lebenshilfe polizei kita universität scouts guides "
    "agency advice concern institute legion academy housing library gazette service services "
    "authority consultants barnet barna päiväkoti børnehaven wohnbau "
    "frälsningsarmén gemeinde samtgemeinde ortsgemeinde stadt landkreis firma büro "
    "gmbh trust association society club ltd group committee board faculty union "
    "properties property management solutions partners holdings services homes "
    "department university college forum panel partnership alliance network"
)
# With these end, or begin, the names of rooms.
PLACE_ENDINGS = tuple_of(
    "mötesrum mötesrummet sammanträdesrum sammanträdesrummet konferensrum konferensrummet møterom "
    "møterommet mødelokale mødelokalet kokoushuone neuvotteluhuone besprechungsraum sitzungssaal "
    "konferenzraum boardroom sessionssalen sammanträdessalen ratssaal rathaussaal bürgersaal festsaal"
)
PLACES = set_of("microsoft teams zoom skype webex")
BEFORE_ROOM = set_of("meeting conference board committee council")
# Before the name of a house and those who own it, which is no person's: `Brf Gamla Kvarnen`.
HOUSES = set_of(
    "kirchengemeinde pfarrgemeinde brf bostadsrättsföreningen bostadsrättsförening "
    "samfällighetsföreningen samfälligheten "
    "borettslaget borettslag sameiet ejerforeningen andelsboligforeningen grundejerforeningen"
)
# Before the word for a body: `Longmere Parish Council`.
DISTRICTS = set_of("county district parish borough town city village")
# With these end the names of bodies: `Village Hall Trust`.
ENGLISH_BODIES = set_of(
    "legion institute agency service library authority school church academy college university "
    "trust association society club group committee board union forum partnership alliance "
    "network"
)
# Behind the name of a company.
COMPANIES = set_of("a/s aps llp gmbh ab oy oyj ky tmi aps ltd inc llc plc hb kb")
COMPANY_LETTERS = frozenset(("AS", "ASA", "AG", "KG", "eG", "A/S"))
# Bodies known by their letters, which are no party's.
ABBREVIATIONS = set_of(
    "SKR TCO LO SACO SPR MLL MTK JHL OAJ ELY NAV NITO NHO FFO SAFO KS DH FOA 3F 4H HK BUPL DLF DI DN "
    "RSMH AAB IHK HWK DRK AWO NABU BUND VdK GEW DLRG THW GMB WI NFU RSPB NHS SRF DHR FUB HRF HSO PRO SPF RSMH "
    "RPG SKPF HSB LRF BRIS KFUM KFUK IOGT ABF NBV SISU IK"
)
# Behind the name of a society, which is no person's: `Suvannon Eläkkeensaajat ry`.
REGISTERED = set_of("ry rf r.f. r.y. e.V. eV")
FINNISH_BODIES = tuple_of(
    "yhdistys kunta kaupunki seura liitto neuvosto järjestö osasto kerho piiri"
)
PARTIES = set_of(
    "s m c l fp kd mp v sd fi med opol obunden - ap sp frp krf mdg sv h kesk kok sdp vihr vas "
    "rkp ps cdu csu spd fdp afd grüne linke fraktionslos parteilos piraten fw lab con ld green "
    "labour conservative snp df rv ø å a b f o"
)
PARTY_NAMES = set_of(
    "socialdemokraterna moderaterna centerpartiet liberalerna kristdemokraterna miljöpartiet "
    "vänsterpartiet sverigedemokraterna grünen bündnis b90 arbeiderpartiet høyre "
    "senterpartiet venstre rødt fremskrittspartiet socialdemokratiet enhedslisten radikale "
    "konservative kokoomus keskusta vihreät vasemmistoliitto perussuomalaiset wähler"
)
PARTY_FILLERS = set_of("die der freie 90 de party partei fraktion gruppe gruppen group och og und")
