"""The operator's command works on the service's register, with the settings of the service."""

import re

import pytest

from tests.deploy.machine import Machine

pytestmark = pytest.mark.usefixtures("processes")


def test_the_operators_command_works_on_the_services_register(machine: Machine) -> None:
    """The command reads the settings of the service, wherever it is run."""
    machine.run("contact-moments.service", "ExecStartPre")

    machine.command("tag", "add", "Complaint")

    assert "Complaint" in machine.installation().run("tag", "list")


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "  {}  ", "{}\r"])
def test_the_operators_command_reads_the_settings_as_systemd_does(written: str, machine: Machine) -> None:
    """Quotes or blanks around a value, or the end of a line as Windows writes it, do not lead to another register."""
    machine.run("contact-moments.service", "ExecStartPre")
    service, name = machine.installation(), "CONTACT_MOMENTS_DATABASE_URL"
    value = written.format(machine.environment()[name])
    settings = re.sub(f"^{name}=.*$", f"{name}={value}", machine.settings.read_text(), flags=re.MULTILINE)
    machine.settings.write_text(settings, newline="")

    machine.command("tag", "add", "Complaint")

    assert "Complaint" in service.run("tag", "list")


def test_the_operators_command_has_what_the_services_libraries_read(machine: Machine) -> None:
    """A password for PostgreSQL, or a name that is not in capitals, counts for the service, and so for a command.

    Both pass over a line that has no name of a variable.
    """
    more = (
        "PGPASSWORD='a b'",
        "SSL_CERT_FILE=/etc/ours.pem",
        "contact_moments_port=8099",
        "CONTACT_MOMENTS_BAD-NAME=1",
    )
    machine.settings.write_text("\n".join([machine.settings.read_text(), *more, "PATH=/nowhere", "PGUSER"]))
    (machine.root / "bin" / "contact-moments").unlink()
    (machine.root / "bin" / "contact-moments").write_text("#!/bin/sh\nenv\n")
    (machine.root / "bin" / "contact-moments").chmod(0o755)

    found = set(machine.command("doctor").splitlines())
    another = machine.command("doctor", CONTACT_MOMENTS_DATABASE_URL="postgresql://scratch", SSL_CERT_FILE="/other.pem")

    assert {"PGPASSWORD=a b", "SSL_CERT_FILE=/etc/ours.pem", "CONTACT_MOMENTS_PORT=8099"} <= found
    assert not any(line.startswith(("PATH=/nowhere", "PGUSER", "CONTACT_MOMENTS_BAD")) for line in found)
    # The service's password is not for another database.
    assert "PGPASSWORD" not in another
    assert "SSL_CERT_FILE=/other.pem" in another.splitlines()


def test_the_operators_command_has_the_services_home(machine: Machine) -> None:
    """Libraries that look into the home of the user find that of the service, and not that of root."""
    (machine.root / "bin" / "contact-moments").unlink()
    (machine.root / "bin" / "contact-moments").write_text('#!/bin/sh\necho "home: $HOME"\n')
    (machine.root / "bin" / "contact-moments").chmod(0o755)

    assert machine.command("doctor") == f"home: {machine.root}/var\n"


@pytest.mark.parametrize("by_file", [False, True], ids=["by its address", "by a file with its address"])
def test_what_the_operator_has_exported_counts(by_file: bool, machine: Machine) -> None:
    """A command for a scratch register works on that one, and not on the service's, however that one is named."""
    machine.run("contact-moments.service", "ExecStartPre")
    machine.command("backup", "night.db")
    machine.command("tag", "add", "Since then")
    if by_file:
        (address := machine.root / "address").write_text(f"sqlite:///{machine.root}/var/contact-moments.db\n")
        name = "CONTACT_MOMENTS_DATABASE_URL"
        machine.settings.write_text(
            re.sub(f"^{name}=.*$", f"{name}_FILE={address}", machine.settings.read_text(), flags=re.MULTILINE)
        )
    scratch = {"CONTACT_MOMENTS_DATABASE_URL": f"sqlite:///{machine.root}/scratch.db"}

    machine.command("restore", "--yes", "night.db", **scratch)

    assert "Since then" not in machine.command("tag", "list", **scratch)
    assert "Since then" in machine.command("tag", "list")
