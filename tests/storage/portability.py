"""The rules of portable SQL: features that statements must not use, because engines like PostgreSQL often lack them."""

import re

import sqlglot
from sqlglot import exp

_NUMBERED = re.compile(r"\b(SMALLSERIAL|SERIAL|BIGSERIAL)\b|\bNEXTVAL\b|\bIDENTITY\b", re.IGNORECASE)
# What a statement begins with. A setting of the session outlives the transaction, and a pooler's session is another's.
_BEGINNINGS = {
    ("LISTEN",): "notification",
    ("NOTIFY",): "notification",
    ("UNLISTEN",): "notification",
    ("SAVEPOINT",): "savepoint",
    ("RELEASE",): "savepoint",
    ("ROLLBACK", "TO"): "savepoint",
    ("ROLLBACK", "WORK", "TO"): "savepoint",
    ("ROLLBACK", "TRANSACTION", "TO"): "savepoint",
    ("DO",): "stored procedure",
    ("CALL",): "stored procedure",
    ("LOCK",): "lock",
    ("SET", "LOCAL"): None,
    ("SET", "TRANSACTION"): None,
    ("SET", "CONSTRAINTS"): None,
    ("SET",): "session setting",
    ("RESET",): "session setting",
    ("DISCARD",): "session setting",
}
_CREATED = {
    "TRIGGER": "trigger",
    "FUNCTION": "stored procedure",
    "PROCEDURE": "stored procedure",
    "SEQUENCE": "sequence",
}
_SCHEMA_CHANGES = (exp.Create, exp.Drop, exp.Alter, exp.TruncateTable)


def breaches(statement: str) -> set[str]:
    """The rules that a statement, or several with `;` between, breaks; comments count for nothing."""
    each = _words(statement)
    found = {rule for words in each if (rule := _of_beginning(words)) is not None}
    if found:
        return found
    trees = [tree for tree in sqlglot.parse(statement, read="postgres") if tree is not None]
    for tree, words in zip(trees, each, strict=True):
        found |= _of_creation(tree, words) | _of_calls(tree)
    return found


def _words(text: str) -> list[list[str]]:
    """The words of each statement."""
    each: list[list[str]] = [[]]
    for token in sqlglot.tokenize(text, read="postgres"):
        if token.token_type is sqlglot.TokenType.SEMICOLON:
            each.append([])
        else:
            each[-1].append(token.text.upper())
    return [words for words in each if words]


def _of_beginning(words: list[str]) -> str | None:
    for beginning, rule in _BEGINNINGS.items():
        if tuple(words[: len(beginning)]) == beginning:
            return rule
    return None


def _of_creation(tree: exp.Expr, words: list[str]) -> set[str]:
    words = words[: words.index("(")] if "(" in words else words
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
        if name == "set_config" and call.expressions[-1:] != [exp.true()]:
            found.add("session setting")
    return found


def breaches_of_request(statement: str) -> set[str]:
    """The rules that a statement outside of schema changes breaks; one of them is that it changes no schema."""
    found = breaches(statement)
    if found:
        return found
    trees = sqlglot.parse(statement, read="postgres")
    if any(isinstance(tree, exp.Command) for tree in trees):
        return {"not understood"}
    return {"schema change"} if any(isinstance(tree, _SCHEMA_CHANGES) for tree in trees) else set()
