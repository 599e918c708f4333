"""What a browser calls itself, in words a person knows."""

from __future__ import annotations

import pytest

from scheduler.language import language
from web.secretary.accounts.browsers import browser_name

_KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"
_X11 = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"
_WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KHTML}"
_MAC = f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_KHTML}"
_PHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {_KHTML}"
_ANDROID = f"Mozilla/5.0 (Linux; Android 14) {_KHTML}"


@pytest.mark.parametrize(
    "user_agent, words",
    [
        (f"{_X11} Gecko/20100101 Firefox/140.0", "Firefox på Linux"),
        (f"{_WINDOWS} Chrome/140.0.0.0 Safari/537.36", "Chrome på Windows"),
        (f"{_WINDOWS} Chrome/140.0 Safari/537.36 Edg/140.0", "Edge på Windows"),
        (f"{_MAC} Version/18.1 Safari/605.1.15", "Safari på Mac"),
        (f"{_PHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari på iPhone"),
        (f"{_ANDROID} SamsungBrowser/26.0 Chrome/122.0 Mobile", "Samsung Internet på Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "Ett okänt program"),
    ],
)
def test_browser_and_system_are_named(user_agent, words):
    assert browser_name(user_agent, language("sv")) == words
