"""Arguments and options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from contact_moments.csv_rows import Form
from contact_moments.errors import InvalidInputError
from contact_moments.file_encodings import encoding_called
from contact_moments.model import MAX_ID
from contact_moments.setting_values import database_address, public_url

AN_ID = click.IntRange(1, MAX_ID)
A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
A_NEW_FILE = click.Path(dir_okay=False, path_type=Path)
A_FOLDER = click.Path(path_type=Path)

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


class _PublicAddress(click.ParamType[str]):
    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address that clients use, checked as the setting is; otherwise wrong usage."""
        try:
            return public_url(value)
        except InvalidInputError as fault:
            self.fail(fault.message, param, ctx)


PUBLIC_ADDRESS = _PublicAddress()


class _Encoding(click.ParamType[str]):
    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The encoding, by the name that Python has for it; otherwise wrong usage."""
        try:
            return encoding_called(value)
        except InvalidInputError as fault:
            self.fail(fault.message, param, ctx)


class _Heading(click.ParamType[tuple[str, str]]):
    name = "NAME=HEADING"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """A column's name and its heading in a file; otherwise wrong usage."""
        name, _, heading = str(value).partition("=")
        if not (name.strip() and heading.strip()):
            self.fail("a column is given as NAME=HEADING, such as name=Naam", param, ctx)
        return name.strip(), heading


_encoding = click.option("--encoding", type=_Encoding(), default="utf-8", help="The encoding of a CSV file.")
_columns = click.option(
    "--column", "columns", type=_Heading(), multiple=True, help="The heading of a column in a CSV file; repeatable."
)


def csv_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--encoding` and `--column`; `csv_form` makes a form of both."""
    return _encoding(_columns(command))


def csv_form(encoding: str, columns: tuple[tuple[str, str], ...]) -> Form:
    """The form of a CSV file. Wrong usage if a column has two headings, or a heading two columns."""
    headings = {name: heading for name, heading in columns}
    if len(headings) < len(columns) or len({heading.strip().casefold() for heading in headings.values()}) < len(
        columns
    ):
        raise click.UsageError("--column: each column has one heading, and each heading is that of one column")
    return Form(encoding, headings)
