"""Arguments and options that several commands have."""

from pathlib import Path
from typing import Any

import click

from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID
from contact_moments.settings import database_address

AN_ID = click.IntRange(1, MAX_ID)
A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


class _Address(click.ParamType[str]):
    """The address of a database. A fault in it is the option's, not a setting's."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, checked; otherwise wrong usage."""
        try:
            return database_address(value)
        except InvalidInputError as fault:
            self.fail(fault.message, param, ctx)


ADDRESS = _Address()
