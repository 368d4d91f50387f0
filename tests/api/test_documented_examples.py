"""The API page's own examples, literally: bodies and statuses."""

from tests.support import Api, a_call


def test_unknown_sender(api: Api) -> None:
    """The sender 9999 is not available in the system."""
    answer = api.post(a_call(senderId=9999))

    assert (answer.status_code, answer.json()) == (400, {"errors": "Sender is not available in CRM"})
