"""Which dates of a line are no meetings."""

from scheduler.years.recognise.lexicon import Role
from scheduler.years.recognise.values import Items

GIVES = Role.DEADLINE | Role.STALE | Role.HOLIDAY | Role.REPLACED | Role.RECORD | Role.RESERVE
BEHIND = Role.DEADLINE | Role.STALE | Role.HOLIDAY | Role.RESERVE
"""What a word may make of the date that it follows: "1-5 november höstlov"."""
FAR = 12
"""Items behind a date: farther on, no word is about it."""
FROM = frozenset(("från", "from", "fra", "von"))
BY = frozenset(("av", "by", "med", "af", "durch"))


def dates(found: Items) -> list[tuple[int, str]]:
    """Each date's place among the items, and "" for a meeting, "other" where a word gives another role on the open
    line, "aside" where it does so in parentheses, "inner" for one in parentheses that no word tells of."""
    told: list[tuple[int, str]] = []
    outer = False
    is_off = any(item.roles & Role.CANCEL for item in found)
    state = _State()
    for n, item in enumerate(found):
        if item.kind == "date":
            role = state.role or _behind(found, n)
            if is_off and role == Role.REPLACED and not outer:
                role = 0
            inside = state.depth > 0 and outer and not _is_and(found, n)
            name = ("aside" if state.depth else "other") if role else "inner" if inside else ""
            outer = outer or not state.depth
            told.append((n, name))
            state.dated = True
        else:
            state.step(found, n)
    return _settled(told)


def _settled(told: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Where no meeting stands outside the parentheses, what stands in them is what the line is about."""
    if any(role == "" for _, role in told):
        return told
    return [(n, "" if role == "inner" else role) for n, role in told]


class _State:
    """What the words so far make of the next date."""

    def __init__(self) -> None:
        self.role = 0
        self.depth = 0
        self.stack: list[int] = []
        self.dated = self.moved = self.fresh = self.listed = False

    def step(self, found: Items, n: int) -> None:
        item = found[n]
        if item.kind == "sign":
            self._sign(item.value.text)
        elif item.kind == "word":
            self._word(found, n)

    def _sign(self, text: str) -> None:
        if text == "(":
            self.stack.append(self.role)
            self.depth += 1
        elif text == ")":
            self.role = self.stack.pop() if self.stack else 0
            self.depth = max(0, self.depth - 1)
            if self.dated:
                self.role = 0
        elif text in ":;" and (self.dated or (self.listed and self.role & Role.STALE)):
            self.role = 0
        self.fresh = text == ","

    def _word(self, found: Items, n: int) -> None:
        roles, low = found[n].value.roles, found[n].value.low
        if roles & Role.MOVED:
            self.moved = True
        elif self.moved and low in FROM:
            self.role = Role.REPLACED
        elif roles & GIVES and not _is_link(found, n) and not _is_of_meetings(found, n):
            self.role = roles & GIVES
            self.dated = self.listed = False
        elif roles & (Role.MEETING | Role.LIST):
            self.listed = True
            if self.fresh and roles & Role.MEETING:
                self.role = 0
        self.fresh = False


def _is_link(found: Items, n: int) -> bool:
    """The word for a paper that is linked beside a date; one before a day, or that opens the line, tells of the day."""
    roles = found[n].roles
    near = [item.kind for item in found[n + 1 : n + 3]]
    is_before = near[:1] == ["date"] or near in (["weekday", "date"], ["word", "date"])
    return bool(roles & Role.LINK) and not is_before and not (roles & Role.RECORD and n == 0)


def _is_of_meetings(found: Items, n: int) -> bool:
    """ "Sista mötet", "fastställda mötestider", "ersatt av": the word says nothing of the date."""
    behind = found[n + 1] if n + 1 < len(found) else None
    if found[n].roles & Role.REPLACED:
        is_dated = any(item.kind == "date" for item in found[n + 1 : n + 4])
        return not is_dated or (behind is not None and behind.low in BY)
    return behind is not None and bool(behind.roles & (Role.MEETING | Role.LIST))


def _is_and(found: Items, n: int) -> bool:
    """ "(och 12.6.)": one more of the list."""
    return n > 1 and found[n - 1].roles & Role.AND > 0 and found[n - 2].is_sign("(")


def _behind(found: Items, n: int) -> int:
    """The role that a word directly behind the date gives it, before any sign or other date."""
    for item in found[n + 1 : n + FAR]:
        if item.kind == "date" or (item.kind == "sign" and item.value.text not in "§:"):
            return 0
        if item.kind == "word":
            roles = item.value.roles
            if roles & BEHIND and not roles & Role.LINK:
                return int(roles & BEHIND)
            if roles & (Role.AND | Role.MEETING):
                return 0
    return 0
