"""Loads config.toml and the environment into a Config. One error names every mistake with its key."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from scheduler.config import Config, MailMode
from scheduler.errors import ConfigError

_SETTING = re.compile(r"KALLELSE_(?!CONFIG$|REQUIRE_ALL$|TEST_)")
"""Others are read by the program or its tests outside the config model."""


def load(path: Path | None, *, folder: Path) -> Config:
    """The settings of `path`, or the defaults where it is None; relative paths count from the file's folder.

    `folder` is the working folder, used where there is no file. Raises: ConfigError with every fault, one a line.
    """
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
    faults = _put_variables(values)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        faults += [_sentence(fault) for fault in error.errors()]
        raise _config_error(path, faults) from error
    if config.mail.mode is MailMode.SMTP and config.mail.from_ is None:
        faults.append('[mail.from] required where mode = "smtp": the address that mail comes from')
    if faults:
        raise _config_error(path, faults)
    return _with_absolute_paths(config, path.parent.resolve() if path else folder.resolve())


def _config_error(path: Path | None, faults: list[str]) -> ConfigError:
    return ConfigError("\n".join(f"{path or 'settings'}: {fault}" for fault in faults))


def _sentence(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    given = (
        ""
        if fault["type"] in ("missing", "extra_forbidden") or "password" in key
        else f" (got {fault['input']!r})"
    )
    words = "there is no such key" if fault["type"] == "extra_forbidden" else fault["msg"]
    return f"[{key}] {words.removeprefix('Value error, ')}{given}"


def _put_variables(values: dict[str, Any]) -> list[str]:
    """Puts the environment's over the file's: a container sets one secret without touching the file.

    Gives the names that are not known: a misspelt variable would be ignored in silence.
    """
    known = {}
    for section, field in Config.model_fields.items():
        assert isinstance(field.annotation, type)
        assert issubclass(field.annotation, BaseModel)
        for name, info in field.annotation.model_fields.items():
            key = info.alias or name
            known[f"KALLELSE_{section}__{key}".upper()] = section, key
    faults = []
    for name, text in sorted(os.environ.items()):
        if place := known.get(name.upper()):
            section, key = place
            if isinstance(values.setdefault(section, {}), dict):
                values[section][key] = text
        elif _SETTING.match(name):
            faults.append(f"the environment variable {name} is not known")
    return faults


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
