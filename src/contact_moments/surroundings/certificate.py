"""The certificate at the public address: until when it is valid, and why clients refuse it if they do.

It is checked as clients check it. Where the check fails, OpenSSL's own reason is told; nothing is asked a second time
without the check.
"""

import socket
import ssl
import time
from urllib.parse import urlsplit

from contact_moments.surroundings.findings import Finding, right, warning, wrong

SECONDS = 5.0  # for each step
SOON = 14  # days
_DAY = 24 * 3600

# Numbers of X509_V_ERR_… (openssl/x509_vfy.h).
_REFUSED = {
    9: "is not valid yet; set this machine's clock right, or get another certificate",
    10: "has ended, and every client refuses it; renew it, load it into the proxy, and see why it was not renewed",
    18: "is signed by itself, so no client trusts it; get one of a known authority, such as Let's Encrypt",
    19: "is of an authority that this machine does not know; install that authority here and on every client",
    20: "is of an authority that this machine does not know, or the proxy does not send the certificates between; give "
    "the proxy the full chain (fullchain.pem)",
    21: "comes without the certificates between it and its authority; give the proxy the full chain (fullchain.pem)",
    23: "was revoked; get another one",
    62: "is for another name; get one for this name",
    64: "is for another name; get one for this address",
}


def check_certificate(url: str) -> Finding | None:
    """What is found at an address of https; None at one of http. Raises `OSError` where nobody answers with TLS."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "https":
        return None
    try:
        ends = _end(parts.hostname or "", parts.port or 443)
    except ssl.SSLCertVerificationError as fault:
        reason = _REFUSED.get(fault.verify_code, f"is refused: {fault.verify_message}")
        return wrong(f"The certificate of {parts.netloc} {reason}")
    days = int((ends - time.time()) // _DAY)
    text = f"The certificate of {parts.netloc} is valid for {days} days more"
    if days < SOON:
        return warning(f"{text}; it should have been renewed by now: look at what renews it (certbot renew)")
    return right(text)


def _end(host: str, port: int) -> float:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as connection,
        context.wrap_socket(connection, server_hostname=host) as tls,
    ):
        certificate = tls.getpeercert() or {}
    return ssl.cert_time_to_seconds(str(certificate["notAfter"]))
