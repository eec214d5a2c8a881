"""Where a house may stand, by the names, marks and mounts that other people's machines have."""

from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from tests.store.world import PASSPHRASE, House, refused
from zvhdesk.domain.store_refusals import NetworkFolder, RoamingFolder, SyncedFolder
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.location import check_folder
from zvhdesk.services.unlock.standard import default_folder

WINDOWS_ENV = {
    "APPDATA": r"C:\Users\anna\AppData\Roaming",
    "LOCALAPPDATA": r"C:\Users\anna\AppData\Local",
    "OneDriveCommercial": r"D:\Werk\Gedeeld",
}


@dataclass(frozen=True, slots=True)
class Mount:
    mountpoint: str
    fstype: str
    opts: str = "rw"


WINDOWS_MOUNTS = [
    Mount("C:\\", "NTFS", "rw,fixed"),
    Mount("D:\\", "NTFS", "rw,fixed"),
    Mount("H:\\", "NTFS", "rw,remote"),
]
LINUX_MOUNTS = [
    Mount("/", "ext4"),
    Mount("/home", "btrfs"),
    Mount("/home/anna/afdeling", "cifs"),
    Mount("/home/anna/afdeling/lokaal", "ext4"),
    Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse"),
    Mount("/srv/nfs", "nfs4"),
]


def check(folder: PurePath) -> None:
    windows = isinstance(folder, PureWindowsPath)
    check_folder(
        folder,
        WINDOWS_MOUNTS if windows else LINUX_MOUNTS,
        WINDOWS_ENV if windows else {},
        "win32" if windows else "linux",
    )


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"C:\Users\anna\AppData\Local\zvhdesk\huis"),
        PureWindowsPath(r"\\?\C:\Users\anna\AppData\Local\zvhdesk"),
        PureWindowsPath(r"D:\ZVH"),
        PureWindowsPath(r"D:\Werk\Gedeeld2"),
        PureWindowsPath(r"C:\Mijn werk\Boxershorts\dropboxen"),
        PurePosixPath("/home/anna/.local/share/zvhdesk/huis"),
        PurePosixPath("/home/anna/afdeling/lokaal/huis"),
        PurePosixPath("/home/anna/afdelingen"),
        PurePosixPath("/Users/anna/Library/Application Support/zvhdesk/huis"),
        PurePosixPath("/home/anna/AppData/Roaming/huis"),
    ],
)
def test_a_folder_on_a_disk_of_this_machine_is_fine(folder: PurePath) -> None:
    check(folder)


@pytest.mark.parametrize(
    "folder,service",
    [
        (PureWindowsPath(r"C:\Users\anna\OneDrive\huis"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\OneDrive - Gemeente Ergens\Documenten\huis"), "OneDrive"),
        (PureWindowsPath(r"d:\werk\gedeeld\huis"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\Dropbox (Werk)\huis"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\anna\iCloudDrive\huis"), "iCloud"),
        (PureWindowsPath(r"G:\Mijn Drive\huis"), "Google Drive"),
        (PureWindowsPath(r"G:\Shared drives\huis"), "Google Drive"),
        (PurePosixPath("/home/anna/Nextcloud/huis"), "Nextcloud"),
        (PurePosixPath("/home/anna/Nextcloud2/huis"), "Nextcloud"),
        (PurePosixPath("/home/anna/SURFdrive/huis"), "ownCloud"),
        (PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/huis"), "iCloud"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/OneDrive-Gemeente/huis"), "OneDrive"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/x"), "Google Drive"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/Iets/x"), "een synchronisatieprogramma"),
    ],
)
def test_a_folder_that_goes_to_a_cloud(folder: PurePath, service: str) -> None:
    with refused(SyncedFolder(service)):
        check(folder)


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"\\server\team\huis"),
        PureWindowsPath(r"\\?\UNC\server\team\huis"),
        PureWindowsPath("//server/team/huis"),
        PureWindowsPath(r"H:\huis"),
        PureWindowsPath(r"h:\huis"),
        PurePosixPath("/home/anna/afdeling/huis"),
        PurePosixPath("/run/user/1000/gvfs/smb-share:server=s/huis"),
        PurePosixPath("/srv/nfs/huis"),
    ],
)
def test_a_folder_on_another_machine(folder: PurePath) -> None:
    with refused(NetworkFolder()):
        check(folder)


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"C:\Users\anna\AppData\Roaming\zvhdesk"),
        PureWindowsPath(r"E:\Profielen\AppData\roaming\x"),
    ],
)
def test_a_folder_that_travels_with_the_profile(folder: PurePath) -> None:
    with refused(RoamingFolder()):
        check(folder)


@pytest.mark.parametrize(
    "mark,service",
    [(".dropbox.cache/x", "Dropbox"), (".sync_0a1b2c.db", "Nextcloud"), (".stfolder/x", "Syncthing")],
)
def test_a_cloud_folder_by_another_name_is_known_by_what_lies_in_it(
    tmp_path: Path, mark: str, service: str
) -> None:
    (tmp_path / mark).parent.mkdir(exist_ok=True)
    (tmp_path / mark).touch()
    with refused(SyncedFolder(service)):
        check_folder(tmp_path / "werk" / "huis")


@pytest.mark.parametrize(
    "folder,service",
    [
        (PureWindowsPath(r"C:\Users\anna\Box\zvh"), "Box"),
        (PurePosixPath("/home/anna/MEGA/zvh"), "MEGA"),
        (PurePosixPath("/home/anna/stack/zvh"), "STACK"),
        (PurePosixPath("/home/anna/Syncthing"), "Syncthing"),
        (PurePosixPath("/home/anna/My Drive/zvh"), "Google Drive"),
    ],
)
def test_the_folder_of_a_sync_program_in_a_home_is_refused(folder: PurePath, service: str) -> None:
    with refused(SyncedFolder(service)):
        check(folder)


@pytest.mark.parametrize(
    "folder",
    [PurePosixPath("/srv/box/zvh"), PureWindowsPath(r"D:\stack\zvh"), PurePosixPath("/home/mega/zvh")],
)
def test_the_same_word_elsewhere_is_only_a_word(folder: PurePath) -> None:
    check(folder)


def test_a_link_into_a_cloud_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "huis").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    with refused(SyncedFolder("OneDrive")):
        check_folder(tmp_path / "huis")


def test_the_folder_it_proposes_is_fine_and_stays_on_this_machine() -> None:
    assert default_folder().is_absolute()
    check_folder(default_folder())


def test_a_house_moved_into_a_cloud_folder_is_not_opened(house: House, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    moved = house.folder.rename(tmp_path / "Dropbox" / "huis")
    with refused(SyncedFolder("Dropbox"), untouched=tmp_path):
        vault.unlock(moved, PASSPHRASE, house.keyring)
