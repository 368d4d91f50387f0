"""The rules of portable SQL: what statements must not use, because engines that speak PostgreSQL's often lack it."""

import re

import sqlglot
from sqlglot import exp

_NUMBERED = re.compile(r"\b(SMALLSERIAL|SERIAL|BIGSERIAL)\b|\bNEXTVAL\b|\bIDENTITY\b", re.IGNORECASE)
_FIRST_WORDS = ("LISTEN", "NOTIFY", "UNLISTEN", "SAVEPOINT", "DO", "CALL", "LOCK", "RELEASE")
_CREATED = {
    "TRIGGER": "trigger",
    "FUNCTION": "stored procedure",
    "PROCEDURE": "stored procedure",
    "SEQUENCE": "sequence",
}
_SCHEMA_CHANGES = (exp.Create, exp.Drop, exp.Alter, exp.TruncateTable)


def breaches(statement: str) -> set[str]:
    """The rules that a statement breaks."""
    first = statement.split(maxsplit=1)[0].upper().rstrip(";")
    if first in _FIRST_WORDS:
        return {_word_rule(first)}
    found: set[str] = set()
    for tree in sqlglot.parse(statement, read="postgres"):
        assert tree is not None
        found |= _of_creation(tree, statement) | _of_calls(tree)
    return found


def _word_rule(word: str) -> str:
    rules = {"DO": "stored procedure", "CALL": "stored procedure", "SAVEPOINT": "savepoint", "RELEASE": "savepoint"}
    return rules.get(word, "lock" if word == "LOCK" else "notification")


def _of_creation(tree: exp.Expr, statement: str) -> set[str]:
    words = statement.upper().split("(")[0].split()
    found = {rule for word, rule in _CREATED.items() if words[0] == "CREATE" and word in words[1:4]}
    if words[0] in {"CREATE", "SELECT"} and {"TEMP", "TEMPORARY"} & set(words):
        found.add("temporary table")
    if found or not isinstance(tree, exp.Create) or tree.args["kind"] != "TABLE":
        return found
    if tree.find(exp.PrimaryKey, exp.PrimaryKeyColumnConstraint) is None:
        found.add("no primary key")
    if _NUMBERED.search(tree.sql("postgres")) or tree.find(exp.GeneratedAsIdentityColumnConstraint):
        found.add("sequence")
    return found


def _of_calls(tree: exp.Expr) -> set[str]:
    found = set()
    for call in tree.find_all(exp.Func):
        name = (call.name if isinstance(call, exp.Anonymous) else call.sql_name()).lower()
        if "advisory" in name:
            found.add("advisory lock")
        if name in {"nextval", "setval", "currval", "lastval"}:
            found.add("sequence")
        if name == "pg_notify":
            found.add("notification")
    return found


def breaches_of_request(statement: str) -> set[str]:
    """The rules that a statement breaks which is sent outside of schema changes: it changes no schema either."""
    found = breaches(statement)
    if found:
        return found
    trees = sqlglot.parse(statement, read="postgres")
    if any(isinstance(tree, exp.Command) for tree in trees):
        return {"not understood"}
    return {"schema change"} if any(isinstance(tree, _SCHEMA_CHANGES) for tree in trees) else set()
