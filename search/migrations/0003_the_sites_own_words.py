"""The index holds words of the site's own analysis, by which alone it is asked, and the site learns its words."""

from django.db import migrations, models

WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, teaser, text, marks, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
)
"""
OLD_WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, teaser, text, marks, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)
"""
VECTORS = """
CREATE TABLE search_vectors (
    publication_id bigint PRIMARY KEY, locale varchar(100) NOT NULL, sort_at timestamptz NOT NULL,
    title text NOT NULL, lead text NOT NULL, text text NOT NULL, vector tsvector NOT NULL
);
CREATE INDEX search_vectors_vector ON search_vectors USING gin (vector);
CREATE INDEX search_vectors_newest ON search_vectors (locale, sort_at DESC, publication_id DESC)
"""
OLD_VECTORS = """
CREATE TABLE search_vectors (
    publication_id bigint PRIMARY KEY, vector tsvector NOT NULL, locale varchar(100) NOT NULL,
    type varchar(40) NOT NULL, sort_at timestamptz NOT NULL, titles tsvector NOT NULL
);
CREATE INDEX search_vectors_vector ON search_vectors USING gin (vector);
CREATE INDEX search_vectors_titles ON search_vectors USING gin (titles);
CREATE INDEX search_vectors_newest ON search_vectors (locale, sort_at DESC, publication_id DESC);
CREATE INDEX search_vectors_newest_of_type ON search_vectors (locale, type, sort_at DESC, publication_id DESC)
"""


def begin_anew(apps, schema_editor):
    """The index is made of the store, and by the code of today: what an older version of it held is of no use."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP TABLE search_vectors" if postgresql else "DROP TABLE search_words")
    schema_editor.execute(VECTORS if postgresql else WORDS)


def as_before(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP TABLE search_vectors" if postgresql else "DROP TABLE search_words")
    schema_editor.execute(OLD_VECTORS if postgresql else OLD_WORDS)


class Migration(migrations.Migration):

    dependencies = [
        ("delivery", "0012_once_published"),
        ("search", "0002_newest_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Abbreviation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("short", models.CharField(max_length=100)),
                ("long", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("word", models.CharField(max_length=100)),
                ("stem", models.CharField(max_length=100)),
                ("shown", models.CharField(max_length=100)),
                ("noun", models.BooleanField()),
            ],
            options={
                "indexes": [models.Index(fields=["language", "id"], name="search_words_in_order")],
            },
        ),
        migrations.AddConstraint(
            model_name="abbreviation",
            constraint=models.UniqueConstraint(
                fields=["language", "short", "long"], name="abbreviation_is_known_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(
                fields=["language", "word", "noun"], name="search_word_is_known_once"
            ),
        ),
        migrations.RunPython(begin_anew, as_before),
    ]
