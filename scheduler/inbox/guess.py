"""Rule: what a short mail in a person's own words seems to say. Only ever a suggestion to the secretary."""

from __future__ import annotations

import re

from scheduler.meetings.rows import Answer

_NO = re.compile(
    r"\b(?:kan (?:jag |vi )?(?:tyvärr |dessvärre )?(?:inte|ej|icke)|"
    r"kommer (?:jag |vi )?(?:tyvärr |dessvärre )?(?:inte|ej)|"
    r"får förhinder|har förhinder|förhindrad|måste (?:tyvärr )?tacka nej|nej tack|"
    r"can(?:no|')?t|can not|unable to|won't|will not|regret)\b|^\s*(?:nej|no)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:jag kommer|kommer gärna|deltar|närvarar|tackar ja|vi ses då|"
    r"i will (?:come|attend|be there)|i'll (?:come|attend|be there)|i can come)\b|^\s*(?:ja|yes)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:digitalt|via (?:teams|zoom|länk)|på distans|online|remotely)\b", re.IGNORECASE
)


def answer(text: str) -> str:
    """An Answer, or nothing where the words say neither, or both."""
    head = text[:600]
    says_no = bool(_NO.search(head))
    if says_no:
        head = _NO.sub(" ", head)
    says_yes = bool(_YES.search(head))
    if says_no == says_yes:
        return ""
    if says_no:
        return Answer.NO
    return Answer.ONLINE if _ONLINE.search(head) else Answer.COMING
