"""Attacks on OAuth that RFC 9700 lists, one row each: its section, and what an attacker does."""

import pytest

from contact_moments.model import EDIT
from tests.oauth.attacks import (
    EVIL,
    Attack,
    adds_scope_to_the_form,
    asks_for_more_than_registered,
    asks_for_what_only_people_may,
    by_a_link,
    by_head,
    changes_the_challenge,
    client_as_a_person,
    code_by_get,
    cookie_in_the_api,
    error_goes_to_the_client,
    fetches_an_address,
    finds_clients,
    fixes_a_session,
    framed,
    guesses_after_a_wrong_verifier,
    injects_a_code,
    is_told_on_a_page,
    kept_by_a_cache,
    leaks_by_referrer,
    leaves_pkce_out,
    mixes_up_servers,
    other_host,
    other_site,
    redeems_as_another_client,
    redeems_for_another_address,
    redeems_without_the_secret,
    refreshes_as_another_client,
    refreshes_for_more,
    refuses_address,
    repeats_the_form,
    revokes_of_others,
    scans_tokens,
    scripted,
    secret_in_the_address,
    splits_the_answer,
    steals_a_refresh_token,
    token_in_the_address,
    token_on_a_page,
    too_long,
    twice,
    uses_a_code_twice,
    uses_an_old_code,
)
from tests.oauth.house import REDIRECT, House, challenge_of

ATTACKS: dict[str, Attack] = {
    # §4.1: redirect addresses.
    "4.1 another host": refuses_address(EVIL),
    "4.1 a longer path": refuses_address(f"{REDIRECT}/evil"),
    "4.1 a path that goes up": refuses_address(f"{REDIRECT}/../../evil"),
    "4.1 a host that begins alike": refuses_address("https://crm.example.org.evil.example/signed-in"),
    "4.1 a name of a user": refuses_address("https://crm.example.org@evil.example/signed-in"),
    "4.1 a backslash": refuses_address("https://evil.example\\@crm.example.org/signed-in"),
    "4.1 another scheme": refuses_address("http://crm.example.org/signed-in"),
    "4.1 a script": refuses_address("javascript:alert(1)//crm.example.org/signed-in"),
    "4.1 a query": refuses_address(f"{REDIRECT}?next=//evil.example"),
    "4.1 a fragment": refuses_address(f"{REDIRECT}#"),
    "4.1 a line end": refuses_address(f"{REDIRECT}\r\nLocation: {EVIL}"),
    "4.1 no scheme": refuses_address("//evil.example/signed-in"),
    "4.1 empty, and two are registered": refuses_address("", REDIRECT, "https://other.example.org/in"),
    "4.1 another port of one's own machine": refuses_address(
        "http://localhost:1/in", "http://localhost/in", public=True
    ),
    "4.1 the address twice": is_told_on_a_page(
        f"response_type=code&client_id={{client}}&redirect_uri={REDIRECT}&redirect_uri={EVIL}"
    ),
    "4.1 the address twice, the right one last": is_told_on_a_page(
        f"response_type=code&client_id={{client}}&redirect_uri={EVIL}&redirect_uri={REDIRECT}"
    ),
    "4.1 the client twice, the right one last": is_told_on_a_page(
        f"response_type=code&client_id=x&client_id={{client}}&redirect_uri={REDIRECT}"
    ),
    "4.1 the address by both names": is_told_on_a_page(
        f"response_type=code&client_id={{client}}&redirect_uri={REDIRECT}&redirect_url={EVIL}"
    ),
    "4.1 the client twice": is_told_on_a_page(
        f"response_type=code&client_id={{client}}&client_id=x&redirect_uri={EVIL}"
    ),
    "4.1 an unknown client": is_told_on_a_page(f"response_type=code&client_id=x&redirect_uri={EVIL}"),
    "4.1 no client": is_told_on_a_page(f"response_type=code&redirect_uri={EVIL}"),
    "4.1 a client with a NUL": is_told_on_a_page(f"response_type=code&client_id=%00&redirect_uri={EVIL}"),
    "4.1 no UTF-8": is_told_on_a_page(f"response_type=code&client_id={{client}}&state=%ff&redirect_uri={REDIRECT}"),
    "4.1.3 another address in the token call": redeems_for_another_address,
    # §2.1.2: the implicit grant and others.
    "2.1.2 response_type=token": error_goes_to_the_client("unsupported_response_type", response_type="token"),
    "2.1.2 both": error_goes_to_the_client("unsupported_response_type", response_type="code token"),
    "2.1.2 markup": error_goes_to_the_client("unsupported_response_type", response_type='"\\é'),
    "2.1.2 none": error_goes_to_the_client("invalid_request", response_type=None),
    "2.1.2 in a fragment": error_goes_to_the_client("invalid_request", response_mode="fragment"),
    "4.11 the state twice": twice("state", "x"),
    "4.11 the scope twice": twice("scope", EDIT),
    "4.11 the challenge twice": twice("code_challenge", challenge_of("x")),
    # §2.1.1 and §4.8: PKCE.
    "2.1.1 a public client without it": error_goes_to_the_client(
        "invalid_request", code_challenge=None, code_challenge_method=None
    ),
    "2.1.1 plain": error_goes_to_the_client("invalid_request", code_challenge_method="plain"),
    "2.1.1 no method, which means plain": error_goes_to_the_client("invalid_request", code_challenge_method=None),
    "2.1.1 a method without a challenge": error_goes_to_the_client("invalid_request", code_challenge=None),
    "2.1.1 a short challenge": error_goes_to_the_client("invalid_request", code_challenge="x"),
    "2.1.1 a line end after it": error_goes_to_the_client("invalid_request", code_challenge=challenge_of("x") + "\n"),
    "4.8 taken out of the request": leaves_pkce_out,
    "4.5 another verifier": injects_a_code,
    "4.5 many verifiers": guesses_after_a_wrong_verifier,
    "4.5 another challenge": changes_the_challenge,
    "4.5 another client's code": redeems_as_another_client,
    # §4.2 and §4.3: leaks.
    "4.2 by the referrer": leaks_by_referrer,
    "4.2.4 a code twice": uses_a_code_twice,
    "4.2.4 an old code": uses_an_old_code,
    "4.3.2 a token in the address": token_in_the_address,
    "4.3.2 a secret in the address": secret_in_the_address,
    "4.3.2 a token call by GET": code_by_get,
    "4.2 a cache": kept_by_a_cache,
    # §4.4: mix-up.
    "4.4 whose answer": mixes_up_servers,
    # §4.7: CSRF.
    "4.7 a form elsewhere": other_site(Sec_Fetch_Site="cross-site", Origin="https://evil.example"),
    "4.7 a form on a sister site": other_site(Sec_Fetch_Site="same-site"),
    "4.7 a form without an origin": other_site(Origin="null"),
    "4.7 neither header": other_site(),
    "4.7 one header says otherwise": other_site(Sec_Fetch_Site="same-origin", Origin="https://evil.example"),
    "4.7 by a link": by_a_link,
    "4.7 somebody else's session": fixes_a_session,
    "4.7 by HEAD": by_head,
    # §4.11 and §4.12: redirects.
    "4.12 the form goes on": repeats_the_form,
    "4.11 more headers": splits_the_answer,
    "4.11 a request by reference": fetches_an_address,
    "4.11 a request that is too long": too_long,
    "4.10 another host": other_host,
    # §4.14: refresh tokens.
    "4.14 a stolen one": steals_a_refresh_token,
    "4.14 another client's": refreshes_as_another_client,
    "4.14 for more": refreshes_for_more,
    # §2.3, §2.5 and §4.15: privileges and clients.
    "2.3 more than registered": asks_for_more_than_registered,
    "2.3 what only people may": asks_for_what_only_people_may,
    "2.3 more than the role": adds_scope_to_the_form,
    "2.5 without the secret": redeems_without_the_secret,
    "2.5 which clients there are": finds_clients,
    "4.15 a client as a person": client_as_a_person,
    "4.15 a cookie in the API": cookie_in_the_api,
    "4.15 a token on a page": token_on_a_page,
    # §4.16 and the pages.
    "4.16 in a frame": framed,
    "4.16 scripts": scripted,
    # RFC 7009 and RFC 7662.
    "7009 tokens of others": revokes_of_others,
    "7662 which tokens there are": scans_tokens,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attack(at: House, attack: Attack) -> None:
    """The attack has no effect."""
    assert attack(at)


def test_there_are_enough() -> None:
    """At least forty attacks of the list, and more than one of each kind that moves browsers."""
    assert len(ATTACKS) >= 40
