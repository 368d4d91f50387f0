"""The units of deploy/: systemd accepts them, and they confine what they start."""

import re
import shutil
import subprocess

import pytest

from tests.deploy.machine import UNITS, Machine
from tests.deploy.places import DEPLOY

pytestmark = pytest.mark.usefixtures("processes")


def systemd_analyze(*words: str) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze; fail with the command that brings it."""
    assert shutil.which("systemd-analyze"), "As root: apt-get install systemd"
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False, timeout=60)


def test_systemd_accepts_the_units(machine: Machine) -> None:
    """No unit has a key that systemd does not know, or a command that is not there."""
    done = systemd_analyze("verify", *(str(machine.root / unit) for unit in UNITS))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_the_services_are_confined(unit: str) -> None:
    """By systemd's own measure (0 to 100, less is better) a service is confined well."""
    done = systemd_analyze("security", "--offline=true", "--threshold=15", str(DEPLOY / unit))

    assert done.returncode == 0, done.stdout


def test_the_backup_is_confined_as_the_server_is(machine: Machine) -> None:
    """Whatever the server may not do, the backup may not either, and neither leaves a core file: both have all data."""
    kinds = "Ambient|Capability|Device|Keyring|LimitCORE|Lock|Memory|NoNew|Private|Proc|Protect|Restrict|UMask"
    server, backup = (
        dict(re.findall(rf"^((?:{kinds})\w*)=(.*)$", (machine.root / unit).read_text(), re.MULTILINE))
        for unit in ("contact-moments.service", "contact-moments-backup.service")
    )

    assert server["LimitCORE"] == "0"
    assert backup == server


def test_the_service_begins_with_migrate(machine: Machine) -> None:
    """What runs before the server makes the register on a new machine, and changes nothing on the next start."""
    first = machine.run("contact-moments.service", "ExecStartPre")
    second = machine.run("contact-moments.service", "ExecStartPre")

    assert [first.returncode, second.returncode] == [0, 0], first.stderr + second.stderr
    assert second.stderr == ""  # no warning about a name in the settings
    assert (machine.root / "var" / "contact-moments.db").exists()


def test_backups_are_in_one_folder_that_the_service_can_write(machine: Machine) -> None:
    """Those of the timer, of a page, and on PostgreSQL before an upgrade: so the old ones of all are removed."""
    (command,) = machine.lines("contact-moments-backup.service", "ExecStart")
    folder = machine.environment()["CONTACT_MOMENTS_BACKUP_FOLDER"]

    assert f" --to {folder} " in command
    for unit in ("contact-moments.service", "contact-moments-backup.service"):
        (paths,) = machine.lines(unit, "ReadWritePaths")
        assert f"-{folder}" in paths.split()


def test_a_backup_every_night(machine: Machine) -> None:
    """The unit makes a backup, and removes those that need not stay and that the register has made itself."""
    machine.run("contact-moments.service", "ExecStartPre")
    backups = machine.root / "backups"
    (backups / "contact-moments-2026-01-01T023000Z.db").touch()
    (backups / "before-the-move.db").touch()
    done = [machine.run("contact-moments-backup.service", "ExecStart") for _ in range(2)]

    left = sorted(file.name for file in backups.iterdir() if file.stat().st_size)
    assert [one.returncode for one in done] == [0, 0], done[1].stderr
    assert "Removed contact-moments-" in done[1].stdout
    assert len(left) == 1
    assert (backups / "contact-moments-2026-01-01T023000Z.db").exists()
    assert (backups / "before-the-move.db").exists()


def test_a_backup_that_an_earlier_release_made(machine: Machine) -> None:
    """Backups of the script that there was until now are removed too: the audit trail has their names and sizes."""
    machine.run("contact-moments.service", "ExecStartPre")
    old = machine.root / "backups" / "contact-moments-2026-01-01T023000Z.db"
    machine.command("backup", str(old))
    older = machine.root / "backups" / "contact-moments-2026-01-01T013000Z.db"
    machine.command("backup", str(older))

    done = machine.run("contact-moments-backup.service", "ExecStart")

    assert done.stdout.splitlines()[1:] == [f"Removed {older.name}"]
    assert old.exists()


def test_a_backup_that_fails(machine: Machine) -> None:
    """If the new backup is not made, all earlier ones stay, and the unit fails."""
    machine.run("contact-moments.service", "ExecStartPre")
    first = machine.run("contact-moments-backup.service", "ExecStart")
    for file in (machine.root / "var").iterdir():
        file.unlink()
    done = machine.run("contact-moments-backup.service", "ExecStart")

    assert first.returncode == 0
    assert done.returncode != 0
    assert "There is no register" in done.stderr
    assert len(list((machine.root / "backups").glob("*.db"))) == 1
