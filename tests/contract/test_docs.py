"""The documentation names every command, every JSON key and every kind of mail, and its links lead somewhere."""

from __future__ import annotations

import re

import click

from scheduler.notices.kinds import Kind
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


def test_every_command_is_documented() -> None:
    documented = set(re.findall(r"`(kallelse [a-z]+(?: [a-z]+)?)", COMMANDS))

    assert set(commands(kallelse)) == {name for name in documented if name != "kallelse COMMAND"}


def test_every_kind_of_mail_is_documented() -> None:
    for kind in Kind:
        assert f"| `{kind}` |" in COMMANDS


def test_links_between_documents_lead_somewhere() -> None:
    for file in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_every_picture_is_shown_with_words_and_is_light() -> None:
    shown = {}
    for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for words, target in re.findall(
            r"!\[([^\]]*)\]\(([^)]+)\)", file.read_text(encoding="utf-8")
        ):
            shown[(file.parent / target).resolve()] = words

    for picture in (ROOT / "docs").glob("*.png"):
        assert len(shown.get(picture.resolve(), "")) > 20, picture.name
        assert picture.stat().st_size < 80_000, picture.name


def test_the_repository_speaks_of_the_product_alone() -> None:
    private = re.compile(r"/work/|/root/|\.\./shared|pypi\.org|files\.pythonhosted")
    for pattern in (
        "*.md",
        "*.toml",
        "*.txt",
        "Makefile",
        ".ci/run",
        "docs/*.md",
        "scheduler/**/*.py",
        "web/**/*.*",
    ):
        for file in ROOT.glob(pattern):
            # Python puts files into its folder and takes them away while this looks.
            if "__pycache__" not in file.parts and file.is_file():
                assert not private.search(file.read_text(encoding="utf-8")), file
