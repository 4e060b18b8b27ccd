"""What search knows beside the index: of the site's language, and of the files that pages carry."""

from django.db import models

from cms.delivery.models import MAX_PATH, Publication


class Word(models.Model):
    """A word of something that was published, as the index folds it; `shown` is how the first text wrote it. Of a short
    word, a row with `noun` says that a text wrote it with a capital letter inside of a sentence.

    Words are added in the order of their numbers, under the store's lock, so that a process that knows some of them
    asks for those after. They are never changed; a word that no text has any more finds nothing.
    """

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=100)
    stem = models.CharField(max_length=100)
    shown = models.CharField(max_length=100)
    noun = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word", "noun"], name="search_word_is_known_once")]
        indexes = [models.Index(fields=["language", "id"], name="search_words_in_order")]

    def __str__(self) -> str:
        return self.word


class Abbreviation(models.Model):
    """A short form that a published text introduces, with its long form as folded words:
    "Thüringer Agentur Für Fachkräftegewinnung (ThAFF)"."""

    language = models.CharField(max_length=10)
    short = models.CharField(max_length=100)
    long = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "short", "long"], name="abbreviation_is_known_once")]

    def __str__(self) -> str:
        return f"{self.short}: {self.long}"


class Noted(models.Model):
    """A publication that changed and that the cluster has yet to be told of, written in the transaction of the change;
    as long as there is one, the database answers (`search.following`)."""

    publication = models.BigIntegerField()

    def __str__(self) -> str:
        return f"publication {self.publication}"


def published_languages() -> set[str]:
    """The languages in which something is published."""
    return set(Publication.objects.order_by().values_list("locale", flat=True).distinct())


class Followed(models.Model):
    """A language whose index in the cluster was filled, and has been told of all changes since."""

    locale = models.CharField(max_length=100, primary_key=True)

    def __str__(self) -> str:
        return self.locale


class FileText(models.Model):
    """What is written in a file, known by its content, so that it is read once however many pages carry it; empty where
    there is nothing to be read, `why` says why. It goes with the last page that carries it."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    why = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.sha256


class CarriedFile(models.Model):
    """A file that a publication carries, as its document says. Written with the publication, in its transaction."""

    # No foreign key: a cascade would take the row away before the index has forgotten it.
    publication_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=255)
    locale = models.CharField(max_length=100)  # of the title
    type = models.CharField(max_length=255)  # its media type
    path = models.CharField(max_length=MAX_PATH)
    size = models.BigIntegerField(null=True)
    # How the index knows it (`search.entries.Entry.fingerprint`); empty where it does not.
    indexed = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication_id", "sha256"], name="file_is_carried_once")]

    def __str__(self) -> str:
        return self.path
