"""The index learns what it needs to give the newest hits without looking at all: of which language and type a publication
is, when it stands in lists, and the words of its title by themselves."""

import datetime
import unicodedata

from django.db import migrations

WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, teaser, text, marks, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)
"""
OLD_WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, teaser, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
)
"""
KNOWN = """
SELECT delivery_publication.id, locale, type, sort_at, known.title, known.teaser, known.text
FROM delivery_publication JOIN search_words known ON known.rowid = delivery_publication.id
"""
VECTORS = """
ALTER TABLE search_vectors ADD COLUMN locale varchar(100), ADD COLUMN type varchar(40),
    ADD COLUMN sort_at timestamptz, ADD COLUMN titles tsvector;
DELETE FROM search_vectors WHERE publication_id NOT IN (SELECT id FROM delivery_publication);
UPDATE search_vectors SET locale = found.locale, type = found.type, sort_at = found.sort_at,
    titles = to_tsvector(CASE split_part(found.locale, '-', 1)
        WHEN 'de' THEN 'german' WHEN 'en' THEN 'english' WHEN 'fr' THEN 'french' WHEN 'ar' THEN 'arabic'
        ELSE 'simple' END::regconfig, found.title)
FROM delivery_publication found WHERE found.id = publication_id;
ALTER TABLE search_vectors ALTER COLUMN locale SET NOT NULL, ALTER COLUMN type SET NOT NULL,
    ALTER COLUMN sort_at SET NOT NULL, ALTER COLUMN titles SET NOT NULL;
CREATE INDEX search_vectors_titles ON search_vectors USING gin (titles);
CREATE INDEX search_vectors_newest ON search_vectors (locale, sort_at DESC, publication_id DESC);
CREATE INDEX search_vectors_newest_of_type ON search_vectors (locale, type, sort_at DESC, publication_id DESC);
"""
OLD_VECTORS = "ALTER TABLE search_vectors DROP locale, DROP type, DROP sort_at, DROP titles"


def learn(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(VECTORS)
        return
    schema_editor.execute("ALTER TABLE search_words RENAME TO search_words_before")
    schema_editor.execute(WORDS)
    with schema_editor.connection.cursor() as cursor, schema_editor.connection.cursor() as reading:
        reading.execute(KNOWN.replace("search_words", "search_words_before"))
        while some := reading.fetchmany(500):
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, teaser, text, marks) VALUES (%s, %s, %s, %s, %s)",
                [marked(*row) for row in some],
            )
    schema_editor.execute("DROP TABLE search_words_before")


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OLD_VECTORS)
        return
    schema_editor.execute("ALTER TABLE search_words RENAME TO search_words_after")
    schema_editor.execute(OLD_WORDS)
    schema_editor.execute(
        "INSERT INTO search_words (rowid, title, teaser, text)"
        " SELECT rowid & 1073741823, title, teaser, text FROM search_words_after"
    )
    schema_editor.execute("DROP TABLE search_words_after")


def marked(pk, locale, type_, sort_at, title, teaser, text):
    """A row of the index, as `search.engines.sqlite` made it when this migration was written."""
    at = datetime.datetime.fromisoformat(str(sort_at)).replace(tzinfo=None)
    minutes = (at - datetime.datetime.min) // datetime.timedelta(minutes=1)
    words = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in title).split()
    plain = ("".join(filter(str.isalnum, name)) for name in (locale, type_))
    marks = [*(mark + word for mark, word in zip("\ue000\ue001", plain)), f"\ue002{pk}"]
    return minutes << 30 | pk, title, teaser, text, " ".join(marks + [f"\ue003{word}" for word in words])


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0001_initial"),
        ("delivery", "0008_rows_that_are_not_seen"),
    ]

    operations = [
        migrations.RunPython(learn, forget),
    ]
