"""The documentation names every command, every JSON key and every kind of mail, and its links lead somewhere."""

import ast
import re

import click
import pytest

from scheduler.councils.council_settings import SETTINGS
from tests.catalogue import ROOT
from web.cli import kallelse

COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def commands(group: click.Group, before: str = "kallelse") -> list[str]:
    found, context = [], click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        full = f"{before} {name}"
        found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


def test_every_command_is_documented():
    documented = set(re.findall(r"`(kallelse [a-z]+(?: [a-z]+)?)", COMMANDS))

    assert set(commands(kallelse)) == {name for name in documented if name != "kallelse COMMAND"}


def test_every_setting_of_a_council_is_documented():
    section = COMMANDS.partition("## Settings of a council")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == [*SETTINGS]


def test_links_between_documents_lead_somewhere():
    for file in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_every_picture_is_shown_with_words_and_is_light():
    shown = {}
    for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for words, target in re.findall(
            r"!\[([^\]]*)\]\(([^)]+)\)", file.read_text(encoding="utf-8")
        ):
            shown[(file.parent / target).resolve()] = words

    for picture in (ROOT / "docs").glob("*.png"):
        assert len(shown.get(picture.resolve(), "")) > 20, picture.name
        assert picture.stat().st_size < 80_000, picture.name


PRIVATE = "|".join(
    word[::-1] for word in ("/krow/", "/toor/", "derahs/..", "gro.ipyp", "detsohnohtyp.selif")
)
"""Written backwards, so that they stand nowhere in the repository."""
FOLDERS = ("scheduler", "web", "tests", "bench")
TEXTS = ("", ".md", ".toml", ".txt", ".py", ".html", ".css", ".js")


def test_the_repository_speaks_of_the_product_alone():
    patterns = [
        "[!.]*.*",
        "Makefile",
        ".ci/run",
        "docs/*.*",
        *(f"{name}/**/*.*" for name in FOLDERS),
    ]
    for file in (file for pattern in patterns for file in ROOT.glob(pattern)):
        # Python puts files into its folder and takes them away while this looks.
        if "__pycache__" not in file.parts and file.suffix in TEXTS and file.is_file():
            assert not re.search(PRIVATE, file.read_text("utf-8")), file


@pytest.mark.parametrize("name", ["mail", "calendars"])
def test_every_rule_names_a_test_that_is_there(name):
    rules = re.split(r"^\d+\. ", (ROOT / f"docs/{name}.md").read_text("utf-8"), flags=re.MULTILINE)[
        1:
    ]
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))

    for rule in rules:
        named = re.findall(r"\btest_[a-z0-9_]+", rule)
        assert named, rule
        missing = [test for test in named if f"def {test}(" not in source]
        assert not missing, f"docs/{name}.md names tests that are not there: {missing}"


PATHS = (
    (ROOT / "docs/developer.md")
    .read_text("utf-8")
    .partition("## Three paths")[2]
    .partition("\n## ")[0]
)
STEPS = re.findall(r"^\d+\. `([\w/]+\.py):([\w.]+)` \S", PATHS, re.MULTILINE)


@pytest.mark.parametrize("file, name", STEPS)
def test_every_step_of_the_paths_is_a_function_that_is_there(file, name):
    scope = ast.parse((ROOT / file).read_text("utf-8")).body
    for part in name.split("."):
        found = [
            n for n in scope if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == part
        ]
        assert found, f"docs/developer.md names {file}:{name}, which is not there"
        scope = found[0].body


def test_each_of_the_three_paths_has_at_most_twelve_steps():
    for path in PATHS.split("\n### ")[1:]:
        steps = re.findall(r"^\d+\. ", path, re.MULTILINE)
        assert 5 <= len(steps) <= 12, path


def test_every_page_that_the_code_cites_stands_in_the_repository():
    for folder in ("scheduler", "web", "tests", "bench"):
        for file in (ROOT / folder).rglob("*.py"):
            for page in re.findall(r"[\w/.-]*\b\w+\.md\b", file.read_text(encoding="utf-8")):
                assert (ROOT / page).exists() or (ROOT / "docs" / page).exists(), f"{file}: {page}"
