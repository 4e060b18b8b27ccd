"""What a version has stored is there, whole and in use, after the upgrade to the models as they are now."""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

VERSIONS = sorted(Path(__file__).parent.glob("*.sqlite3.xz"))
# Tables that an upgrade writes anew, and columns that a later version changed on purpose, each with its reason.
MADE_ANEW = {
    "django_migrations": "the migrations of the upgrade are added",
    "django_content_type": "models are added",
    "auth_permission": "rights of added models are added",
}
CHANGED = {
    "delivery_publication.presenter_version": "raised where a presenter changed",
    "delivery_publication.document": "0.3.0 says more of events, and facts that a translation lacked: see `lost`",
    "delivery_publication.text": "words of facts that a translation lacked",
    "delivery_publication.summary": "the same",
    "delivery_publication.hash": "follows from the document",
    "delivery_publication.sequence": "the log says that these documents were updated",
    "delivery_publication.updated_at": "the same",
    "delivery_counter.value": "the same",
    "wagtailcore_revision.content": "versions of a translation have the facts that it lacked: see `lost`",
    "wagtail_localize_translationsource.content_json": "says of a text which files a translation has: see `lost`",
    "wagtail_localize_translationsource.schema_version": "the same: frozen anew after the migration",
    "delivery_publicationfilter.id": "is made anew where it says in which language its label is",
}
# In these a link to a page of another language names that language since 0.3.0, or leads to the reader's own.
LINKS = {"html", "pk"}  # and a version names the rows that its page has
# The document says it by another name, or keeps it: decision 0018.
GONE = {"organiser", "organiser_locale", "organisation_locale", "pdf", "downloads", "invitation_due", "online_url"}
MORE = {"sources", "licence"}  # JPEG beside WebP; an object, or a note
# These were texts, and are objects with a name since 0.3.0.
NAMED = {"organisation"}
MIN_PAGES = 15  # that any filled database has in public

Rows = dict[str, list[dict[str, Any]]]


def rows(path: Path) -> Rows:
    """Every row of every table of the project and of what it is built on; search indexes are made of them."""
    with sqlite3.connect(path) as database:
        database.row_factory = sqlite3.Row
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        tables = [table["name"] for table in database.execute(names)]
        kept = [
            table
            for table in tables
            if not table.startswith(("sqlite_", "search_", "modelsearch_", "wagtailsearch_", "throwaway_"))
        ]
        return {table: [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')] for table in kept}  # noqa: S608 # its own names


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.name.removesuffix(".sqlite3.xz"))
def test_a_filled_database_is_upgraded_with_its_data(version, tmp_path):
    path = tmp_path / "db.sqlite3"
    path.write_bytes(lzma.decompress(version.read_bytes()))
    before = rows(path)
    # A process of its own, as the tests' database may be another kind.
    found = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.upgrade"],
        env=os.environ | {"DATABASE_URL": f"sqlite:///{path}", "TEST_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    after = rows(path)
    for table in before.keys() - MADE_ANEW.keys():
        assert missing(table, before[table], after[table]) == []
    documents = {row["id"]: row for row in after["delivery_publication"]}
    for row in before["delivery_publication"]:
        for column in ("document", "summary"):
            assert lost(json.loads(row[column]), json.loads(documents[row["id"]][column])) == []
    for table, column in (("wagtail_localize_translationsource", "content_json"), ("wagtailcore_revision", "content")):
        now = {row["id"]: row[column] for row in after[table]}
        for row in before[table]:
            assert lost(json.loads(row[column]), json.loads(now[row["id"]])) == []
    assert says_of_files(after) == says_of_files_in_the_library(after)
    assert all(kept["locale_id"] == 1 for kept in after["press_frozenwording"])
    uses = after["accreditation_embargolinkuse"]
    assert sum(use["number"] for use in uses) == len(before["accreditation_embargolinkuse"])
    assert all(use["day"] == use["at"][:10] for use in uses)  # written at noon
    narrowing = {(one["kind"], one["value"]) for one in after["delivery_publicationfilter"]}
    assert narrowing and narrowing <= {(one["kind"], one["value"]) for one in after["delivery_oncepublished"]}
    for table in ("content_customimage", "content_customdocument"):
        keys = [row["key"] for row in after[table]]
        assert all(keys) and len(set(keys)) == len(before[table])
    answers = json.loads(found.stdout.splitlines()[-1])
    assert len(answers) > MIN_PAGES and set(answers.values()) == {200}


def says_of_files(after: Rows) -> set[tuple[str, ...]]:
    """What is said of images and documents in the site's first language, in the place from which it is translated."""
    images = {(row["alt_text"], row["caption"], row["credit"]) for row in after["content_imagetexts"]}
    return images | {(row["title"],) for row in after["content_filetexts"]}


def says_of_files_in_the_library(after: Rows) -> set[tuple[str, ...]]:
    images = {(row["alt_text"], row["caption"], row["credit"]) for row in after["content_customimage"]}
    return {said for said in images if any(said)} | {(row["title"],) for row in after["content_customdocument"]}


def missing(table: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    """The rows and columns that are gone or say something else, but for what was changed on purpose."""
    if not before:
        return []
    if not after:
        return [f"{table}: all rows"]
    columns = [name for name in before[0] if f"{table}.{name}" not in CHANGED]
    if gone := [f"{table}.{name}" for name in columns if name not in after[0]]:
        return gone
    known = {tuple(row[name] for name in columns) for row in after}
    return [f"{table}: {row}" for row in before if tuple(row[name] for name in columns) not in known]


def lost(before: Any, after: Any, path: str = "") -> list[str]:
    """The places at which a document says less than before, or something else; it may say more."""
    name = path.rpartition(".")[2]
    if name in LINKS | GONE | MORE or before in ([], ""):  # what is absent is null since 0.3.0
        return []
    if name in NAMED and isinstance(before, str):
        return lost(before, after["name"] if after else "", f"{path}.name")
    if isinstance(before, dict) and isinstance(after, dict):
        return [place for name in before for place in lost(before[name], after.get(name), f"{path}.{name}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [place for index, pair in pairs for place in lost(*pair, f"{path}.{index}")]
    return [] if before == after else [path]


def test_a_document_that_says_less_or_something_else_is_named():
    assert lost({"a": 1, "b": [{"c": 2}]}, {"a": 1, "b": [{"c": 2, "d": 3}], "e": 4}) == []
    assert lost({"a": 1, "b": [{"c": 2}]}, {"b": [{"c": 3}]}) == [".a", ".b.0.c"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([{"id": 1, "name": "a", "added": ""}, {"id": 2, "name": "b", "added": ""}], []),
        ([{"id": 1, "name": "a"}], ["people: {'id': 2, 'name': 'b'}"]),
        ([{"id": 1, "name": "a"}, {"id": 2, "name": ""}], ["people: {'id': 2, 'name': 'b'}"]),
        ([{"id": 1}, {"id": 2}], ["people.name"]),
        ([], ["people: all rows"]),
    ],
)
def test_what_an_upgrade_loses_is_named(after, expected):
    assert missing("people", [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}], after) == expected


def test_there_is_a_filled_database_to_upgrade():
    assert VERSIONS
