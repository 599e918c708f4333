"""The vocabulary of attendance lists: headings, titles, organisations and parties."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PRESENT = _set(
    "tjänstgör attended närvarande närvaro närv närvarolista deltagande deltagare deltog deltar "
    "beslutande tjänstgörande tjg tjänstg present attending attendees attendance participants "
    "läsnä läsnäolijat osallistujat tilstede deltakere deltagere anwesend anwesende teilnehmer "
    "fremmødte møtte møtt møtende fremmøtte mødte medverkande medverkade mötesdeltagare "
    "närvarolista"
)
ABSENT = _set(
    "frånvarande frånvaro frånv förhinder förhindrade förhindrad förfall avanmälda uteblivna "
    "återbud absent absentees absences absence apologies regrets poissa poissaolijat fraværende "
    "fravær forfall afbud abwesend abwesende entschuldigt"
)
CALLED = _set(
    "kallade kallad kallas inkallade kallelselista kallelse invited invitees kutsutut innkalte "
    "indkaldte eingeladen sändlista mottagare till kopia to cc"
)
SERVING = _set("tjänstgör tjänstgörande tjg tjänstg beslutande voting")
MEMBERS = _set(
    "representant edustaja repræsentant vertreter representative representatives ledamöter "
    "councillors trustees ledamot ledamöterna ordinarie medlemmar medlem members member jäsenet medlemmer mitglieder "
    "förtroendevalda politiker representanter presidium presidiet namn name arbetsutskott au"
)
DEPUTIES = _set(
    "varajäsen varamedlem vararepresentant ersättare ersättarna ers suppleanter suppleant suppl "
    "deputies deputy substitutes substitute alternates vara varamedlem varajäsenet varamedlemmer "
    "vararepresentanter stedfortredere stellvertreter"
)
CO_OPTED = _set("adjungerade adjungerad adj co-opted")
GUESTS = _set(
    "övriga övrig gäster gäst inbjudna inbjuden föredragande tjänstemän tjänsteman "
    "tjänstepersoner tjänsteperson insynsplats insyn guests guest observers others other officers "
    "staff muut øvrige andre weitere gäste allmänhet åhörare revisorer personal experter "
    "sakkunniga förvaltningen kansliet förvaltning administrasjonen administrationen "
    "administrasjon forvaltningen verwaltung virkamiehet viranhaltijat esittelijät läsnäolijat"
)
APPROVERS = _set(
    "justeras justerat justerad justerare justerande justera justerar justering "
    "protokollsjusterare protokolljusterare justeringsman justeringsmän pöytäkirjantarkastajat "
    "pöytäkirjantarkastaja"
)
OFFICES = _set(
    "kassör kassören treasurer ordförande ordf ordföranden sekreterare sekr sekreteraren "
    "protokollförare viceordförande mötesordförande mötessekreterare nämndsekreterare "
    "kommunsekreterare rådssekreterare chair chairman chairperson secretary puheenjohtaja "
    "sihteeri leder referent sekretær ordstyrer vorsitz vorsitzende vorsitzender schriftführer "
    "schriftführerin "
    "protokollet minutes"
)
NEGATIONS = _set("ej inte icke not non ikke nicht")
FILLERS = NEGATIONS | _set(
    "och samt med utan i för av på vid mötet sammanträdet från and of at in the meeting st del "
    "har hade var är anmält anmäld anmälda anmälde meddelat meddelade meddelad lämnat giltigt "
    "laga personer rådets nämndens utses utsedd utsågs vald valda att ja sekä og und til stede "
    "meldt även dessutom förutom via distans digitalt teams fysiskt plats men vice förste andre "
    "1:e 2:e följande who were those for by taken gjorde anmälts "
    "meddelats lämnats fra der die aus were was received accepted noted sent given from som"
)
HEADINGS = PRESENT | ABSENT | CALLED | MEMBERS | DEPUTIES | CO_OPTED | GUESTS | APPROVERS | OFFICES

MAIL = _set("från from till to kopia cc bcc")
OTHER_MATTERS = _set(
    "plats tid datum dagordning föredragningslista ärenden ärende ärendelista paragrafer paragraf "
    "bilagor bilaga anslag anslagsbevis bevis beslut utdragsbestyrkande handlingar protokoll "
    "minnesanteckningar mötesanteckningar anteckningar mötestider nästa agenda place time date "
    "next tidpunkt lokal justeringens sammanträdesdatum sammanträdestid mötesdatum organ instans "
    "mötesplats rubrik ämne subject skickat sent aika paikka tid/plats sida page asiat "
    "underskrifter underskrift signatur signaturer esityslista sted tidspunkt dagsorden "
    "sakliste ort zeit tagesordnung"
)

TITLE_ENDINGS = _tuple(
    "ordförande ordföranden ordf sekreterare sekreteraren samordnare handläggare strateg ledare "
    "chef chefen ledamot ersättare direktör direktören utredare koordinator kurator assistent "
    "inspektör rektor rektorn kommunalråd borgmästare konsulent pedagog lärare ansvarig "
    "representant ombud revisor jurist planerare sköterska läkare kyrkoherde diakon komminister "
    "kommissarie mästare väktare polis controller arkitekt ingenjör utvecklare rådgivare "
    "administratör kommunikatör intendent talesperson kanslist notarie antikvarie bibliotekarie "
    "verksamhetsutvecklare sociolog psykolog socionom suppleant adjungerad kassör "
    "föredragande justerare protokollförare chairman chairperson secretary coordinator director "
    "manager principal puheenjohtaja sihteeri johtaja päällikkö rehtori formann formand "
    "sekretær sjef rådgiver vorsitzende vorsitzender schriftführer schriftführerin bürgermeister "
    "bürgermeisterin gemeinderat gemeinderätin stadtrat stadträtin"
)
TITLES = _set(
    "sekr vd präst pastor elev student politiker opolitisk ledamot brandman chair head officer "
    "teacher leder leiter tjänsteman professor docent kommunikatör förälder boende"
)
MODIFIERS = _set(
    "förste första andre andra 1:e 2:e 3:e 1:a 2:a 1.e 2.e vice v v. tf tf. t.f. bitr bitr. "
    "biträdande stf stf. ställföreträdande t.f vik vik. tillförordnad avgående f.d. fd ny "
    "deputy first second acting tidigare"
)
# Before a name, and no part of it or of what somebody does.
COURTESIES = _set(
    "cllr councillor mr mrs ms miss mx dr prof sir dame rev herr frau fru fröken hr herra rouva frk"
)
COUNCIL_OFFICES = ("ordförande", "sekreterare", "chair", "chairman", "secretary", "puheenjohtaja")

ORGANISATION_ENDINGS = _tuple(
    "förbundet förbund föreningen förening föreningar nämnden nämnd förvaltningen förvaltning "
    "kontoret skolan skola skolor gymnasiet gymnasium kyrkan polisen tjänsten tjänst byrån "
    "styrelsen verket myndigheten myndighet bolaget bostäder kommun kommunen rådet sällskapet "
    "klubben centralen centrum fastigheter församling församlingen pastorat stiftelsen stiftelse "
    "ägarna universitet universitetet högskola högskolan sjukhus sjukhuset försvaret partiet "
    "kåren teamet enheten enhet avdelningen avdelning området polisområde jouren hemmet "
    "företagarna handlarna facket demokraterna hyresgästerna organisationen kommittén utskottet "
    "vandrarna kriminalvården vården länsstyrelsen mottagningen gruppen samverkan akademin "
    "biblioteket museet sektionen distriktet regionen nätverket företag"
)
ORGANISATIONS = _set(
    "polisen polis region kommun kommunen brå skola skolan kyrkan socialtjänst räddningstjänst "
    "företagarna hyresgästerna svenska sveriges södra norra västra östra mellersta rädda röda "
    "barnen korset hela människan örnar stadsdelsnämnden securitas ab if bk ff ik fc pro spf hsb "
    "abf dhr fub sdn skpf rpg hso srf hrf skr ifo kfum friskis svettis missionskyrkan "
    "equmeniakyrkan allmännyttan näringslivet civilsamhället police fire council school ward"
)
PARTIES = _set("s m c l fp kd mp v sd fi med opol obunden -")
PARTY_NAMES = _set(
    "socialdemokraterna moderaterna centerpartiet liberalerna kristdemokraterna miljöpartiet "
    "vänsterpartiet sverigedemokraterna"
)
PARTICLES = _set(
    "von van af de da di du dos del della la le der den ten ter el al bin ibn abu zu zum y"
)
