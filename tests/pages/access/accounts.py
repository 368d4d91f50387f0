"""What tests of people in the administration share: the forms of accounts, and links for passwords."""

from contact_moments.accounts import directory
from contact_moments.people import Account
from contact_moments.register import Register
from tests.pages.dom import checked
from tests.people.browser import PASSWORD, Answer, Browser

PEOPLE = "/admin/people"
NEW = "seven umbrellas dance quietly"


def now(register: Register, account: Account) -> Account:
    """An account as it is now."""
    return directory.find(register.database, account.id, register.clock()).account


def changed(browser: Browser, account: Account, **typed: str) -> Answer:
    """Fill in the form of an account, and save it."""
    path = f"{PEOPLE}/{account.id}"
    return checked(browser.get(path)).form(path).submit(browser, "Save", **typed)


def link_on(answer: Answer) -> str:
    """The path of the link that a page shows."""
    address = checked(answer).find(id="link")["value"]
    return "/" + address.split("/", 3)[3]


def link_made(browser: Browser, account: Account, **typed: str) -> Answer:
    """Ask for a link for somebody."""
    path = f"{PEOPLE}/{account.id}/link"
    return checked(browser.get(path)).form(path).submit(browser, "Make the link", **({"password": PASSWORD} | typed))
