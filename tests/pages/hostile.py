"""Texts with which people have got markup and scripts into pages: 300, none with a line end, each unlike the others."""

import itertools

from contact_moments import catalogue
from contact_moments.model import ALL_SCOPES, Call, Grant, JsonObject
from contact_moments.register import Register
from contact_moments.relations.relations import add as add_relation

_SCRIPTS = (
    "alert(1)",
    "alert`1`",
    "top['al'+'ert'](1)",
    "eval(atob('YWxlcnQoMSk='))",
    "import('data:text/javascript,alert(1)')",
)
_MARKUP = (
    "<script>{0}</script>",
    "</script><script>{0}</script>",
    "<ScRiPt>{0}</sCrIpT>",
    "<img src=x onerror={0}>",
    "<svg onload={0}>",
    "<svg><script>{0}</script></svg>",
    "<body onload={0}>",
    "<iframe srcdoc='<script>{0}</script>'>",
    "<a href='javascript:{0}'>x</a>",
    "<form action='javascript:{0}'><button>x</button></form>",
    "<input autofocus onfocus={0}>",
    "<details open ontoggle={0}>x</details>",
    "<math><mtext><img src=x onerror={0}></mtext></math>",
    "<template><script>{0}</script></template>",
    "<div hx-get=/ hx-trigger=load hx-on:load='{0}'>x</div>",
    "<meta http-equiv=refresh content='0;javascript:{0}'>",
    "<base href='//evil.example/'>{0}",
    "<object data='javascript:{0}'></object>",
    "<style>@import 'javascript:{0}'</style>",
    "<link rel=stylesheet href='//evil.example/{0}'>",
)
_BREAKS = ("{0}", '">{0}', "'>{0}")
# Others than a script in markup: templates, spreadsheets, addresses, formats, directions of text, controls.
_OTHERS = (
    "{{7*7}}",
    "{% include 'sign_in.html' %}",
    "${{7*7}}",
    "#{7*7}",
    "{count}",
    "{0.__class__}",
    "%s%n",
    "=cmd|' /C calc'!A1",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "javascript:alert(1)",
    "//evil.example/",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=alert(1)",
    "\u202e<script>alert(1)</script>",
    "\u2066<b>x</b>\u2069",
    "\x1b[31mred",
    "<!-- x",
    "]]><script>alert(1)</script>",
    "+ADw-script+AD4-alert(1)",
)


def strings() -> list[str]:
    """All of them; each ends with a number of its own."""
    texts = [
        outer.format(markup.format(script)) for markup, script, outer in itertools.product(_MARKUP, _SCRIPTS, _BREAKS)
    ]
    texts = [*_OTHERS, *texts][:300]
    return [f"{text} {number}" for number, text in enumerate(texts)]


GRANT = Grant(None, frozenset(ALL_SCOPES), 2**60)
PHONE = "ContactMomentPhone"
MOST = 255  # characters of a name, and of a reference


def fill(register: Register, texts: list[str]) -> list[int]:
    """Store each text in every field of a moment of its own, and of what it names; returns the moments' ids."""
    return [_fill(register, number, text) for number, text in enumerate(texts, start=1)]


def _fill(register: Register, number: int, text: str) -> int:
    database = register.database
    add_relation(database, text[:MOST], "organisation" if number % 2 else "person", number)
    body: JsonObject = dict.fromkeys(
        ("subject", "contents", "reference", "direction", "outcome", "durationMinutes"), text
    )
    body["reference"] = text[:MOST]
    body |= {"senderId": number, "recipients": [number]}
    if number % 10 == 1:  # few, because forms offer all of them
        catalogue.put_action(database, number, text[:MOST])
        body |= {"tagIds": [catalogue.add_tag(database, text[:MOST])], "action_code": number}
    moment_id = register.registrar.register(Call(PHONE, body, GRANT, channel="page"))
    if number % 10 < 3:
        register.registrar.register(Call(PHONE, body | {"contactMomentId": moment_id, "outcome": f"{text}!"}, GRANT))
    return moment_id
