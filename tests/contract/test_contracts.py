"""What must agree: config example, schema, catalogue, letters, errors, packages."""

import importlib.metadata
import re
import tomllib

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scheduler import all_rows, config_file, errors
from scheduler.config import Config
from scheduler.db import schema
from scheduler.db.base import UTCDateTime, WallTime
from scheduler.db.session import writing
from tests.catalogue import ROOT, sentences
from tests.conftest import NOW
from web.errors import status

EXAMPLE = ROOT / "config.example.toml"


def test_the_example_names_every_key_with_its_default(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8")
    written = tomllib.loads(re.sub(r"(?m)^# (\w+ = )", r"\1", text))
    counting = tomllib.loads(text)
    defaults = Config().model_dump(mode="json", by_alias=True)

    assert {section: set(keys) for section, keys in written.items()} == {
        section: set(keys) for section, keys in defaults.items()
    }
    for section, keys in written.items():
        for key in keys:
            assert defaults[section][key] == counting[section].get(key), f"{section}.{key}"
    assert config_file.load(EXAMPLE, folder=tmp_path).web.port == 8000


def test_head_is_the_newest_migration():
    assert ScriptDirectory.from_config(schema._alembic(None)).get_current_head() == schema.HEAD


def test_migrations_and_rows_agree(database):
    def same_type(
        _context: object, _i: object, _m: object, _it: object, ours: object
    ) -> bool | None:
        return False if isinstance(ours, UTCDateTime | WallTime) else None

    with writing(database, NOW) as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": same_type})
        assert compare_metadata(context, all_rows.METADATA) == []
        command.check(schema._alembic(session.connection()))


def swedish() -> Catalog:
    with (ROOT / "scheduler/locale/sv/LC_MESSAGES/kallelse.po").open("rb") as file:
        return read_po(file, locale="sv")


def test_every_sentence_is_in_swedish_too():
    known = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in swedish() if m.id}

    missing = []
    for where, sentence in sentences():
        key = sentence if isinstance(sentence, str) else sentence[0]
        message = known.get(key)
        if message is None or not all(
            [message.string] if isinstance(message.string, str) else message.string
        ):
            missing.append(f"{where}: {key}")
    assert missing == []


RULED_OUT = re.compile(
    r"\b(letters?|answer\w*|rsvp|summon\w*|decline\w*|deadline|tokens?|portal|feeds?|email"
    r"|brev|breve[nt]|e-brev\w*|e-postserver\w*|sammanträde\w*|suppleant\w*|avbok\w*|ombok\w*|notis\w*)\b",
    re.I,
)
"""Words that people would read for what is called otherwise elsewhere."""

MEANT = re.compile(r"server (does|never)[^.]* answer|Kallelse answers on|our answer|two letters")
"""A server or a program answers, a complaint is answered, an alphabet has letters."""


def test_one_thing_has_one_word():
    wrong = [
        text
        for message in swedish()
        if message.id
        for both in (message.id, message.string)
        for text in ([both] if isinstance(both, str) else both)
        if RULED_OUT.search(MEANT.sub("", re.sub(r"%\(\w+\)s", "", text)))
    ]

    assert wrong == []


def test_no_sentence_hides_in_an_f_string():
    """Extraction does not look into f-strings, so such a sentence would be missed above."""
    hidden = re.compile(r"""\{[^{}\n]*\b(?:says|speak|say|_)\(['"]""")
    for folder in ("scheduler", "web"):
        for file in (ROOT / folder).rglob("*.py"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if 'f"' in line:
                    assert not hidden.search(line), f"{file}: {line}"


def test_no_sentence_is_said_where_extraction_does_not_hear_it():
    """`speak()("…")` names no function that extraction knows; `says = speak()` does."""
    for file in (ROOT / "web").rglob("*.py"):
        unheard = re.search(
            r"""speak\(\)\(\s*['"]|speak\(\)\.count\(\s*f['"]""", file.read_text("utf-8")
        )
        assert not unheard, f"{file}: {unheard}"


def test_translations_hold_the_same_fields():
    field = re.compile(r"%\(\w+\)s")

    for message in swedish():
        if isinstance(message.id, str) and message.id:
            assert set(field.findall(str(message.string))) == set(field.findall(message.id)), (
                message.id
            )


def all_errors() -> list[type[errors.KallelseError]]:
    found, queue = [], [errors.KallelseError]
    while queue:
        kind = queue.pop()
        found.append(kind)
        queue += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_and_an_exit_code(kind):
    error = kind.__new__(kind)

    assert 400 <= status(error) <= 599
    expected = 2 if issubclass(kind, errors.UserError) else None
    expected = 75 if issubclass(kind, errors.TryLater) else expected
    expected = 78 if issubclass(kind, errors.ConfigError) else expected
    assert error.exit_code == (expected or 1)


def test_nothing_else_installs_our_package_names():
    owners = importlib.metadata.packages_distributions()

    for name in ("scheduler", "web"):
        # An editable install lists no packages of its own.
        assert set(owners.get(name, ["kallelse"])) == {"kallelse"}


def test_apscheduler_is_met_in_the_worker_only_and_as_it_was_measured():
    for file in (ROOT / "scheduler").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.name != "worker.py":
            assert not re.search(r"(?:import|from) apscheduler", text), file
    worker = (ROOT / "scheduler/worker.py").read_text(encoding="utf-8")
    assert not re.search(r"CronTrigger|DateTrigger|IntervalTrigger|SQLAlchemyJobStore", worker)
    assert '"misfire_grace_time": None, "coalesce": True, "max_instances": 1' in worker


def test_no_clock_is_read_outside_the_edges():
    allowed = {"scheduler/clock.py", "scheduler/worker.py"}
    for folder in ("scheduler", "web"):
        for file in (ROOT / folder).rglob("*.py"):
            name = str(file.relative_to(ROOT))
            if name not in allowed:
                assert not re.search(
                    r"datetime\.(now|utcnow|today)\(|date\.today\(", file.read_text("utf-8")
                ), name


def test_touching_rows_are_changed_by_core_only_in_stores():
    """A Core UPDATE of a row that a Situation reads would pass the touch rule by."""
    outbox = {ROOT / "scheduler/mail" / name for name in ("queries.py",)}
    for file in (ROOT / "scheduler").rglob("*.py"):
        stores = file.name == "store.py" or file in outbox
        if file.parent.name == "db" or stores or "migrations" in file.parts:
            continue
        assert not re.search(
            r"(?<![.\w])update\(|session\.execute\(", file.read_text(encoding="utf-8")
        ), file
