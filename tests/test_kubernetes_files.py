"""The files for Kubernetes agree with the image, with the settings, and with each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from contact_moments import __version__
from contact_moments.settings import DEFAULTS
from tests.test_container_files import DEPLOY, NAMES, Json, image_settings, instructions

KUBERNETES = [DEPLOY / "kubernetes" / "sqlite.yaml", DEPLOY / "kubernetes" / "postgresql.yaml"]

by_kubernetes = pytest.mark.parametrize("file", KUBERNETES, ids=lambda path: path.name)


def objects(file: Path) -> dict[str, Json]:
    """The objects of a file for Kubernetes by their kind and name."""
    return {f"{one['kind']} {one['metadata']['name']}": one for one in yaml.safe_load_all(file.read_text())}


def template(file: Path) -> Json:
    """What the Deployment says of its pods: their labels and more."""
    return objects(file)["Deployment contact-moments"]["spec"]["template"]


def pod(file: Path) -> Json:
    """What is in the pods of the Deployment."""
    return template(file)["spec"]


def job_template(file: Path) -> Json | None:
    """The same as `template` of the job that makes backups, where there is one."""
    job = objects(file).get("CronJob contact-moments-backup")
    return job and job["spec"]["jobTemplate"]["spec"]["template"]


def pods(file: Path) -> list[Json]:
    """What is in each kind of pod."""
    return [one["spec"] for one in (template(file), job_template(file)) if one]


def containers_of(one: Json) -> list[Json]:
    """The containers of a pod, those that come first included."""
    return [*one.get("initContainers", []), *one["containers"]]


def containers(file: Path) -> Iterator[Json]:
    """The containers of all pods."""
    for one in pods(file):
        yield from containers_of(one)


@by_kubernetes
def test_kubernetes_has_the_version_of_the_program(file: Path) -> None:
    """Every container is of one image, which has the version of the program."""
    assert {one["image"] for one in containers(file)} == {f"registry.example.org/contact-moments:{__version__}"}


@by_kubernetes
def test_kubernetes_sets_settings_that_there_are(file: Path) -> None:
    """Every setting in a file for Kubernetes is one of the program's; a `_FILE` is below the folder of the secret."""
    settings = objects(file)["ConfigMap contact-moments"]["data"]

    assert set(settings) <= NAMES
    for one in containers(file):
        assert one["envFrom"] == [{"configMapRef": {"name": "contact-moments"}}]
        (secrets,) = [mount["mountPath"] for mount in one["volumeMounts"] if mount["name"] == "secrets"]
        assert all(text.startswith(f"{secrets}/") for name, text in settings.items() if name.endswith("_FILE"))


@by_kubernetes
def test_kubernetes_gives_no_rights(file: Path) -> None:
    """The pods have the user of the image, no capability, the usual filter of system calls and no token."""
    user = int(instructions("USER")[0].partition(":")[0])

    for one in pods(file):
        context = one["securityContext"]
        assert context["runAsNonRoot"] is True
        assert {context[name] for name in ("runAsUser", "runAsGroup", "fsGroup")} == {user}
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}
        assert (one["automountServiceAccountToken"], one["enableServiceLinks"]) == (False, False)
    for one in containers(file):
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert one["resources"]["limits"]["memory"]


@by_kubernetes
def test_kubernetes_asks_the_port_of_the_image(file: Path) -> None:
    """Probes, service and network policy are about the image's port, and the paths are those of the health checks."""
    found, port = objects(file), int(instructions("EXPOSE")[0])
    register = pod(file)["containers"][0]

    assert register["ports"] == [{"name": "http", "containerPort": port}]
    probes = [register[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")]
    assert [probe["path"] for probe in probes] == ["/health/live", "/health/live", "/health/ready"]
    assert {probe["port"] for probe in probes} == {"http"}
    assert found["Service contact-moments"]["spec"]["ports"] == [{"name": "http", "port": port, "targetPort": "http"}]
    (allowed,) = found["NetworkPolicy contact-moments"]["spec"]["ingress"]
    assert allowed["ports"] == [{"protocol": "TCP", "port": port}]


@by_kubernetes
def test_kubernetes_finds_its_pods(file: Path) -> None:
    """Whatever chooses pods chooses those of the Deployment, and every volume that is mounted is there."""
    found = objects(file)
    labels = template(file)["metadata"]["labels"]
    chosen = [
        found["Deployment contact-moments"]["spec"]["selector"]["matchLabels"],
        found["Service contact-moments"]["spec"]["selector"],
        found["NetworkPolicy contact-moments"]["spec"]["podSelector"]["matchLabels"],
    ]

    assert chosen == [labels] * 3
    for one in pods(file):
        volumes = {volume["name"] for volume in one["volumes"]}
        for each in containers_of(one):
            assert {mount["name"] for mount in each["volumeMounts"]} == volumes
    claims = {claim for one in pods(file) for claim in claims_of(one).values()}
    assert claims == {name.split()[1] for name in found if name.startswith("PersistentVolumeClaim")}


def claims_of(one: Json) -> dict[str, str]:
    """The disks of a pod: the claim by the name of the volume."""
    disks = [volume for volume in one["volumes"] if "persistentVolumeClaim" in volume]
    return {volume["name"]: volume["persistentVolumeClaim"]["claimName"] for volume in disks}


@by_kubernetes
def test_kubernetes_has_a_disk_for_backups(file: Path) -> None:
    """What makes backups makes them in the image's folder for them, which is a disk there."""
    folder = image_settings()["CONTACT_MOMENTS_BACKUP_FOLDER"]
    makers = [(one, each) for one in pods(file) for each in one["containers"] if each["name"] == "backup"]
    ((one, backup),) = makers

    assert folder in " ".join(backup["args"])
    (volume,) = [mount["name"] for mount in backup["volumeMounts"] if mount["mountPath"] == folder]
    assert volume in claims_of(one)


def test_the_job_gets_no_requests() -> None:
    """Neither the service nor the disruption budget counts the job's pods; a policy of its own lets nobody reach it."""
    found, made = objects(KUBERNETES[1]), job_template(KUBERNETES[1])
    assert made is not None
    labels = made["metadata"]["labels"]

    assert labels != template(KUBERNETES[1])["metadata"]["labels"]
    policy = found["NetworkPolicy contact-moments-backup"]["spec"]
    assert policy["podSelector"]["matchLabels"] == labels
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in policy
    server = found["NetworkPolicy contact-moments"]["spec"]["egress"]
    database = {"protocol": "TCP", "port": 5432}
    assert all(any(database in rule["ports"] for rule in rules) for rules in (server, policy["egress"]))


@by_kubernetes
def test_kubernetes_stops_in_time(file: Path) -> None:
    """A pod has the seconds in which requests finish, and those of `preStop`, before it is killed."""
    register = pod(file)["containers"][0]
    waits = int(register["lifecycle"]["preStop"]["exec"]["command"][1])

    assert pod(file)["terminationGracePeriodSeconds"] > DEFAULTS["stop_timeout"] + waits


def test_the_pod_that_restores() -> None:
    """It has the disks, settings and rights of what runs before the server, and gets no requests."""
    (found,) = yaml.safe_load_all((DEPLOY / "kubernetes" / "restore.yaml").read_text())
    server = pod(KUBERNETES[0])
    (migrate,) = server["initContainers"]
    (restore,) = found["spec"]["containers"]

    same = ("volumes", "securityContext", "automountServiceAccountToken", "enableServiceLinks")
    assert {name: found["spec"][name] for name in same} == {name: server[name] for name in same}
    assert restore == {**migrate, "name": "restore", "args": restore["args"]}
    assert restore["args"][:2] == ["restore", "--yes"]
    assert found["spec"]["restartPolicy"] == "Never"
    assert found["metadata"]["labels"] != template(KUBERNETES[0])["metadata"]["labels"]


def test_one_server_on_sqlite_and_several_on_postgresql() -> None:
    """On SQLite there is never a second server, not even during an upgrade; on PostgreSQL one is always ready."""
    sqlite, postgresql = (objects(file)["Deployment contact-moments"]["spec"] for file in KUBERNETES)

    assert (sqlite["replicas"], sqlite["strategy"]) == (1, {"type": "Recreate"})
    assert postgresql["replicas"] > 1
    assert postgresql["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
