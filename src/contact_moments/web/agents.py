"""Which browser somebody uses, as far as its name tells: so that people know their sessions apart."""

# A name is that of the first row whose sign is there: Edge calls itself Chrome and Safari too.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str | None:
    """Such as `Firefox, Windows`; None where nothing is known."""
    known = [_first(agent, names) for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(one for one in known if one) or None


def _first(agent: str, names: dict[str, str]) -> str | None:
    return next((name for sign, name in names.items() if sign in agent), None)
