"""Loads config.toml and the environment into a Config. One error names every mistake with its key."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scheduler.config import PREFIX, Config, MailMode
from scheduler.errors import ConfigError

# Read by the program or its tests outside the config model.
_OTHER_VARIABLES = {"KALLELSE_CONFIG", "KALLELSE_REQUIRE_ALL"}


def load(path: Path | None, *, folder: Path) -> Config:
    """The settings of `path`, or the defaults where it is None; relative paths count from the file's folder.

    `folder` is the working folder, used where there is no file. Raises: ConfigError with every fault, one a line.
    """
    config, faults = None, _unknown_variables()
    values: dict[str, Any] = {}
    if path:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(
                f"{path}: {error.strerror}. Check --config or KALLELSE_CONFIG."
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not readable as TOML: {error}") from error
    try:
        config = Config(**values)
    except ValidationError as error:
        faults += [_sentence(fault) for fault in error.errors()]
    if config and config.mail.mode is MailMode.SMTP and config.mail.from_ is None:
        faults.append('[mail.from] required where mode = "smtp": the address that mail comes from')
    if faults or config is None:
        raise ConfigError("\n".join(f"{path or 'settings'}: {fault}" for fault in faults))
    return _with_absolute_paths(config, path.parent.resolve() if path else folder.resolve())


def _sentence(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    given = (
        ""
        if fault["type"] in ("missing", "extra_forbidden") or "password" in key
        else f" (got {fault['input']!r})"
    )
    words = "there is no such key" if fault["type"] == "extra_forbidden" else fault["msg"]
    return f"[{key}] {words.removeprefix('Value error, ')}{given}"


def _unknown_variables() -> list[str]:
    """A variable of no section would be ignored in silence, so it is a fault. Pydantic refuses an unknown key."""
    return [
        f"the environment variable {name} is not known"
        for name in sorted(os.environ)
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX).partition("__")[0].lower() not in Config.model_fields
        and name not in _OTHER_VARIABLES
        and not name.startswith("KALLELSE_TEST_")
    ]


def _with_absolute_paths(config: Config, root: Path) -> Config:
    url = config.database.url
    file = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/?:][^?]*)(\?.*)?", url)
    if file:
        url = f"{file[1]}{root / file[2]}{file[3] or ''}"
    sections = {
        name: section.model_copy(
            update={key: root / value for key, value in section if isinstance(value, Path)}
        )
        for name, section in config
    }
    sections["database"] = config.database.model_copy(update={"url": url})
    return config.model_copy(update=sections)
