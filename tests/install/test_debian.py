"""The Debian package: what is in it, and its life on a machine, from its installation to its purge."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from contact_moments import __version__
from tests.install.building import MACHINE, ROOT, build, build_dist, program, wheels
from tests.install.scratch_root import ScratchRoot
from tests.storage.earlier.dumps import load_file
from tests.storage.earlier.kept import FOLDER as EARLIER
from tests.support import free_port
from tests.test_service_manager import systemd_at

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

ARCHITECTURE = {"aarch64": "arm64"}.get(MACHINE, "amd64")
PYTHONS = ("311", "312", "313", "314")
LIBRARIES = "usr/lib/contact-moments/lib/libraries"
SETTINGS = "/etc/contact-moments/contact-moments.env"
DATA = "/var/lib/contact-moments"
UNIT = "/usr/lib/systemd/system/contact-moments.service"
STAT = f"stat -c '%a %U:%G %n' /etc/contact-moments {SETTINGS} {DATA} /var/backups/contact-moments"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    build_dist(folder)
    return folder


def build_deb(dist: Path, umask: int = 0o022, **environment: str) -> Path:
    """Build the package."""
    build("make-deb", dist, wheels(), ARCHITECTURE, environment=environment, umask=umask)
    (deb,) = dist.glob("*.deb")
    return deb


@pytest.fixture(scope="module")
def deb(dist: Path) -> Path:
    """The package."""
    return build_deb(dist)


@pytest.fixture(scope="module")
def names(deb: Path) -> list[str]:
    """The files in the package."""
    listed = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], check=True, capture_output=True).stdout
    done = subprocess.run(["tar", "--list"], input=listed, check=True, capture_output=True)
    return done.stdout.decode().splitlines()


def test_its_name(deb: Path) -> None:
    """The version and the kind of machine are in its name."""
    assert deb.name == f"contact-moments_{__version__}-1_{ARCHITECTURE}.deb"


def test_twice_the_same_bytes(dist: Path, deb: Path, tmp_path: Path) -> None:
    """Another time zone, umask and place for temporary files make no difference."""
    (wheel,) = dist.glob("*.whl")
    (tmp_path / wheel.name).symlink_to(wheel)
    (tmp_path / "tmp").mkdir()

    again = build_deb(tmp_path, umask=0o077, TZ="Asia/Tokyo", TMPDIR=str(tmp_path / "tmp"))

    assert again.read_bytes() == deb.read_bytes()


def test_lintian_accepts_it(deb: Path, tmp_path: Path) -> None:
    """Debian's own check finds nothing but what the overrides explain.

    It looks at what is ours: for the libraries of others it takes half a minute, and finds only that they are not
    Debian's.
    """
    lintian = program("lintian", "as root: apt-get install lintian")
    tree = tmp_path / "tree"
    subprocess.run(["dpkg-deb", "--raw-extract", deb, tree], check=True)
    for library in (tree / LIBRARIES).iterdir():
        if not library.name.startswith("contact_moments"):
            shutil.rmtree(library) if library.is_dir() else library.unlink()
    sums = tree / "DEBIAN" / "md5sums"
    kept = [line for line in sums.read_text().splitlines(keepends=True) if (tree / line.split()[1]).exists()]
    sums.write_text("".join(kept))
    ours = pack(tree, tmp_path / "ours.deb", "-Zgzip", "-z1")

    done = subprocess.run([lintian, "--fail-on", "error,warning", ours], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def pack(tree: Path, target: Path, *compression: str) -> Path:
    """Make a package of what another had in it."""
    command = ["dpkg-deb", *compression, "--root-owner-group", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def test_each_python_has_its_libraries(names: list[str]) -> None:
    """What is compiled for one Python is there for each of them, or for none."""
    found = [re.match(r"(.*)\.cpython-(\d+)-", name) for name in names]
    modules: dict[str, set[str]] = {}
    for one in filter(None, found):
        modules.setdefault(one[1], set()).add(one[2])

    assert len(modules) > 10
    assert {name: pythons for name, pythons in modules.items() if pythons != set(PYTHONS)} == {}


def test_files_for_other_programs(names: list[str]) -> None:
    """What the docs link to, and have Prometheus, Grafana, the proxies and a move use, is where they say so."""
    found = {name.removeprefix("./usr/share/doc/contact-moments/") for name in names}

    assert {f"deploy/{name}" for name in ("alerts.yaml", "grafana.json", "nginx.conf", "Caddyfile")} <= found
    assert {"examples/move.py", "examples/whocalls.py", "docs/decisions/0025-packages.md"} <= found


def test_another_python_is_refused(deb: Path) -> None:
    """The package can be installed where the system's Python is one of those, and nowhere else; so says the wheel."""
    depends = subprocess.run(["dpkg-deb", "--field", deb, "Depends"], check=True, capture_output=True, text=True).stdout
    first, last = ([int(python[0]), int(python[1:])] for python in (PYTHONS[0], PYTHONS[-1]))

    assert f"python3 (>= {first[0]}.{first[1]}~), python3 (<< {last[0]}.{last[1] + 1})" in depends
    classifiers = re.findall(r'"Programming Language :: Python :: 3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    assert [f"3{minor}" for minor in classifiers] == list(PYTHONS)


def test_no_compiled_modules_and_no_programs_of_libraries(names: list[str]) -> None:
    """Modules are compiled where they are installed, and only the register's programs are on the path."""
    assert [name for name in names if name.endswith(".pyc")] == []
    assert [name for name in names if name.startswith("./usr/bin/") and name != "./usr/bin/"] == [
        "./usr/bin/contact-moments"
    ]


def newer(deb: Path, folder: Path) -> Path:
    """The same package as a later version, whose file of settings has one line more."""
    subprocess.run(["dpkg-deb", "--raw-extract", deb, folder / "tree"], check=True)
    control = folder / "tree" / "DEBIAN" / "control"
    control.write_text(control.read_text().replace(f"Version: {__version__}-1", f"Version: {__version__}-2"))
    with (folder / "tree" / SETTINGS.removeprefix("/")).open("a") as settings:
        settings.write("# new in this version\n")
    return pack(folder / "tree", folder / "newer.deb", "-Znone")


@pytest.fixture
def root(tmp_path: Path) -> ScratchRoot:
    """A root directory without the package."""
    return ScratchRoot(tmp_path / "scratch")


def of_unit(root: ScratchRoot, name: str) -> str:
    """The value of one key of the service's unit."""
    found = re.search(f"^{name}=(.*)$", root.run(f"cat {UNIT}"), re.MULTILINE)
    assert found is not None, name
    return found[1]


@contextmanager
def started(root: ScratchRoot, folder_of_log: Path) -> Iterator[None]:
    """The service, started as its unit says, but for its sandbox; once it is ready."""
    address = f"contact-moments-{uuid.uuid4()}"
    steps = f"{of_unit(root, 'ExecStartPre')} && exec {of_unit(root, 'ExecStart')}"
    settings, folder = of_unit(root, "EnvironmentFile"), of_unit(root, "WorkingDirectory")
    inner = f"set -a && . {settings} && set +a && cd {folder} && {steps}"
    user = of_unit(root, "User")
    service = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "sh", "-c", inner]
    script = f"export NOTIFY_SOCKET=@{address}; exec {shlex.join(service)}"
    with systemd_at(f"\0{address}") as systemd, (folder_of_log / "log").open("w") as log:
        process = subprocess.Popen(root.command(script), stdout=log, stderr=log)
        try:
            systemd.wait_for("READY=1", 60)
            yield
            stop(process)
            assert "STOPPING=1" in systemd.lines()
        finally:
            process.kill()
            process.wait(30)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server, which is the first process of its namespace; it has to end well."""
    (server,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(server), signal.SIGTERM)
    assert process.wait(40) == 0


def set_up(root: ScratchRoot, deb: Path) -> int:
    """Install the package, and set a port of its own; returns that."""
    port = free_port()
    root.run(f"dpkg --force-unsafe-io -i {root.add(deb)}")
    root.run(f"sed -i /PUBLIC_URL/d {SETTINGS} && echo CONTACT_MOMENTS_PORT={port} >>{SETTINGS}")
    return port


def test_a_life(root: ScratchRoot, deb: Path, tmp_path: Path) -> None:
    """Installed it serves; an upgrade and a removal keep data and settings; a purge keeps data, and says where.

    A purge goes well too where the operator has put a folder on another disk.
    """
    port = set_up(root, deb)
    owned = root.run(STAT).splitlines()
    with started(root, tmp_path):
        health = requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=20)
        page = requests.get(f"http://127.0.0.1:{port}/sign-in", timeout=20)
    root.run("contact-moments tag add Complaint")
    examined = root.run("cd /root && contact-moments doctor || true")

    later = root.add(newer(deb, tmp_path))
    root.run(f"dpkg --force-unsafe-io --force-confold -i {later}")
    settings, tags = root.run(f"cat {SETTINGS}"), root.run("contact-moments tag list")
    owned_later = root.run(STAT).splitlines()
    root.run("dpkg --remove contact-moments")
    root.run("mkdir /srv/disk && mv /var/backups/contact-moments /srv/disk/ && touch /srv/disk/contact-moments/kept")
    root.run("ln -s /srv/disk/contact-moments /var/backups/contact-moments")
    left = root.run(
        f"ls {SETTINGS} {DATA}/contact-moments.db; find /usr/lib/contact-moments /usr/bin/contact-moments 2>&1 || true"
    )
    purged = root.try_run("dpkg --purge contact-moments")
    data = root.run(f"ls {DATA} /srv/disk/contact-moments; ls -d /etc/contact-moments 2>/dev/null || true")

    assert owned == owned_later
    assert [line.split()[:2] for line in owned] == [
        ["750", "root:contact-moments"],
        ["640", "root:contact-moments"],
        ["700", "contact-moments:contact-moments"],
        ["700", "contact-moments:contact-moments"],
    ]
    assert (health.status_code, page.status_code) == (200, 200)
    assert f"CONTACT_MOMENTS_PORT={port}" in settings
    assert "new in this version" not in settings
    assert "Complaint" in tags
    assert [line for line in left.splitlines() if "No such file" not in line] == [
        SETTINGS,
        f"{DATA}/contact-moments.db",
    ]
    assert (purged.returncode, f"{DATA} has data, and stays" in purged.stderr) == (0, True)
    assert "/etc/contact-moments" not in data.splitlines()
    assert {"contact-moments.db", "kept"} <= set(data.splitlines())
    assert "BACKUP_FOLDER" not in examined
    assert "free for backups" in examined


def test_apt_does_not_wait_in_silence(root: ScratchRoot, deb: Path, tmp_path: Path) -> None:
    """Before the service starts, an upgrade shows what `migrate` does and how long it takes, or what is in its way.

    Where there is nothing to do, it shows nothing.
    """
    (earlier := tmp_path / "contact-moments.db").touch()
    load_file((EARLIER / "0010.sql").read_text(), earlier)
    root.run(f"dpkg --force-unsafe-io -i {root.add(deb)}")
    root.run(f"install -m 600 -o contact-moments -g contact-moments {root.add(earlier)} {DATA}")
    root.pretend_systemd()
    upgrade = f"/var/lib/dpkg/info/contact-moments.postinst configure {__version__}-1"

    told = root.run(upgrade)
    asked = root.run("cat /srv/asked").splitlines()
    nothing = root.run(f"contact-moments migrate >/dev/null && {upgrade}")
    in_the_way = root.run(f"echo broken >{DATA}/contact-moments.db && {upgrade}")

    assert ", schema 0010\n" in told
    assert "    In all less than a second, by what was measured" in told
    assert "journalctl -f -u contact-moments" in told
    assert asked[-1].endswith("start contact-moments.service contact-moments-backup.timer")
    assert (nothing, "Error: " in in_the_way) == ("", True)


def test_a_machine_as_before(root: ScratchRoot, deb: Path) -> None:
    """Where no register was made, nothing but the user is left after a purge.

    Its units are what systemd accepts. Everybody may ask for help and complete; only root and the service may do more.
    """
    root.run(f"dpkg --force-unsafe-io -i {root.add(deb)}")
    verified = root.try_run(f"systemd-analyze verify {UNIT} /usr/lib/systemd/system/contact-moments-backup.timer")
    helped = root.try_run("runuser -u nobody -- contact-moments --version")
    asked = "_CONTACT_MOMENTS_COMPLETE=bash_complete COMP_WORDS='contact-moments cl' COMP_CWORD=1"
    completed = root.run(f"runuser -u nobody -- env {asked} contact-moments")
    helped_more = root.try_run("runuser -u nobody -- contact-moments tag --help")
    refused = root.try_run("runuser -u nobody -- contact-moments tag list")
    root.run("dpkg --purge contact-moments")
    left = root.run("find /etc /usr /var -xdev -path '*contact-moments*' -not -path '/var/lib/dpkg/*' || true")

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    assert (helped.returncode, helped.stdout) == (0, f"contact-moments, version {__version__}\n")
    assert (helped_more.returncode, "Usage: contact-moments tag" in helped_more.stdout) == (0, True)
    assert completed == "plain,client\n"
    assert (refused.returncode, "sudo contact-moments" in refused.stderr) == (1, True)
    assert left == ""
