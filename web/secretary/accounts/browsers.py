"""Rule: which browser and system a User-Agent is, as their makers name them."""

import re

from scheduler.language import Language

_BROWSERS = (
    ("Edge", r"\bEdg(?:A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Headless)?(?:Chrome|CriOS)/"),
    ("Safari", r"\bVersion/.*\bSafari/"),
)
"""In this order, as most also call themselves by the names further down."""
_SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMacintosh\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def browser_name(user_agent: str, says: Language) -> str:
    """Such as “Firefox on Linux”; or as it stands where the browser is unknown to us."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return says("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or user_agent or says("An unknown program")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, tells in names if re.search(tells, text)), "")
