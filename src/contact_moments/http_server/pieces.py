"""The pieces of a streamed answer (see `Response.stream`)."""

from collections.abc import Generator, Iterator


def next_piece(pieces: Iterator[bytes]) -> bytes | None:
    """The next piece that is not empty: an empty one would end the answer. None at the end."""
    return next(filter(None, pieces), None)


def close(pieces: Iterator[bytes]) -> None:
    """Make no other piece, and let what makes them clear up."""
    if isinstance(pieces, Generator):
        pieces.close()
