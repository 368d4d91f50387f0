"""The driver of SQLite: pysqlite3, or sqlean on Linux on arm64, where pysqlite3 has no wheel.

Both are the standard library's module with a SQLite of their own. That of sqlean has a fault: if two connections write,
or one writes and another checkpoints, at the same instant, the file can be corrupted. The register does both under one
lock there (docs/storage.md).
"""

try:
    from pysqlite3 import dbapi2
except ImportError:
    from sqlean import dbapi2

IS_SAFE: bool = dbapi2.sqlite_version_info >= (3, 51, 3)

__all__ = ["IS_SAFE", "dbapi2"]
