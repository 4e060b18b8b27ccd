"""Names what this Python lacks to run Treffpunkt, one line each with its remedy; exits 1 if anything is missing.

Written so that older Pythons can parse it: they are what it is there to refuse.
"""

import sys


def problems():
    """Return one line for each thing that is missing."""
    found = "%d.%d.%d" % sys.version_info[:3]
    if sys.version_info < (3, 11):
        return [
            "Python 3.11 or later is needed, this is %s (%s): apt-get install python3 python3-venv, "
            "or name another with PYTHON=/path/to/python3.11" % (found, sys.executable)
        ]
    missing = []
    try:
        import ensurepip
        import venv
    except ImportError:
        missing.append("Python's venv module is missing: apt-get install python3-venv")
    try:
        import ssl
    except ImportError:
        missing.append("Python's ssl module is missing: apt-get install libssl-dev and build Python again")
    try:
        import sqlite3
    except ImportError:
        missing.append("Python's sqlite3 module is missing: apt-get install libsqlite3-dev and build Python again")
    else:
        try:
            sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError:
            missing.append(
                "SQLite %s has no full-text search (FTS5): apt-get install libsqlite3-0, or build SQLite with FTS5"
                % sqlite3.sqlite_version
            )
    return missing


if __name__ == "__main__":
    lines = problems()
    for line in lines:
        sys.stderr.write("make: " + line + "\n")
    sys.exit(1 if lines else 0)
