"""The security headers of every page: what a browser must not do with it."""

from contact_moments.http_server.messages import HeaderList

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action {forms}; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types pages"
)
_ALWAYS: HeaderList = [
    # Not `no-referrer`: with that, browsers send `Origin: null`, and nobody could tell where a form came from.
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
]


def of(form_action: str | None = None) -> HeaderList:
    """The headers of a page. Its forms lead to this server, and by redirects also to the origin `form_action`."""
    forms = f"'self' {form_action}" if form_action else "'self'"
    return [("content-security-policy", _POLICY.format(forms=forms)), *_ALWAYS]
