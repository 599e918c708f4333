"""What a mail in a person's own words is suggested to say, and where nothing is suggested."""

from __future__ import annotations

import pytest

from scheduler.inbox.suggest_answer import suggest_answer

NO = (
    "Jag kommer dessvärre behöva avstå",
    "Nej",
    "Nej, jag kan inte komma.",
    "Kan tyvärr inte den 22/2.",
    "Hej Elin,\nkan tyvärr inte komma.\n\nHälsningar\nAnna",
    "Tack för kallelsen men kan tyvärr inte komma.",
    "Den 22 har jag förhinder.",
    "Har tyvärr fått förhinder",
    "Jag är förhindrad den dagen.",
    "Jag kommer inte.",
    "Jag kommer tyvärr inte att kunna vara med.",
    "Jag lämnar återbud.",
    "Jag måste tyvärr tacka nej.",
    "Sorry, I can't make it.",
    "I regret that I cannot come.",
    "Unfortunately I am unable to attend.",
)
COMING = (
    "Ja",
    "Ja, jag kommer.",
    "Jag kommer gärna!",
    "Jag kommer i april.",
    "Självklart kommer jag!",
    "Hej! Den 22 kommer jag. Hälsningar Anna",
    "Jag deltar.",
    "Vi ses då!",
    "Yes, I will be there.",
    "I'll come.",
)
ONLINE = ("Jag deltar digitalt", "Jag kommer via Teams.")
NOTHING = (
    "Bo kan inte komma.\n\nHälsningar\nAnna",
    "Hej! Tyvärr har Bo förhinder.",
    "Jag hälsar att Bo har förhinder.",
    "Bo, min ersättare, kan inte komma.",
    "Bo kommer inte, jag kommer i stället.",
    "Min kollega deltar.",
    "Bo can't come.",
    "Jag kommer behöva fundera",
    "Jag kommer att vara bortrest.",
    "Jag kommer tillbaka i mars.",
    "Jag kommer, men inte i tid.",
    "Jag kommer om jag hinner.",
    "Jag har inget förhinder.",
    "Var ligger Granen?",
    "Nej, inga problem, jag kommer.",
    "Ja, men jag kan inte komma förrän tre.",
    "Kan jag komma?",
    "Jag kan inte komma men är med via Teams.",
    "Jag har inte fått kallelsen men kommer gärna.",
    "Jag kommer nog.",
    "",
)


SAID = {"no": NO, "coming": COMING, "online": ONLINE, "": NOTHING}


@pytest.mark.parametrize(
    "text, answer", [(t, answer) for answer, said in SAID.items() for t in said]
)
def test_the_answer_is_suggested_and_none_in_doubt_or_of_somebody_else(text, answer):
    assert suggest_answer(text) == answer
