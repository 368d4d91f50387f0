"""The files for compose agree with the image, with the settings, and with each other."""

import re
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

from contact_moments import __version__
from contact_moments.settings import DEFAULTS, read_settings, variable

DEPLOY = Path(__file__).parent.parent / "deploy"
DOCS = DEPLOY.parent / "docs"
COMPOSE = [DEPLOY / "compose.yaml", DEPLOY / "compose.postgresql.yaml"]
NAMES = {f"{variable(name)}{end}" for name in DEFAULTS for end in ("", "_FILE")}
Json = Any

by_compose = pytest.mark.parametrize("file", COMPOSE, ids=lambda path: path.name)


def instructions(name: str) -> list[str]:
    """What follows an instruction of the Containerfile, wherever it stands in it; lines that go on are joined."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", "")
    return re.findall(rf"^{name} +(.*)$", text, re.MULTILINE)


def image_settings() -> dict[str, str]:
    """The environment that the image sets."""
    return dict(pair.split("=", 1) for pair in instructions("ENV")[0].split())


def volumes_of_the_image() -> list[str]:
    """The folders that have to be volumes."""
    found: list[str] = yaml.safe_load(instructions("VOLUME")[0])
    return found


def services(file: Path) -> dict[str, Json]:
    """The services of a file for compose, with what they take over from its templates."""
    found: dict[str, Json] = yaml.safe_load(file.read_text())["services"]
    return found


def ours(file: Path) -> dict[str, Json]:
    """Those of our image."""
    return {name: one for name, one in services(file).items() if one["image"].startswith("contact-moments:")}


def test_the_image_sets_settings_that_there_are() -> None:
    """Every setting of the image is one of the program's, with a value that it takes; so is its port."""
    settings = {name: value for name, value in image_settings().items() if name.startswith("CONTACT_MOMENTS_")}

    assert set(settings) <= NAMES
    chosen = read_settings(**{name.removeprefix("CONTACT_MOMENTS_").lower(): text for name, text in settings.items()})
    assert [str(chosen.port)] == instructions("EXPOSE")
    assert chosen.backup_folder in volumes_of_the_image()


def test_the_image_sets_nothing_that_may_be_a_secret() -> None:
    """A setting of the image wins over a file, so the image has none that an operator gives as a file."""
    assert {variable("database_url"), variable("smtp_url")}.isdisjoint(image_settings())


def test_the_database_is_in_the_volume() -> None:
    """Where no database is named, it is below the working directory, which is a volume."""
    assert instructions("WORKDIR")[-1] in volumes_of_the_image()
    assert read_settings().database_url == "sqlite:///data/contact-moments.db"


def test_the_version_is_everywhere_the_same() -> None:
    """The image, the files for compose, and the docs that name it or a package have the version of the program."""
    assert f'version="{__version__}"' in instructions("LABEL")[0]
    assert {one["image"] for file in COMPOSE for one in ours(file).values()} == {f"contact-moments:{__version__}"}
    docs = "".join(file.read_text() for file in DOCS.glob("*.md"))
    assert set(re.findall(r"contact[-_]moments[:_-](\d+\.\d+\.\d+)\b", docs)) == {__version__}


def test_the_changelog_begins_with_this_version() -> None:
    """What is new stands under the version and the day that it was released, or is said to be unreleased."""
    headings = re.findall(r"^## (.+)$", (DEPLOY.parent / "CHANGELOG.md").read_text(), re.MULTILINE)
    released = [heading for heading in headings if heading != "Unreleased"]
    assert re.fullmatch(rf"{re.escape(__version__)}, \d{{4}}-\d\d-\d\d", released[0])


def test_what_the_build_may_see() -> None:
    """The build gets the files that it copies and no others; Docker reads the same list under its own name."""
    ignored = (DEPLOY.parent / ".containerignore").read_text().splitlines()
    copied = {word for line in instructions("COPY") for word in line.split()[:-1] if not line.startswith("--from")}

    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == copied
    assert ignored[1] == "*"
    assert (DEPLOY.parent / ".dockerignore").readlink() == Path(".containerignore")


@by_compose
def test_compose_sets_settings_that_there_are(file: Path) -> None:
    """Every setting in a file for compose is one of the program's; a `_FILE` names a secret that the service has."""
    for one in ours(file).values():
        assert set(one["environment"]) <= NAMES
        files = {value for name, value in one["environment"].items() if name.endswith("_FILE")}
        assert files == {f"/run/secrets/{name}" for name in one.get("secrets", [])}


@by_compose
def test_compose_confines_every_service(file: Path) -> None:
    """No service may write to its root, get more rights or fill the disk with logs, and each has limits."""
    for name, one in services(file).items():
        assert one["read_only"] is True, name
        assert one["cap_drop"] == ["ALL"], name
        assert one["security_opt"] == ["no-new-privileges:true"], name
        assert one["logging"]["options"]["max-size"], name
        assert name == "migrate" or set(one["deploy"]["resources"]["limits"]) == {"memory", "cpus", "pids"}
    assert [name for name, one in services(file).items() if "cap_add" in one] == ["caddy"]


@by_compose
def test_compose_migrates_first(file: Path) -> None:
    """The server starts when `migrate` has succeeded, and Caddy when the server is healthy."""
    found = services(file)

    assert found["migrate"]["command"] == ["migrate"]
    assert found["register"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert found["caddy"]["depends_on"]["register"] == {"condition": "service_healthy"}
    assert [found["register"]["healthcheck"]["test"]] == [["CMD", "contact-moments", "health"]]


@by_compose
def test_compose_keeps_what_has_to_be_kept(file: Path) -> None:
    """Every volume of the image is a named volume, or in memory where PostgreSQL keeps the register."""
    named = yaml.safe_load(file.read_text())["volumes"]
    for one in ours(file).values():
        kept = dict(reversed(volume.split(":")) for volume in one["volumes"])
        in_memory = {line.partition(":")[0] for line in one["tmpfs"]}
        assert set(volumes_of_the_image()) <= set(kept) | in_memory
        assert set(kept.values()) <= set(named)
        assert ("/var/lib/contact-moments" in in_memory) == ("postgresql" in services(file))


@by_compose
def test_compose_trusts_caddy_alone(file: Path) -> None:
    """The proxy that the register trusts is Caddy, which has that address and asks the image's port."""
    found, port = services(file), instructions("EXPOSE")[0]

    trusted = found["register"]["environment"]["CONTACT_MOMENTS_TRUSTED_PROXIES"]
    assert found["caddy"]["networks"]["front"]["ipv4_address"] == trusted
    assert found["caddy"]["environment"]["REGISTER_ADDRESS"] == f"register:{port}"
    assert "ports" not in found["register"]
    (addresses,) = yaml.safe_load(file.read_text())["networks"]["front"]["ipam"]["config"]
    subnet, others = ip_network(addresses["subnet"]), ip_network(addresses["ip_range"])
    assert {ip_address(trusted), *others} <= set(subnet.hosts())
    assert ip_address(trusted) not in others


@by_compose
def test_caddy_gets_what_its_file_asks_for(file: Path) -> None:
    """Compose sets every name that the Caddyfile reads from the environment, and no other."""
    names = re.findall(r"{\$(\w+):", (DEPLOY / "Caddyfile").read_text())

    assert set(services(file)["caddy"]["environment"]) == set(names) - {"NAME"}


def test_the_secrets_of_compose(tmp_path: Path, processes: None) -> None:
    """`make-secrets` makes each secret once, one password in both, in a folder that is closed to others.

    A folder that was there already, with the address of a mail server, is closed too.
    """
    (tmp_path / "secrets").mkdir(mode=0o755)
    (tmp_path / "make-secrets").write_text((DEPLOY / "make-secrets").read_text())
    made, again = (
        subprocess.run(["sh", str(tmp_path / "make-secrets")], capture_output=True, text=True, check=False)
        for _ in range(2)
    )
    secrets = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    declared = yaml.safe_load((DEPLOY / "compose.postgresql.yaml").read_text())["secrets"]

    assert (made.returncode, again.returncode, "already" in again.stderr) == (0, 1, True)
    assert set(secrets) == set(declared)
    assert secrets["database-url"] == f"postgresql://register:{secrets['postgresql-password']}@postgresql/register"
    assert len(secrets["postgresql-password"]) == 48
    assert oct((tmp_path / "secrets").stat().st_mode)[-3:] == "700"
