"""Rule: which answer a short mail in a person's own words suggests to the secretary.

A sentence counts only where every word of it is known, so that "Bo kan inte komma" and "Jag kommer om jag hinner"
suggest nothing.
"""

from __future__ import annotations

import re

from scheduler.meetings.rows import Answer

_MAX = 600
_DOUBT = "doubt"
_SENTENCE = re.compile(r"[.!;\n]+")
_QUESTION = re.compile(
    r"\?|^\s*(?:kan|ska|skall|måste|can|must|will) (?:jag|vi|i|we)\b", re.IGNORECASE
)
_GREETING = re.compile(r"\s*(?:hej|hejsan|hallå|bästa|hi|hello|dear)\b[^,:]*[,:]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


_YES, _NO = _words("ja yes"), _words("nej no")
_NOT = _words("inte ej icke not cannot can't won't unable")
_HINDERED = _words("förhinder förhindrad avstå avstår avböja avböjer återbud decline")
_ATTEND = _words(
    "komma kommer delta deltar närvara närvarar medverka medverkar med ses kan come attend there make"
)
_ONLINE = _words("digitalt online remotely teams zoom länk distans")
_KNOWN = _YES | _NO | _NOT | _HINDERED | _ATTEND | _ONLINE
_KNOWN |= _words(
    "jag vi i we då alltså att den dagen på till för och men gärna tyvärr dessvärre självklart såklart naturligtvis "
    "givetvis absolut också tack tacka tackar kallelsen inbjudan mötet har är kunna vara vill ska skall måste tvingas "
    "behöver behöva anmäler lämnar via fysiskt personligen sorry unfortunately regret thanks that to the be able it am "
    "i'm i'll we'll will can must have but so and januari februari mars april maj juni juli augusti september oktober "
    "november december kl"
)


def suggest_answer(text: str) -> str:
    """An Answer, or nothing where a sentence is in doubt or two of them disagree."""
    head = text[:_MAX].replace("’", "'").replace("fått förhinder", "förhinder")
    sentences = [_GREETING.sub("", sentence, count=1) for sentence in _SENTENCE.split(head)]
    said = {_said(sentence) for sentence in sentences} - {""}
    if said == {Answer.COMING} and _words(head) & _ONLINE:
        return Answer.ONLINE
    return said.pop() if said in ({Answer.COMING}, {Answer.NO}) else ""


def _said(sentence: str) -> str:
    """COMING or NO, `doubt`, or nothing where the sentence says nothing of coming."""
    words = _words(sentence)
    groups = (_YES, _NO, _NOT, _HINDERED, _ATTEND, _ONLINE)
    yes, no, negates, hindered, attends, online = (bool(words & group) for group in groups)
    if not (yes or no or attends or negates or hindered):
        return ""
    if words - _KNOWN or _QUESTION.search(sentence):
        return _DOUBT
    if hindered or (negates and attends) or (no and not attends):
        return _DOUBT if yes or online or (hindered and negates) else Answer.NO
    return _DOUBT if no or negates else Answer.COMING
