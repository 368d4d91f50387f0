"""Registers of releases before follow-ups: after migrating they have none, and know what was acknowledged before."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from contact_moments import maintenance
from contact_moments.contract.support import add_note, add_people
from contact_moments.moments import follow_up_list
from contact_moments.moments.follow_up_list import Wanted
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.sql.tables import register
from tests.engines import Engine
from tests.older import make_older

pytestmark = pytest.mark.both_engines


def test_an_earlier_register(engine: Engine, tmp_path: Path) -> None:
    """The last contact moment of that time is noted; new ones have follow-ups, and a new register notes nothing."""
    found = Register(Settings(database_url=engine.new_url(tmp_path)))
    make_older(found, "0013")
    found.database.change_schema(_note_a_moment)
    maintenance.migrate(found)
    before = found.database.read(lambda connection: connection.execute(select(register.c.no_follow_ups_until)).scalar())
    empty = follow_up_list.page(found.database, Wanted("all"), 0).items
    found.close()
    new = Register(Settings(database_url=engine.register_url(tmp_path)))
    new.prepare()
    add_people(new, 1, 2)
    add_note(new, followUp={"on": "2024-05-06"})
    noted = new.database.read(lambda connection: connection.execute(select(register.c.no_follow_ups_until)).scalar())
    listed = follow_up_list.page(new.database, Wanted("all"), 0).items
    new.close()

    assert (before, empty, noted) == (42, (), 0)
    assert [one.day for one in listed] == ["2024-05-06"]


def _note_a_moment(connection: Connection) -> None:
    connection.execute(text("UPDATE register SET last_moment_id = 42"))
