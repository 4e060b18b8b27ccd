from django.db import migrations

# Tables of their own shape on each database, so no model describes them.
TABLES = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE search_words USING fts5(
            title, teaser, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        )
        """,
        "DROP TABLE search_words",
    ),
    "postgresql": (
        """
        CREATE TABLE search_vectors (publication_id bigint PRIMARY KEY, vector tsvector NOT NULL);
        CREATE INDEX search_vectors_vector ON search_vectors USING gin (vector)
        """,
        "DROP TABLE search_vectors",
    ),
}


def create(apps, schema_editor):
    schema_editor.execute(TABLES[schema_editor.connection.vendor][0])


def drop(apps, schema_editor):
    schema_editor.execute(TABLES[schema_editor.connection.vendor][1])


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("delivery", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
