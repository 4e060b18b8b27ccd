"""The index holds the files that publications carry beside these, and the site keeps what is written in them."""

from django.db import migrations, models

VECTORS = """
DROP TABLE search_vectors;
CREATE TABLE search_vectors (
    id bigint PRIMARY KEY, publication_id bigint NOT NULL, locale varchar(100) NOT NULL, sort_at timestamptz NOT NULL,
    title text NOT NULL, lead text NOT NULL, text text NOT NULL, vector tsvector NOT NULL
);
CREATE INDEX search_vectors_vector ON search_vectors USING gin (vector);
CREATE INDEX search_vectors_newest ON search_vectors (locale, sort_at DESC, id DESC)
"""
OLD_VECTORS = """
DROP TABLE search_vectors;
CREATE TABLE search_vectors (
    publication_id bigint PRIMARY KEY, locale varchar(100) NOT NULL, sort_at timestamptz NOT NULL,
    title text NOT NULL, lead text NOT NULL, text text NOT NULL, vector tsvector NOT NULL
);
CREATE INDEX search_vectors_vector ON search_vectors USING gin (vector);
CREATE INDEX search_vectors_newest ON search_vectors (locale, sort_at DESC, publication_id DESC)
"""
EMPTY = "DELETE FROM search_words"


def begin_anew(apps, schema_editor):
    """The index is made of the store after the migrations; its rows are numbered otherwise now."""
    schema_editor.execute(VECTORS if schema_editor.connection.vendor == "postgresql" else EMPTY)


def as_before(apps, schema_editor):
    schema_editor.execute(OLD_VECTORS if schema_editor.connection.vendor == "postgresql" else EMPTY)


class Migration(migrations.Migration):

    dependencies = [
        ("outbox", "0002_answer_and_recipient"),
        ("search", "0004_synonyms_and_learning"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("publication_id", models.BigIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("title", models.CharField(max_length=255)),
                ("locale", models.CharField(max_length=100)),
                ("type", models.CharField(max_length=255)),
                ("path", models.CharField(max_length=2048)),
                ("size", models.BigIntegerField(null=True)),
                ("indexed", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publication_id", "sha256"), name="file_is_carried_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("text", models.TextField(blank=True)),
                ("why", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.RunPython(begin_anew, as_before),
    ]
