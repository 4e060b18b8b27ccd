"""The admin's search has an index of its own; Wagtail's is emptied, as nobody reads it any more."""

from django.db import migrations

TABLES = {
    "sqlite": "CREATE VIRTUAL TABLE search_editors USING fts5("
    "words, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3')",
    "postgresql": "CREATE TABLE search_editors ("
    "kind integer NOT NULL, key bigint NOT NULL, vector tsvector NOT NULL, PRIMARY KEY (kind, key));"
    "CREATE INDEX search_editors_vector ON search_editors USING gin (vector)",
}


def create(apps, schema_editor):
    schema_editor.execute(TABLES[schema_editor.connection.vendor])
    schema_editor.execute("DELETE FROM wagtailsearch_indexentry")


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_editors")


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0005_files_that_pages_carry"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
