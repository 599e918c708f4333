"""Rule: whether a folder lies on a network disk, where SQLite's locks do not hold."""

from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
_NETWORK = {
    "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
    "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip


def network_kind(folder: Path, mounts: str) -> str | None:
    """The kind of network disk that the folder lies on, as `nfs4`; None for a disk of this machine.

    `mounts` is the text of /proc/self/mounts: device, place and kind in each line, a blank in a place written `\\040`.
    """
    best: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = Path(parts[1].replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= best[0]:
            best = len(place.parts), parts[2]
    return best[1] if best[1] in _NETWORK else None


def mounts() -> str:
    """Empty where the system does not tell."""
    return MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.exists() else ""
