"""Moving a register to another database, whatever the engines, with the proof that nothing was lost on the way."""

from contact_moments.errors import ConflictError, RegisterError
from contact_moments.storage.copying import Digest, Progress, copy_rows, digest_of, is_empty
from contact_moments.storage.database import Database


def copy_register(source: Database, target: Database, progress: Progress = lambda _: None) -> Digest:
    """Copy everything into `target`, which has the newest schema and nothing in it, and prove that both are equal.

    Nobody can write to `source` meanwhile. Returns the digest of both. Raises `ConflictError` where `target` has
    something in it, and `RegisterError`, with `target` filled, should the two differ afterwards.
    """
    if not target.read(is_empty):
        raise ConflictError("The target has a register in it already; name an empty database")
    with source.held() as rows:
        copied = target.replace_all(lambda connection: copy_rows(rows, connection, progress))
    with target.snapshot() as connection:
        found = digest_of(connection, progress)
    if found != copied:
        names = ", ".join(name for name in copied if copied[name] != found[name])
        raise RegisterError(f"The copy differs in {names}; do not use it, and report this", "copy_differs")
    return copied
