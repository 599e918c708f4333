"""A person's own words, cut off from what mail programs quote below them."""

import pytest

from scheduler.inbox.quotes import own_words

OWN = "Tyvärr kan jag inte komma.\n\nHälsningar\nSiv"
BELOW = (
    "Den 15 feb. 2022 kl. 10:12 skrev GranåsBrå <x@example.org>:\n> Jag kommer",
    "Den tis 15 feb. 2022 kl 10:12 skrev GranåsBrå kansli <svar+2-0-1.pamsyngg66nulioc@exam\nple.org>:\n\n> x",
    "15 feb. 2022 kl. 10:12 skrev GranåsBrå <x@example.org>:\n\n> Jag kommer",
    "On Tue, 15 Feb 2022 at 10:12, GranåsBrå <x@example.org> wrote:\n> I will come",
    "On Tue, 15 Feb 2022 at 10:12, GranåsBrå\n<x@example.org> wrote:\n\n> I will come",
    "-----Ursprungligt meddelande-----\nFrån: GranåsBrå",
    "-------- Original Message --------\nSubject: Kallelse",
    "Från: GranåsBrå <x@example.org>\nSkickat: den 15 februari 2022 10:12\nTill: Siv\nÄmne: Kallelse\n\nJag kommer",
    "*From:* GranåsBrå\n*Sent:* Tuesday\n*To:* Siv",
    "________________________________\nFrån: GranåsBrå\nSkickat: tisdag",
    "GranåsBrå kirjoitti:\n> Jag kommer",
    "Lähettäjä: GranåsBrå\nLähetetty: tiistai",
    "> Du kallas till möte.\n> Svara senast fredag.",
    ">> On Tue, Elin wrote:\n>>> x",
)


@pytest.mark.parametrize("below", BELOW)
def test_what_is_quoted_is_cut_off(below):
    assert own_words(f"{OWN}\n\n{below}\n") == OWN
    assert own_words(f"{OWN}\r\n\r\n{below}\r\n".replace("\n", "\r\n")) == OWN.replace("\r", "")


@pytest.mark.parametrize(
    "text",
    [
        "Jag kommer. Från: stationen går jag själv.",
        "Den här gången kommer jag inte.\nHon skrev inte vem: det är bra så.",
        "Hej!\n- en sak\n- en till",
        "Ja",
    ],
)
def test_nothing_else_is_cut_off(text):
    assert own_words(text) == text


def test_a_mail_of_nothing_but_quotes_is_shown_whole():
    assert own_words("> Jag kommer\n") == "> Jag kommer"
