"""Letters and calendar objects as files. Read the diff before you accept one: ACCEPT_GOLDEN=1 make quick."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, octets: bytes) -> None:
    """Compares with the file of that name; with ACCEPT_GOLDEN=1 writes it."""
    file = FOLDER / name
    if os.environ.get("ACCEPT_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(octets)
    assert file.exists(), (
        f"there is no {file.name}: read the output, then accept it with ACCEPT_GOLDEN=1"
    )
    assert octets.decode() == file.read_bytes().decode()
