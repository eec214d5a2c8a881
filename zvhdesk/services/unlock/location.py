"""Where a house may stand: on a disk of this machine, in a folder that nothing copies elsewhere.

A cloud folder is copied while SQLite writes it and comes back damaged; on a network folder SQLite's locks do
not hold; a roaming profile travels through a server. The check is by name, by what the sync programs leave in
their folders, and by the kind of file system.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final, Protocol

import psutil

from zvhdesk.domain.store_refusals import NetworkFolder, RoamingFolder, StoreRefused, SyncedFolder


class Partition(Protocol):
    """What psutil.disk_partitions tells of one file system."""

    @property
    def mountpoint(self) -> str: ...
    @property
    def fstype(self) -> str: ...
    @property
    def opts(self) -> str: ...


_ONEDRIVE_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")

# A folder name that belongs to a sync program, whole, in lower case.
_SYNCED_NAMES: Final = (
    (re.compile(r"onedrive([ -].*)?|sharepoint"), "OneDrive"),
    (re.compile(r"dropbox([ -].*)?"), "Dropbox"),
    (re.compile(r"icloud ?drive|icloud~.*|com~apple~clouddocs|mobile documents"), "iCloud"),
    (re.compile(r"google ?drive([ -].*)?|drivefs"), "Google Drive"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud\d*|surfdrive|stackstorage"), "ownCloud"),
    (re.compile(r"pcloud ?drive|pcloudsync"), "pCloud"),
    (re.compile(r"box sync|box-box"), "Box"),
    (re.compile(r"megasync( downloads)?"), "MEGA"),
    (re.compile(r"proton ?drive"), "Proton Drive"),
    (re.compile(r"tresorit|seafile|synologydrive|cloudstation|cloudstorage"), "een synchronisatieprogramma"),
)

# Names too common to refuse everywhere, but in somebody's home they are the folder of that program.
_SYNCED_IN_HOME: Final = {
    "box": "Box",
    "mega": "MEGA",
    "stack": "STACK",
    "sync": "een synchronisatieprogramma",
    "syncthing": "Syncthing",
    "my drive": "Google Drive",
    "mijn drive": "Google Drive",
}
_HOMES: Final = frozenset({"home", "users"})

# Google Drive's own disk: `G:\Mijn Drive` in Dutch, `G:\My Drive` in English.
_GOOGLE_DISK: Final = frozenset({"mijn drive", "my drive", "gedeelde drives", "shared drives"})

# What the programs leave in the top of a folder they copy, whatever that folder is called.
_MARKERS: Final = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".stfolder", "Syncthing"),
    (".tmp.drivedownload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)

_NETWORK_FILE_SYSTEMS: Final = re.compile(
    r"nfs[34]?|cifs|smb[23]?|smbfs|afpfs|webdav|davfs2?|ncpfs|afs|ceph|glusterfs|lustre|gpfs|beegfs|sshfs"
    r"|fuse\.(sshfs|rclone|davfs2|gvfsd-fuse|s3fs|glusterfs|ceph|vmhgfs-fuse)|vboxsf|vmhgfs|prl_fs"
)


def check_folder(
    folder: PurePath,
    partitions: Iterable[Partition] | None = None,
    env: Mapping[str, str] | None = None,
    platform: str | None = None,
) -> None:
    """Refuses a folder that is copied elsewhere or is elsewhere. The folder need not exist yet.

    The other arguments are those of this machine unless given.
    Raises StoreRefused: SyncedFolder, NetworkFolder, RoamingFolder.
    """
    system = sys.platform if platform is None else platform
    names = os.environ if env is None else env
    mounts = psutil.disk_partitions(all=True) if partitions is None else partitions
    for place in _places(folder, system):
        _refuse_synced(place, names, system)
        _refuse_roaming(place, names, system)
        _refuse_network(place, mounts, system)
    if isinstance(folder, Path):
        _refuse_marked(folder)


def _places(folder: PurePath, system: str) -> list[PurePath]:
    """The folder as it was named and, when it is one of this machine, where links really lead."""
    kind = PureWindowsPath if system == "win32" else PurePosixPath
    named = [folder.absolute(), folder.resolve()] if isinstance(folder, Path) else [folder]
    return [kind(place) for place in dict.fromkeys(named)]


def _refuse_synced(place: PurePath, env: Mapping[str, str], system: str) -> None:
    for variable in _ONEDRIVE_VARIABLES:
        if _is_under(place, env.get(variable, ""), system):
            raise StoreRefused(SyncedFolder("OneDrive"))
    parts = [part.casefold() for part in place.parts]
    for pattern, service in _SYNCED_NAMES:
        if any(pattern.fullmatch(part) for part in parts):
            raise StoreRefused(SyncedFolder(service))
    # `/home/<who>/Box`, `C:\\Users\\<who>\\Box`.
    if len(parts) > 3 and parts[1] in _HOMES and parts[3] in _SYNCED_IN_HOME:
        raise StoreRefused(SyncedFolder(_SYNCED_IN_HOME[parts[3]]))
    if system == "win32" and len(parts) > 1 and parts[1] in _GOOGLE_DISK:
        raise StoreRefused(SyncedFolder("Google Drive"))


def _refuse_marked(folder: Path) -> None:
    resolved = folder.resolve()
    for place in (resolved, *resolved.parents):
        for pattern, service in _MARKERS:
            try:
                marked = next(place.glob(pattern), None)
            except OSError:  # a folder above that may not be listed
                continue
            # A home itself holds `.dropbox` as soon as Dropbox is installed.
            if marked is not None and place != Path.home():
                raise StoreRefused(SyncedFolder(service))


def _refuse_roaming(place: PurePath, env: Mapping[str, str], system: str) -> None:
    if system != "win32":
        return
    parts = [part.casefold() for part in place.parts]
    in_profile = any(pair == ("appdata", "roaming") for pair in pairwise(parts))
    if in_profile or _is_under(place, env.get("APPDATA", ""), system):
        raise StoreRefused(RoamingFolder())


def _refuse_network(place: PurePath, mounts: Iterable[Partition], system: str) -> None:
    if (
        system == "win32"
        and place.drive.startswith("\\\\")
        and not re.match(r"\\\\[?.]\\[A-Za-z]:", place.drive)
    ):
        raise StoreRefused(NetworkFolder())
    holding = [mount for mount in mounts if _is_under(place, mount.mountpoint, system)]
    nearest = max(holding, key=lambda mount: len(mount.mountpoint), default=None)
    if nearest is None:
        return
    if _NETWORK_FILE_SYSTEMS.fullmatch(nearest.fstype.casefold()) or "remote" in nearest.opts.split(","):
        raise StoreRefused(NetworkFolder())


def _is_under(place: PurePath, parent: str, system: str) -> bool:
    if not parent:
        return False
    kind = PureWindowsPath if system == "win32" else PurePosixPath
    return place.is_relative_to(kind(parent))  # Windows paths compare without regard to case
