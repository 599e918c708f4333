"""What a kind of mail is made of; for one that lacks something, a sentence says what and where."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from scheduler.councils import notice_rules
from scheduler.councils.council_settings import SETTINGS
from scheduler.errors import InvalidInput
from scheduler.language import LANGUAGES
from scheduler.notices import fields
from scheduler.notices.kinds import KIND_OF, KINDS, Kind, Letter

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
NOTICES = "scheduler/notices"


def lacks(kind: Kind) -> Iterator[str]:
    record = KINDS.get(kind)
    if record is None:
        yield f"{NOTICES}/kinds.toml has no record of {kind}."
        return
    code = [file.read_text("utf-8") for file in (ROOT / NOTICES).glob("*.py")]
    planned = any(f"Kind.{kind.name}" in rule for rule in code if "planned_notice(" in rule)
    if record.is_planned and not planned:
        yield f"No rule in {NOTICES}/plan.py plans {kind}."
    if record.is_planned and not record.letters:
        yield f"The record of {kind} in {NOTICES}/kinds.toml names no letter."
    if record.offset and record.offset not in notice_rules.KEYS:
        yield f"{record.offset}, the offset of {kind}, is no field in scheduler/councils/notice_rules.py."
    if record.offset and record.offset not in SETTINGS:
        yield f"{record.offset} is no setting in scheduler/councils/council_settings.py."
    if f"| `{kind}` |" not in COMMANDS:
        yield f"docs/commands.md does not say to whom {kind} goes and until when."
    for letter in record.letters:
        for code in LANGUAGES:
            yield from _lacks_text(letter.key, code)


def _lacks_text(letter: Letter, code: str) -> Iterator[str]:
    file = resources.files("scheduler.notices") / "templates" / code / f"{letter}.txt"
    if not file.is_file():
        yield f"{NOTICES}/templates/{code}/{letter}.txt, the text of {letter}, is not there."
        return
    subject, _, body = file.read_text("utf-8").partition("\n\n")
    try:
        fields.check_text(letter, code, subject, body)
    except InvalidInput as error:
        for part, fault in error.fields.items():
            yield f"The {part} of templates/{code}/{letter}.txt: {fault.text % fault.params}"
    if not (ROOT / "tests" / "golden" / "letters" / code / f"{letter}.txt").exists():
        yield f"tests/golden/letters/{code}/{letter}.txt, the letter as it goes, is not there."


def test_no_kind_of_mail_lacks_anything():
    assert "\n".join(sentence for kind in Kind for sentence in lacks(kind)) == ""


def test_every_letter_goes_by_some_kind():
    assert [letter for letter in Letter if letter not in KIND_OF] == []
