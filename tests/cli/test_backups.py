"""`backup` and `restore`: whole, at one instant, and while the server goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.command_line import RESTORE, dangling, modes, succeed_here
from tests.cli.lines import a_line, export, import_lines, numbered, references
from tests.cli.posting import Posting, missing_before_last
from tests.engines import Engine
from tests.in_process import new_session
from tests.support import LIST, SENDER, Api, Installation, Server, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

IDS = "select id from moment order by id"
CHAT = f"{LIST}/type/ContactMomentChat"


def test_a_restore_into_a_new_folder(
    furnished: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A backup can be restored into a new, empty folder: the register is back on another machine."""
    import_lines(furnished, *numbered(3))
    succeed_here(furnished, "backup", "backup.db")
    elsewhere = engine.installation(tmp_path_factory.mktemp("elsewhere"))

    elsewhere.run(*RESTORE, str(furnished.folder / "backup.db"))

    assert export(elsewhere) == export(furnished)


@pytest.mark.usefixtures("processes")
def test_a_backup_beside_a_running_server(
    furnished: Installation, another: Installation, credentials: dict[str, str]
) -> None:
    """A backup while the server registers has whole contact moments, ids from 1 on, and of each client a beginning."""
    import_lines(furnished, *numbered(600, "before-0"))
    with (
        furnished.serving("--workers", "2") as server,
        Posting(server.url, server.token(credentials), threads=4, pause=0.02) as posting,
    ):
        posting.wait_for(20)
        known = set(posting.acknowledged)
        furnished.run("backup", "backup.db")
        posting.wait_for(len(posting.acknowledged) + 20)
    another.run(*RESTORE, str(furnished.folder / "backup.db"))

    found = references(export(another))
    assert posting.failures == []
    assert known <= set(found)
    assert missing_before_last(found) == []
    assert another.sql(IDS) == [(number,) for number in range(1, len(found) + 1)]
    assert another.sql("select count(*) from link") == [(2 * len(found),)]
    assert dangling(another) == []


@pytest.mark.usefixtures("processes")
def test_a_backup_has_what_was_registered_last(
    furnished: Installation, another: Installation, credentials: dict[str, str]
) -> None:
    """What a running server has just answered is in a backup, although it is not in the register's main file yet."""
    with furnished.serving() as server:
        api = Api(server.url, server.token(credentials))
        for number in range(3):
            api.register(reference=str(number))
        succeed_here(furnished, "backup", "backup.db")
    succeed_here(another, *RESTORE, str(furnished.folder / "backup.db"))

    assert references(export(another)) == ["0", "1", "2"]


def test_a_backup_takes_the_place_of_an_earlier_one(furnished: Installation) -> None:
    """A second backup to the same file replaces the first, and nothing else is left in the folder."""
    before = {path.name for path in furnished.folder.iterdir()}
    succeed_here(furnished, "backup", "backup.db")
    import_lines(furnished, a_line())

    succeed_here(furnished, "backup", "backup.db")
    succeed_here(furnished, *RESTORE, "backup.db")

    assert len(export(furnished)) == 1
    assert {path.name for path in furnished.folder.iterdir()} - before == {"backup.db", "imported.jsonl"}


@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_reads_a_backup(furnished: Installation) -> None:
    """A backup is the owner's alone."""
    (furnished.folder / "backups").mkdir(0o755)
    succeed_here(furnished, "backup", "backups/monday.db")

    assert modes(furnished.folder / "backups") == {"backups": "drwxr-xr-x", "monday.db": "-rw-------"}


@contextmanager
def polling(server: Server, token: str) -> Iterator[list[int]]:
    """Ask for the list and a schema, on ever new connections, until the block ends; the value collects the statuses."""
    stop, statuses = threading.Event(), list[int]()

    def poll() -> None:
        while not stop.is_set():
            for path in (LIST, f"{LIST}/type/ContactMomentPhone/schema"):
                # Not `requests.get`: that reads the environment, which a command in this process changes meanwhile.
                with new_session() as session:
                    answer = session.get(server.url + path, headers={"Authorization": f"Bearer {token}"}, timeout=20)
                statuses.append(answer.status_code)

    threads = [threading.Thread(target=poll) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.usefixtures("processes")
def test_a_restore_beside_a_running_server(furnished: Installation, credentials: dict[str, str]) -> None:
    """A restore while the server is read: every read is answered, and the next ones show the register as it was."""
    import_lines(furnished, *numbered(30))
    with furnished.serving("--workers", "2") as server:
        token = server.token(credentials)
        furnished.run("backup", "backup.db")
        import_lines(furnished, *numbered(1500, "later"))
        succeed_here(furnished, "relation", "rename", str(SENDER), "Anna")
        with polling(server, token) as statuses:
            furnished.run(*RESTORE, "backup.db")
            pages = [Api(server.url, token).items(f"page={page}") for page in (1, 2, 3)]

    assert set(statuses) == {200}
    assert [len(page) for page in pages] == [25, 5, 0]
    assert {item["sender"] for item in pages[0]} == {"Ann"}


@pytest.mark.usefixtures("processes")
def test_restored_types_are_enforced_at_once(
    furnished: Installation, another: Installation, credentials: dict[str, str]
) -> None:
    """After a restore every worker enforces the backup's types at once, even where as many types were changed."""
    for register, schema in ((furnished, "{}"), (another, '{"required": ["channel"]}')):
        (register.folder / "chat.json").write_text(
            f'{{"id": "ContactMomentChat", "title": "Chat", "schema": {schema}}}'
        )
        succeed_here(register, "type", "add", "chat.json")
    succeed_here(another, "backup", "backup.db")
    with furnished.serving("--workers", "2") as server:
        before = chats(server, server.token(credentials))
        succeed_here(furnished, *RESTORE, str(another.folder / "backup.db"))
        after = chats(server, server.token(credentials))

    assert before == {200: "contactMomentId"}
    assert after == {400: "errors"}


def chats(server: Server, token: str) -> dict[int, str]:
    """What posting chats without a channel is answered with, on twelve connections, which spread over the workers."""
    answers = [Api(server.url, token).post(a_call(), CHAT) for _ in range(12)]
    return {answer.status_code: next(iter(answer.json())) for answer in answers}


@pytest.mark.usefixtures("processes")
def test_registering_goes_on_after_a_restore(furnished: Installation, credentials: dict[str, str]) -> None:
    """While and after a restore runs no registration fails, each is kept whole, and ids go on from the backup's."""
    import_lines(furnished, *numbered(30))
    with furnished.serving("--workers", "2") as server:
        # A token that the backup has.
        token = server.token(credentials)
        succeed_here(furnished, "backup", "backup.db")
        with Posting(server.url, token, threads=3) as posting:
            posting.wait_for(20)
            furnished.run(*RESTORE, "backup.db")
            posting.wait_for(len(posting.acknowledged) + 50)

    found = references(export(furnished))
    assert posting.failures == []
    assert furnished.sql(IDS) == [(number,) for number in range(1, len(found) + 1)]
    assert furnished.sql("select count(*) from link") == [(2 * len(found),)]
    assert found[:30] == [f"line-{number}" for number in range(30)]
