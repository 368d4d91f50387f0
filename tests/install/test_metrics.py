"""The figures, the alerts and the dashboard as Prometheus has them: checked by its own program, `promtool`."""

import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from contact_moments.metrics.catalogue import ALL
from tests.support import PHONE, RECIPIENT, SENDER, Installation, free_port

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]

ROOT = Path(__file__).parent.parent.parent
PROMTOOL = ROOT / ".venv" / "promtool" / "bin" / "promtool"
ALERTS, DASHBOARD = ROOT / "deploy" / "alerts.yaml", ROOT / "deploy" / "grafana.json"
# What Prometheus itself knows of each server, and what a histogram has.
OF_PROMETHEUS = {"up"}
ENDS = ("_bucket", "_count", "_sum")

Json = dict[str, Any]

A, OF_A = 'instance="a"', {"instance": "a"}
HOURS = 29
# What is seen only after a day.
LONG = ("ContactMomentsNeverBackedUp", "ContactMomentsNoBackup", "ContactMomentsParked")
# For each alert: series that make it fire, as promtool writes them, and the labels that it then has besides severity.
FIRING: dict[str, tuple[dict[str, str], Json]] = {
    "ContactMomentsDown": ({f'up{{job="contact-moments", {A}}}': "0x1800"}, {"job": "contact-moments"}),
    "ContactMomentsNotReady": ({f"contact_moments_ready{{{A}}}": "0x1800"}, {}),
    "ContactMomentsNoWorkers": ({f"contact_moments_workers{{{A}}}": "0x1800"}, {}),
    "ContactMomentsWorkersEnd": ({f"contact_moments_worker_replacements_total{{{A}}}": "0+1x1800"}, {}),
    "ContactMomentsErrors": (
        {
            f'contact_moments_requests_total{{{A}, status="200"}}': "0+54x1800",
            f'contact_moments_requests_total{{{A}, status="500"}}': "0+6x1800",
        },
        {},
    ),
    "ContactMomentsSlow": (
        {
            f'contact_moments_request_duration_seconds_bucket{{{A}, route="/", le="2.5"}}': "0+54x1800",
            f'contact_moments_request_duration_seconds_bucket{{{A}, route="/", le="5.0"}}': "0+60x1800",
            f'contact_moments_request_duration_seconds_bucket{{{A}, route="/", le="+Inf"}}': "0+60x1800",
        },
        {},
    ),
    "ContactMomentsShedding": (
        {f'contact_moments_shed_total{{{A}, reason="overloaded"}}': "0+60x1800"},
        {"reason": "overloaded"},
    ),
    "ContactMomentsNoBackup": ({f"contact_moments_last_backup_timestamp_seconds{{{A}}}": "0x1800"}, {}),
    "ContactMomentsNeverBackedUp": ({f"contact_moments_database_up{{{A}}}": "1x1800"}, {}),
    "ContactMomentsDiskFills": (
        {
            f"contact_moments_disk_free_bytes{{{A}}}": "5e9x1800",
            f"contact_moments_database_size_bytes{{{A}}}": "6e9x1800",
        },
        {},
    ),
    "ContactMomentsLogGrows": ({f"contact_moments_wal_size_bytes{{{A}}}": "5e8x1800"}, {}),
    "ContactMomentsParked": ({f"contact_moments_parked{{{A}}}": "3x1800"}, {}),
    "ContactMomentsSignInFailures": (
        {f'contact_moments_sign_in_failures_total{{{A}, what="password"}}': "0+6x1800"},
        {"what": "password"},
    ),
    "ContactMomentsClock": ({f"contact_moments_clock_timestamp_seconds{{{A}}}": "60+60x1800"}, {}),
}
DISK = "ContactMomentsDiskFills"
# More of the disk: what is free from minute to minute, with a database of 100 MB, and whether somebody should look.
FREE = {
    "full in two days": ("15000000000-5000000x200", True),
    "full in a week, by the rate of now": ("15000000000-1400000x200", False),
    "full in two days, and a large disk": ("300000000000-100000000x200", False),
    "less than 500 MB": ("400000000x200", True),
    "as much as is usual": ("3000000000x200", False),
}
# A server with which all is well: it answers, somebody mistypes now and then, and a backup is made every day.
WELL = {
    f'up{{job="contact-moments", {A}}}': "1x1800",
    f"contact_moments_ready{{{A}}}": "1x1800",
    f"contact_moments_database_up{{{A}}}": "1x1800",
    f"contact_moments_workers{{{A}}}": "2x1800",
    f"contact_moments_worker_replacements_total{{{A}}}": "0x900 1x900",
    f'contact_moments_requests_total{{{A}, status="200"}}': "0+600x1800",
    f'contact_moments_requests_total{{{A}, status="503"}}': "0+1x1800",
    f'contact_moments_request_duration_seconds_bucket{{{A}, route="/", le="0.1"}}': "0+600x1800",
    f'contact_moments_request_duration_seconds_bucket{{{A}, route="/", le="+Inf"}}': "0+601x1800",
    f'contact_moments_shed_total{{{A}, reason="overloaded"}}': "0+1x1800",
    f"contact_moments_last_backup_timestamp_seconds{{{A}}}": "0x1440 86400x360",
    f"contact_moments_disk_free_bytes{{{A}}}": "2e10x1800",
    f"contact_moments_database_size_bytes{{{A}}}": "1e9x1800",
    f"contact_moments_wal_size_bytes{{{A}}}": "4e6x1800",
    f"contact_moments_parked{{{A}}}": "0x900 3x300 0x600",
    f'contact_moments_sign_in_failures_total{{{A}, what="password"}}': "0+1x1800",
    f"contact_moments_clock_timestamp_seconds{{{A}}}": "1+60x1800",
}


def promtool(*words: str | Path, text: str | None = None) -> str:
    """Run it; returns what it says. Fails where it finds something."""
    assert PROMTOOL.exists(), "promtool is missing; make .venv/promtool/stamp brings it"
    done = subprocess.run([PROMTOOL, *words], input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def rules() -> list[Json]:
    """The alerts."""
    found: list[Json] = yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]
    return found


def expressions() -> list[str]:
    """What the dashboard asks Prometheus, with values for Grafana's variables."""
    panels = json.loads(DASHBOARD.read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    return [one.replace("$__rate_interval", "5m").replace("$instance", ".*") for one in asked]


def test_what_a_server_tells(registered: Installation) -> None:
    """A server's figures are what Prometheus can read, with names and texts as its makers advise."""
    registered.add_relations(SENDER, RECIPIENT)
    port = free_port()
    with registered.serving("--workers", "2", METRICS_PORT=str(port)) as server:
        api = server.api()
        body = {"subject": "A call", "senderId": SENDER, "recipients": [RECIPIENT], "contents": "A good call"}
        api.call("POST", PHONE, json=body)
        api.get()
        api.call("GET", "/nothing")
        deadline = time.monotonic() + 15
        # Workers note requests a few times a second.
        while 'status="404"' not in (text := requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text):
            assert time.monotonic() < deadline
            time.sleep(0.2)

    assert promtool("check", "metrics", text=text) == ""
    assert text.count("contact_moments_requests_total{") >= 3


def test_alerts_can_be_loaded() -> None:
    """The rules, and the templates in their texts, are ones that Prometheus can load."""
    assert f"{len(rules())} rules found" in promtool("check", "rules", ALERTS)


def test_what_the_dashboard_asks(tmp_path: Path) -> None:
    """Whatever the dashboard asks is a question that Prometheus understands."""
    asked = [{"record": f"panel:{number}", "expr": one} for number, one in enumerate(expressions())]
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": asked}]}))

    assert f"{len(asked)} rules found" in promtool("check", "rules", file)


def test_every_figure_that_is_asked_for_exists() -> None:
    """Dashboard and alerts ask for figures that a server tells."""
    known = {one.full_name for one in ALL} | OF_PROMETHEUS
    known |= {one.full_name + end for one in ALL if one.kind == "histogram" for end in ENDS}
    asked = " ".join([*expressions(), *(one["expr"] for one in rules())])

    assert {name for name in re.findall(r"contact_moments_\w+", asked) if name not in known} == set()


def test_every_alert_is_tried() -> None:
    """There is a case for each alert."""
    assert [one["alert"] for one in rules()] == list(FIRING)


def test_each_alert_fires_when_it_should(tmp_path: Path) -> None:
    """Each alert fires for a server that needs it, and is silent for one with which all is well."""
    severities = {one["alert"]: {"severity": one["labels"]["severity"]} for one in rules()}
    tests = [
        trial(HOURS, WELL, dict.fromkeys(FIRING, None)),
        # What needs a day is tried apart: all the others would be looked at for as long.
        *(
            trial(
                hours,
                {name: values for one in names for name, values in FIRING[one][0].items()},
                {one: FIRING[one][1] | severities[one] for one in names},
            )
            for hours, names in ((2, sorted(FIRING.keys() - LONG)), *((HOURS, [one]) for one in LONG))
        ),
    ]
    assert "SUCCESS" in tried(tests, tmp_path)


@pytest.mark.parametrize(("free", "fires"), FREE.values(), ids=FREE)
def test_when_a_disk_fills(free: str, fires: bool, tmp_path: Path) -> None:
    """The disk is told of when it will be full in three days, or has less than 500 MB; a large one only then."""
    series = {
        f"contact_moments_disk_free_bytes{{{A}}}": free,
        f"contact_moments_database_size_bytes{{{A}}}": "100000000x200",
    }

    assert "SUCCESS" in tried([trial(2, series, {DISK: {"severity": "warning"} if fires else None})], tmp_path)


def test_what_takes_a_day_survives_a_restart(tmp_path: Path) -> None:
    """An alert for what goes on for a day fires although the server is restarted, or slow to answer, in between."""
    now_and_then = {
        "ContactMomentsParked": {
            f"contact_moments_parked{{{A}}}": "3x300 stale _x5 3x300 stale _x5 3x300 stale _x5 3x900"
        },
        "ContactMomentsNeverBackedUp": {
            f"contact_moments_database_up{{{A}}}": "1x300 0x5 1x300 stale _x5 1x300 stale _x5 1x900",
            f"contact_moments_parked{{{A}}}": "0x1800",
        },
    }
    severities = {one["alert"]: {"severity": one["labels"]["severity"]} for one in rules()}

    trials = [trial(HOURS, series, {name: severities[name]}) for name, series in now_and_then.items()]
    assert "SUCCESS" in tried(trials, tmp_path)


def test_a_backup_that_is_not_told_for_a_moment(tmp_path: Path) -> None:
    """Where the database does not answer now and then, backups that are known are not forgotten."""
    series = WELL | {
        f"contact_moments_last_backup_timestamp_seconds{{{A}}}": "0x700 stale _x5 0x733 stale _x5 86400x360"
    }

    assert "SUCCESS" in tried([trial(HOURS, series, {"ContactMomentsNeverBackedUp": None})], tmp_path)


def tried(tests: list[Json], folder: Path) -> str:
    """What promtool says of trials of the alerts."""
    # Their texts have values in them, so they are left out here: `check rules` looks at them.
    bare = [{key: value for key, value in one.items() if key != "annotations"} for one in rules()]
    (folder / "rules.yaml").write_text(yaml.safe_dump({"groups": [{"name": "alerts", "rules": bare}]}))
    whole = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": tests}
    (folder / "tests.yaml").write_text(yaml.safe_dump(whole))
    return promtool("test", "rules", folder / "tests.yaml")


def trial(hours: int, series: dict[str, str], expected: dict[str, Json | None]) -> Json:
    """A trial for promtool: at the end, alerts fire with these labels, or with None are silent."""
    tests = [
        {"eval_time": f"{hours}h", "alertname": alert, "exp_alerts": [{"exp_labels": labels | OF_A}] if labels else []}
        for alert, labels in expected.items()
    ]
    given = [{"series": name, "values": values} for name, values in series.items()]
    return {"interval": "1m", "input_series": given, "alert_rule_test": tests}
