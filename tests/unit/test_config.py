"""config.toml: every mistake named at once, with its key."""

from pathlib import Path

import pytest

from scheduler import config_file
from scheduler.config import masked_settings
from scheduler.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as error:
        config_file.load(written(folder, text), folder=folder)
    return str(error.value)


def test_every_fault_is_told_with_its_key(tmp_path):
    told = faults(
        tmp_path,
        '[mail]\nmode = "smpt"\nport = 99999\n[site]\nzone = "Europe/Stokholm"\nurl = "moten"\n[web]\nprot = 1\n',
    )

    assert len(told.splitlines()) == 5
    for key in ("[mail.mode]", "[mail.port]", "[site.zone]", "[site.url]", "[web.prot]"):
        assert key in told
    assert "got 'smpt'" in told


def test_a_misspelt_variable_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.setenv("KALLELSE_SREVER__HOST", "x")

    assert "KALLELSE_SREVER__HOST" in faults(tmp_path, "")
    monkeypatch.setenv("KALLELSE_WEB__PROT", "1")
    assert "[web.prot] there is no such key" in faults(tmp_path, "[web]\nport = 8001\n")


def test_secrets_come_from_files_and_are_not_shown(tmp_path):
    (tmp_path / "pw").write_text("hemligt\n")
    text = '[mail]\npassword_file = "pw"\n[database]\nurl = "postgresql://k:hemligt@db/k"\n'
    loaded = config_file.load(written(tmp_path, text), folder=tmp_path)

    assert loaded.mail.secret() == "hemligt"
    assert "hemligt" not in str(masked_settings(loaded))


def test_a_short_secret_is_refused(tmp_path):
    (tmp_path / "secret").write_text("short")
    loaded = config_file.load(
        written(tmp_path, '[site]\nsecret_file = "secret"\n'), folder=tmp_path
    )

    with pytest.raises(ConfigError, match="32 octets"):
        loaded.site.secret()
