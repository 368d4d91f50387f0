"""The second factor: setting it up, changing and removing it, and the recovery codes."""

from itertools import groupby

from contact_moments.accounts import notices, own_account, second_factor
from contact_moments.accounts.emails import key_of
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.page_guard import SECOND_FACTOR, seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.web.requests import (
    attempt,
    cookie_headers,
    count_failure,
    hashing,
    session_of,
    tell_of_wrong_code,
    with_next,
)


class SetUp(PageData, frozen=True):
    """The secret for a telephone, as a picture (`path` in a square of `size`) and as text.

    `can_leave` is false where the role lets nobody go on without a second factor. `next` is where to go on.
    """

    next: str
    can_leave: bool
    secret: str
    path: str
    size: int
    failed: bool


class SecondFactor(PageData, frozen=True):
    """What can be done about the second factor. `failed` says that password or code was wrong.

    `is_signed_in` says that other pages are open too.
    """

    next: str
    has_one: bool
    is_asked: bool
    needs_password: bool
    codes_left: int
    is_signed_in: bool
    failed: bool


class RecoveryCodes(PageData, frozen=True):
    """Recovery codes, which are shown once, and then it goes on at `next`."""

    next: str
    codes: list[str]


def show(context: RequestContext) -> Response:
    """The secret that is being set up, or what can be done."""
    secret = own_account.new_secret(context.register.sessions, seen(context))
    return _show(context) if secret is None else _set_up_page(context, secret)


def change(context: RequestContext) -> Response:
    """Do what the button that was pressed says. All that changes how somebody signs in asks who it is."""
    form = forms.read(context)
    action = form.get("action", "")
    if action == "confirm":
        return _confirm(context, form.get("code", ""))
    if action == "begin" and not own_account.needs_password(context.register.sessions, seen(context)):
        return _begin(context, proven=False)
    work = {"begin": _begin, "cancel": _cancel, "remove": _remove, "codes": _renew_codes}.get(action)
    if work is None:
        raise InvalidInputError("Send the action: begin, confirm, cancel, remove or codes")
    return work(context) if action == "cancel" or _is_proven(context, form) else _show(context, failed=True)


def _is_proven(context: RequestContext, form: dict[str, str]) -> bool:
    register, person = context.register, session_of(context).person
    tried = attempt(context, "sign-in", key_of(person.email), "password", person.id)
    password, code = form.get("password", ""), form.get("code", "")
    with hashing(tried, is_known=True) as asker:
        wrong = own_account.wrong_in_proof(
            register.sessions, register.passwords, person.id, password, code, asker, seen(context)
        )
    if wrong is None:
        tried.succeeded()
        return True
    if wrong == "code":
        tell_of_wrong_code(context, person)
    count_failure(context, tried, wrong, person.id)
    return False


def _show(context: RequestContext, failed: bool = False) -> Response:
    own = _own(context)
    needs_password = own_account.needs_password(context.register.sessions, seen(context))
    data = SecondFactor(
        next=forms.read_next(context),
        has_one=own.account.has_second_factor,
        is_asked=own.needs_second_factor,
        needs_password=needs_password,
        codes_left=own.codes_left,
        is_signed_in=session_of(context).stage == "full",
        failed=failed,
    )
    return page(context, "second_factor.html", data, status=401 if failed else 200)


def _again(context: RequestContext, more_headers: HeaderList | None = None) -> Response:
    return see_other(with_next(SECOND_FACTOR, forms.read_next(context)), more_headers)


def _begin(context: RequestContext, proven: bool = True) -> Response:
    own_account.begin_second_factor(context.register.sessions, seen(context), proven)
    return _again(context)


def _cancel(context: RequestContext) -> Response:
    own_account.cancel_second_factor(context.register.sessions, seen(context))
    return _again(context)


def _confirm(context: RequestContext, code: str) -> Response:
    register = context.register
    secret = own_account.new_secret(register.sessions, seen(context))
    if secret is None:
        return _again(context)
    done = own_account.confirm_second_factor(register.sessions, code, seen(context))
    if done is None:
        return _set_up_page(context, secret, failed=True)
    _tell(context, "second_factor")
    return _codes_page(context, done.recovery_codes, cookie_headers(context, done.token))


def _remove(context: RequestContext) -> Response:
    token = own_account.remove_second_factor(context.register.sessions, seen(context))
    _tell(context, "second_factor")
    return _again(context, cookie_headers(context, token))


def _renew_codes(context: RequestContext) -> Response:
    codes = own_account.renew_recovery_codes(context.register.sessions, seen(context))
    _tell(context, "recovery_code")
    return _codes_page(context, codes, [])


def _codes_page(context: RequestContext, codes: list[str], more_headers: HeaderList) -> Response:
    data = RecoveryCodes(forms.read_next(context), codes)
    return page(context, "recovery_codes.html", data, more_headers=more_headers)


def _set_up_page(context: RequestContext, secret: str, failed: bool = False) -> Response:
    path, size = picture(second_factor.address_for(secret, session_of(context).person.email))
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    data = SetUp(forms.read_next(context), session_of(context).stage == "full", grouped, path, size, failed)
    return page(context, "set_up.html", data, status=422 if failed else 200)


def picture(text: str) -> tuple[str, int]:
    """A QR code (ISO/IEC 18004) as the path of an SVG picture, and the length of its sides with the quiet zone."""
    from segno import make

    border, steps = 4, []
    matrix = make(text, micro=False).matrix
    for y, row in enumerate(matrix):
        x = 0
        for dark, cells in groupby(row):
            length = len(list(cells))
            if dark:
                steps.append(f"M{x + border} {y + border}h{length}v1h-{length}z")
            x += length
    return "".join(steps), len(matrix) + 2 * border


def _own(context: RequestContext) -> own_account.Own:
    return own_account.find(context.register.database, session_of(context).person.id)


def _tell(context: RequestContext, notice: notices.Notice) -> None:
    notices.tell(context.register.settings, _own(context).account, notice)
