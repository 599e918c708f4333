"""What stands in deploy/ agrees with the program: commands, ports, lock files; and systemd takes it."""

import re
import shutil
import subprocess
import tomllib

import click
import pytest

from tests.catalogue import ROOT
from web.cli import kallelse

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PORT = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))["web"]["port"]


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def is_command(words: list[str]) -> bool:
    """True where the words after `kallelse` lead to one of its commands."""
    group: click.Command = kallelse
    for word in words:
        if not isinstance(group, click.Group):
            return True
        command = group.get_command(click.Context(group), word)
        if command is None:
            return False
        group = command
    return not isinstance(group, click.Group)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_run_commands_that_there_are(unit):
    found = re.findall(r"^ExecStart=.*?/kallelse ([a-z ]+)", unit.read_text("utf-8"), re.MULTILINE)

    assert found
    assert all(is_command(line.split()) for line in found)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_as_systemd_wants_them(unit):
    """Where systemd is there it looks itself; that nothing is installed in /opt here is no fault of the unit."""
    lines = [line for line in unit.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert all(re.fullmatch(r"\[\w+\]|[A-Z]\w+=.*", line) for line in lines)
    if not shutil.which("systemd-analyze"):
        return

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    told = [line for line in done.stderr.splitlines() if unit.name.partition(".")[0] in line]
    assert [line for line in told if "is not executable" not in line] == []


def test_the_program_does_not_restart_after_a_fault_of_the_config():
    for unit in UNITS:
        if "Restart=always" in unit.read_text("utf-8"):
            assert "RestartPreventExitStatus=78" in unit.read_text("utf-8")


def test_compose_runs_commands_that_there_are_and_agrees_on_the_port():
    source = text("compose.yaml")
    services = dict(re.findall(r"^  (\w+):\n((?:    .*\n)+)", source, re.MULTILINE))

    for name in ("web", "worker"):
        (words,) = re.findall(r'command: \["kallelse", "(.+)"\]', services[name])
        assert is_command(words.split('", "'))
        assert set(re.findall(r"KALLELSE_(\w+):", services[name])) <= {
            "CONFIG", "DATABASE__URL", "WEB__HOST"
        }  # fmt: skip
    assert f'    ports:\n      - "127.0.0.1:{PORT}:{PORT}"\n' in services["web"]
    assert "dockerfile: deploy/Dockerfile" in services["web"]
    used = set(re.findall(r"- (\w+):/", source))
    assert source.partition("\nvolumes:\n")[2].split() == [
        f"{name}:" for name in sorted(used, reverse=True)
    ]


def test_the_image_is_made_of_what_there_is():
    source = text("Dockerfile")

    for line in re.findall(r"^COPY (?!--from)(.+)$", source, re.MULTILINE):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
    assert f"EXPOSE {PORT}" in source
    assert f"127.0.0.1:{PORT}/readyz" in source
    (command,) = re.findall(r'^CMD \["kallelse", "(\w+)"\]', source, re.MULTILINE)
    assert is_command([command])


@pytest.mark.parametrize("proxy", ["Caddyfile", "nginx.conf"])
def test_proxies_lead_to_the_port_and_keep_secrets_out_of_their_log(proxy):
    source = text(proxy)

    assert f"127.0.0.1:{PORT}" in source
    assert source.count("{") == source.count("}")
    assert "(m|f|u|p|r|login|review|admin/setup/start)" in source


def test_the_lock_file_of_a_server_is_part_of_the_one_that_is_tested():
    locked = {
        name: set(re.findall(r"(?m)^([a-z0-9.-]+==\S+)", (ROOT / name).read_text("utf-8")))
        for name in ("requirements.txt", "requirements-server.txt", "requirements-dev.txt")
    }

    assert (
        locked["requirements.txt"]
        <= locked["requirements-server.txt"]
        <= locked["requirements-dev.txt"]
    )
