"""Rule: what a short mail in a person's own words seems to say. Only ever a suggestion to the secretary.

A sentence suggests something only where the writer speaks of themselves: "Bo kan inte komma" says nothing of Anna, who
writes it. Where sentences disagree, or one is in doubt, nothing is suggested.
"""

from __future__ import annotations

import re

from scheduler.meetings.rows import Answer

_MOST_READ = 600
_DOUBT = "doubt"
_GAP = r"(?:\s+(?:jag|vi|tyvärr|dessvärre|nog|då|alltså))*"
_TAKE_PART = r"(?:komma|delta|närvara|medverka|vara med)"
_NO = re.compile(
    rf"\b(?:(?:kan|kommer|deltar|närvarar|medverkar){_GAP}\s+(?:inte|ej|icke)"
    rf"|(?:inte|ej){_GAP}\s+(?:kan|kommer|deltar|(?:att\s+)?{_TAKE_PART})"
    r"|can(?:no|['’])?t|can not|not able to|unable to|won['’]t|will not|regret)\b",
    re.IGNORECASE,
)
_HINDERED = re.compile(
    r"\b(?:förhinder|förhindrad|avstår?|avböj(?:a|er)|återbud|uteblir?|tackar? nej|nej tack|decline)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    rf"\b(?:kommer{_GAP}(?=\s*$|\s*[,(]|\s+(?:\d|kl\b|gärna|självklart|såklart|naturligtvis|givetvis|absolut|också|"
    r"på|till|den|i|och|men|med|som|digitalt|fysiskt|via|online|personligen)\b)"
    rf"|kommer{_GAP}\s+(?:att\s+)?{_TAKE_PART}|deltar|närvarar|medverkar|tackar ja|är med|vi ses"
    r"|(?:will|['’]ll|can)\s+(?:come|attend|be there|make it))\b|\bkommer(?:\s+(?:jag|vi))?\s*$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:inte|ej|icke|inga|inget|ingen|aldrig|tyvärr|dessvärre|om|kanske|eventuellt|osäkert?|försöker|hoppas|tror|"
    r"not|no|never|unfortunately|afraid|maybe|perhaps|if|unless|might|try|hope)\b|n['’]t\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s*(?:(ja|yes)|(nej|no))\b", re.IGNORECASE)
_ONLINE = re.compile(
    r"\b(?:digitalt|via (?:teams|zoom|länk)|på distans|online|remotely)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;\n]+")
_GREETING = re.compile(
    r"\s*(?:hej|hejsan|hallå|bästa|tack|hi|hello|dear|thanks?)\b[^,:]*?(?:[,:]|\bmen\b|\bbut\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’]+")
_WRITER = frozenset(("jag", "vi", "i", "we"))
_WITHOUT_SUBJECT = re.compile(
    r"\d+|alltså|am|and|anmäl(?:a|er)|att|behöv(?:a|er)|blivit|but|då|dessvärre|fick|fått|får|gärna|ha|har|have|hej|i|inte"
    r"|ja|kan|kommer|lämnar?|men|must|måste|nej|no|nog|och|ok|okej|självklart|ska|skall|so|sorry|så|tack|to|tvingas"
    r"|tyvärr|unfortunately|vill|will|yes|är"
)
"""Words that may stand between the writer and what they say, or before it where the writer is not named."""


def answer(text: str) -> str:
    """An Answer, or nothing where the words say neither, or both."""
    head = text[:_MOST_READ]
    sentences = [_GREETING.sub("", sentence, count=1) for sentence in _SENTENCE.split(head)]
    said = {_said(sentence) for sentence in sentences} - {""}
    if short := _SHORT.match(head):
        said.add(Answer.COMING if short[1] else Answer.NO)
    if said == {Answer.COMING}:
        return Answer.ONLINE if _ONLINE.search(head) else Answer.COMING
    return Answer.NO if said == {Answer.NO} else ""


def _said(sentence: str) -> str:
    """COMING or NO of the writer, `doubt`, or nothing."""
    if no := _NO.search(sentence):
        return Answer.NO if _is_own(sentence, no) else _DOUBT
    if hindered := _HINDERED.search(sentence):
        before = sentence[: hindered.start()]
        is_denied = re.search(r"\b(?:inte|ej|inga|inget|no|not)\b", before, re.IGNORECASE)
        return Answer.NO if _is_own(sentence, hindered) and not is_denied else _DOUBT
    if yes := _YES.search(sentence):
        is_sure = not _UNSURE.search(sentence)
        return Answer.COMING if _is_own(sentence, yes) and is_sure else _DOUBT
    return ""


def _is_own(sentence: str, said: re.Match[str]) -> bool:
    """True where the writer, or nobody, is named before it or within it."""
    if _WRITER & set(_WORD.findall(said[0].lower())):
        return True
    before = _WORD.findall(sentence[: said.start()].lower())
    while before and before[-1] not in _WRITER and _WITHOUT_SUBJECT.fullmatch(before[-1]):
        before.pop()
    return not before or before[-1] in _WRITER
