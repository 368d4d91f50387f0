"""The wheel and the sdist: what is in them, and that they are the same wherever they are built."""

import re
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest

from contact_moments import __version__
from tests.install.building import ROOT, build, build_dist

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist."""
    return build_dist(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def metadata(dist: tuple[Path, Path]) -> Message:
    """What the wheel says of itself."""
    with zipfile.ZipFile(dist[0]) as archive:
        text = archive.read(f"contact_moments-{__version__}.dist-info/METADATA").decode()
    return HeaderParser().parsestr(text)


def names_of(archive: Path) -> set[str]:
    """The files in a wheel or an sdist."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return set(wheel.namelist())
    with tarfile.open(archive) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def contents_of(archive: Path) -> list[bytes]:
    """The bytes of each file in a wheel or an sdist."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return [wheel.read(name) for name in wheel.namelist()]
    with tarfile.open(archive) as sdist:
        return [file.read() for member in sdist if (file := sdist.extractfile(member)) is not None]


def test_twice_the_same_bytes(dist: tuple[Path, Path], tmp_path: Path) -> None:
    """Another time zone, umask, language and place for temporary files make no difference."""
    folder = tmp_path / "built elsewhere"
    (tmp_path / "tmp").mkdir()
    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "TMPDIR": str(tmp_path / "tmp")}
    build("make-dist", folder, environment=elsewhere, umask=0o077)

    for file in dist:
        assert (folder / file.name).read_bytes() == file.read_bytes()


def test_the_wheel_has_all_that_the_sources_have(dist: tuple[Path, Path]) -> None:
    """Pages, assets, words, migrations, types: every file below `src`, and no compiled one."""
    sources = [path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    own = {path.relative_to(ROOT / "src").as_posix() for path in sources}

    assert {name for name in names_of(dist[0]) if name.startswith("contact_moments/")} == own


def test_the_sdist(dist: tuple[Path, Path]) -> None:
    """It has the sources, what builds the wheel, the lock and the changelog, and nothing else."""
    others = {name for name in names_of(dist[1]) if not name.startswith(("src/", "packaging/files/share/"))}

    assert others == {
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "packaging/about.md",
        "pyproject.toml",
        "requirements.txt",
    }


def test_nothing_of_this_machine(dist: tuple[Path, Path]) -> None:
    """No file names a folder of the machine that built it."""
    places = [str(place).encode() for place in (ROOT, Path.home(), Path(sys.executable).parent) if len(str(place)) > 5]

    assert [
        file.name for file in dist for content in contents_of(file) if any(place in content for place in places)
    ] == []


def test_the_metadata(metadata: Message) -> None:
    """An installer learns which Python, licence and extras there are."""
    assert (metadata["Name"], metadata["Version"]) == ("contact-moments", __version__)
    assert metadata["Requires-Python"] == ">=3.11"
    assert (metadata["License-Expression"], metadata["License-File"]) == ("MIT", "LICENSE")
    assert "traces" in metadata.get_all("Provides-Extra", [])


def test_the_page_of_an_index(metadata: Message) -> None:
    """The description has no link or picture of the repository: on an index these lead nowhere."""
    description = metadata.get_payload()

    assert "contact-moments serve" in str(description)
    assert re.findall(r"\]\((?!https?://)[^)]*\)", str(description)) == []


def test_the_entry_point_and_the_types(dist: tuple[Path, Path]) -> None:
    """There is one program, and other code may rely on the types."""
    with zipfile.ZipFile(dist[0]) as archive:
        points = archive.read(f"contact_moments-{__version__}.dist-info/entry_points.txt").decode()

    assert points.split() == ["[console_scripts]", "contact-moments=contact_moments.cli:main"]
    assert "contact_moments/py.typed" in names_of(dist[0])
