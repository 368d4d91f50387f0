"""schemathesis on a server: hundreds of requests made from the description, every answer held against it.

Its checks: no 5xx, statuses, media types, bodies and headers as documented, ill-formed requests and unknown methods
refused, `Allow` right, no answer without a valid token. `test_exploration` proves that they see what is wrong.
"""

from collections import Counter
from typing import Any

import schemathesis
from hypothesis import strategies
from requests import PreparedRequest, Session
from schemathesis.core.failures import FailureGroup
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.in_process import new_session
from tests.support import VENDOR, Json

# Of what `q` takes, the description can say the sizes, but not which texts have a letter or a digit.
schemathesis.openapi.format("words", strategies.from_regex(r"[A-Za-z0-9][\w \"'-]{0,40}", fullmatch=True))


def only(document: Json, path: str, method: str) -> Json:
    """The document with one operation."""
    return document | {"paths": {path: {method: document["paths"][path][method]}}}


def with_bearer(document: Json) -> Json:
    """The document with a plain bearer token for the OAuth scheme, on which schemathesis has no checks."""
    components = document["components"] | {"securitySchemes": {"oauth2": {"type": "http", "scheme": "bearer"}}}
    return document | {"components": components}


def as_client(token: str, accept: str = VENDOR) -> dict[str, str]:
    """The headers of a client of the API."""
    return {"Authorization": f"Bearer {token}", "Accept": accept}


@schemathesis.check
def media_type_to_the_letter(_: Any, response: schemathesis.Response, case: schemathesis.Case[Any]) -> None:
    """schemathesis compares media types without their parameters; `version=1` is part of the promise."""
    assert isinstance(case.operation.schema, OpenApiSchema)
    if response.request.method == "OPTIONS":
        return
    documented = case.operation.schema.get_content_types(case.operation, response)
    given = response.headers.get("content-type", [""])[0]
    assert not documented or given in documented, f"{given} is not one of {documented}"


# Bodies of JSON lines, of which schemathesis knows nothing.
_LINES = [b'{"externalId":"crm-1","name":"Ann"}\n{"id":42}\n', b"{", b"\n", b""]
schemathesis.openapi.media_type("application/jsonl", strategies.sampled_from(_LINES))


@schemathesis.serializer("application/jsonl")
def as_sent(_: Any, value: Any) -> bytes:
    """Such a body as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


# As schemathesis has them; what is wrong and also too long is refused for its length (413, 414, 431).
REFUSED = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431, "5xx"]
_SENDING = [schemathesis.checks.ignored_auth]


class Exploration:
    """What came of running schemathesis: how many cases, what was answered, and every failure as a line."""

    def __init__(
        self,
        document: Json,
        address: str,
        headers: dict[str, str],
        *,
        well_formed: bool = False,
        by_chance: bool = True,
    ) -> None:
        """Run every check on every operation, the same cases each time; or a few well-formed requests only.

        Half of the cases are by chance. The others try each limit of each parameter, within and beyond.
        """
        self.cases = 0
        self.limits: list[tuple[schemathesis.Case[Any], PreparedRequest]] = []
        self.answered: Counter[tuple[str, int]] = Counter()
        self.failures: list[str] = []
        self.headers, self.address = headers, address
        settings = {
            "base-url": address,
            "headers": headers,
            "generation": {
                "deterministic": True,
                "database": "none",
                "max-examples": 5 if well_formed else 8,
                "mode": "positive" if well_formed else "all",
            },
            "phases": {
                "coverage": {"enabled": not well_formed},
                "fuzzing": {"enabled": by_chance},
                "stateful": {"enabled": False},
            },
            # Which relations there are, and which days a month has, no schema can say.
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": REFUSED},
            },
            "continue-on-failure": True,
            "cache": {"enabled": False},
        }
        config = schemathesis.Config.from_dict(settings)
        for event in from_schema(schemathesis.openapi.from_dict(with_bearer(document), config=config)).execute():
            self._take(event)

    def _take(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.ScenarioFinished):
            self._record(event.recorder)
        elif isinstance(event, events.NonFatalError):
            self.failures.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            self.failures.append(repr(event.exception))

    def _record(self, recorder: ScenarioRecorder) -> None:
        self.cases += len(recorder.cases)
        for key, one in recorder.interactions.items():
            case = recorder.cases[key].value
            if one.response and case.meta is not None and case.meta.phase.name == TestPhase.COVERAGE:
                self.limits.append((case, one.response.request))
            # Methods that the operation does not have are tried as well, under its name.
            if one.response and recorder.label.startswith(f"{one.request.method} "):
                self.answered[recorder.label, one.response.status_code] += 1
        for check in (check for checks in recorder.checks.values() for check in checks):
            if check.failure_info is not None:
                failure = check.failure_info
                self.failures.append(f"{recorder.label}: {failure.failure.message}\n{failure.code_sample}")


class Repeated:
    """What came of sending the limits of an exploration once more: making them takes five times as long."""

    def __init__(self, first: Exploration, address: str, headers: dict[str, str]) -> None:
        """Send each with other headers of the client, perhaps to another server, and run the checks on the answer.

        Those that send requests of their own, by sockets, were run before: none depends on media type or engine.
        """
        self.cases = 0
        self.answered: Counter[tuple[str, int]] = Counter()
        self.failures: list[str] = []
        self._changed = [(name, first.headers[name], value) for name, value in headers.items()]
        self._from, self._address, self._headers = first.address, address, headers
        with new_session() as session:
            for case, request in first.limits:
                self._repeat(session, case, request)

    def _repeat(self, session: Session, case: schemathesis.Case[Any], before: PreparedRequest) -> None:
        request = before.copy()
        assert request.url is not None
        request.url = request.url.replace(self._from, self._address, 1)
        for name, old, new in self._changed:
            # A case of another token or media type keeps it.
            if request.headers.get(name) == old:
                request.headers[name] = new
        answer = session.send(request, allow_redirects=False, timeout=30)
        self.cases += 1
        self.answered[case.operation.label, answer.status_code] += 1
        try:
            case.validate_response(answer, headers=self._headers, excluded_checks=_SENDING)
        except FailureGroup as failures:
            self.failures.append(f"{case.operation.label}: {failures}")
