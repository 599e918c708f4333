"""Common given names, by which a person in parentheses is told from a body: "(Bo Al)", "(Röda Korset)"."""

from __future__ import annotations

_LISTED = """
    adam agneta albert alexander alice alva amanda anders andreas anette anita anja ann anna anne
    annika anton antti arja arne arto arvid astrid axel barbro bengt berit bernt bertil birgit
    birgitta björn bo britt bror brita börje camilla carin carina carl caroline cecilia charlotte
    christer christian christina christoffer dan daniel david ebba eero eija ellen elin elina
    elisabet elisabeth elsa emil emilia emma erik erika erkki esa eva fatima felix filip folke
    fredrik frida gabriel gerd gerhard gertrud gunilla gunnar gunnel gustav göran göte hanna hannu
    hans harri harriet heidi heikki helen helena helene helge henrik henry hugo håkan ida ilkka inga
    inge ingegerd inger ingmar ingrid irene irma isak ismo ivar jaakko jakob jan jari jenny jens
    jesper jim joakim joel johan johanna john johnny jonas jonathan jorma josefin juha juhani jukka
    julia jussi jörgen kai kaj kalle karin karl karolina katarina katja kari kati kenneth kent
    kerstin kim kirsi kirsten kirsti kjell klas klaus kristian kristiina kristina krister kurt lars
    lasse laura leena leif leila lena lennart leo liisa lina linda linnea linus lisa lise lotta
    louise lovisa lucas ludvig magnus maija maj maja malin marcus mari maria marianne marie marja
    marjatta markku markus margareta margit martin mats matti mattias mia michael mikael mikko minna
    mohammed mona monica monika morten nils nina niklas ola olav ole olivia olle olof oskar oscar
    otto paula pekka per pernilla peter petra petri pia pirjo pär raija ralf rasmus rauno reijo
    richard rikard riitta risto ritva rita robert roger roland rolf rune ruth saara sam samuel sami
    sandra sanna sara sari sebastian signe sigrid simon siv sofia sofie solveig sonja stefan stella
    sten stig stina sture susanna susanne svante sven sverker sylvia sören tage tapio tarja terttu
    therese thomas tiina timo tina tom tomas tommy tor tore torsten tove tuula tuomas uffe ulf ulla
    ulrika ulrik urban ursula vera veikko viktor viktoria vilhelm viveka wille william yngve yvonne
    åke åsa örjan
    mary jane susan margaret patricia jennifer elizabeth sarah emily michelle deborah stephanie
    rebecca sharon kathleen angela pamela nicole samantha katherine christine rachel janet catherine
    diane julie heather megan hannah mark paul andrew matthew timothy kevin brian nicholas christopher
    gisela ute bernd anke jörg silke uwe heike jürgen wolfgang dieter manfred günter rainer renate
    sabine brigitte claudia martina gabriele bente lone mette søren hanne niels poul jørgen henning
    mogens siri knut geir eeva seppo hannele pertti esko päivi satu outi marko kimmo
"""
NAMES = frozenset(_LISTED.split())


def is_known(word: str) -> bool:
    """The word is a given name, or a double one that begins with one: `Eva-Lena`."""
    return word.split("-")[0].casefold() in NAMES


def is_person(text: str) -> bool:
    """Two or three words of which the first is a given name: `Bo Al`, `Eva-Lena Falk`."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 3:
        return False
    return is_known(tokens[0])
