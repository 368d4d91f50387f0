"""The containers that make a backup every day, of compose and of Kubernetes: what they run is run here."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import Installation
from tests.test_container_files import COMPOSE, KUBERNETES, image_settings, pod, services

ON_SQLITE = KUBERNETES[0]  # on PostgreSQL the pods have no disk


def command_of(file: Path) -> list[str]:
    """What the container runs."""
    if file in COMPOSE:
        one = services(file)["backup"]
        assert one["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        return [*one["entrypoint"], *(word.replace("$$", "$") for word in one["command"])]
    (one,) = [one for one in pod(file)["containers"] if one["name"] == "backup"]
    return [*one["command"], *one["args"]]


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("file", [*COMPOSE, ON_SQLITE], ids=lambda path: path.name)
def test_a_backup_every_day(file: Path, registered: Installation, tmp_path: Path) -> None:
    """There is one at once, in the volume, and old ones are removed; SIGTERM ends it, also while it waits."""
    shell, option, script = command_of(file)
    folder = image_settings()["CONTACT_MOMENTS_BACKUP_FOLDER"]
    assert f"--to {folder} --keep " in script
    assert "sleep 86400 & wait" in script
    volume, programs = tmp_path / "volume", tmp_path / "bin"
    for made in (volume, programs):
        made.mkdir()
    (programs / "contact-moments").symlink_to(Path(sys.prefix) / "bin" / "contact-moments")
    (programs / "sleep").write_text('#!/bin/sh\necho waits\nexec /bin/sleep "$1"\n')
    (programs / "sleep").chmod(0o755)
    with subprocess.Popen(
        [shell, option, script.replace(folder, str(volume))],
        cwd=registered.folder,
        env={**registered.environment(), "PATH": f"{programs}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as waiting:
        try:
            assert waiting.stdout is not None
            said = [waiting.stdout.readline() for _ in range(2)]
            waiting.terminate()
            waiting.wait(timeout=5)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(waiting.pid, signal.SIGKILL)

    assert said[0].startswith(f"Backed up to {volume}/contact-moments-")
    assert (said[1], waiting.returncode) == ("waits\n", 0)
