"""The machine's own Chromium, with and without script."""

import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.conftest import missing

expect.set_options(timeout=15_000)  # milliseconds: a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium: nothing is downloaded for a test."""
    given = os.environ.get("KALLELSE_TEST_CHROMIUM")
    found = given or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        missing("no Chromium found: install chromium, or name it in KALLELSE_TEST_CHROMIUM")
    # Else each page of each test starts a process of its own, which takes longer than the page.
    few = ["--renderer-process-limit=1", "--process-per-site"]
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox", *few]}


@pytest.fixture
def plain(browser):
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
