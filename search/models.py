"""What search knows of the site's language, beside the index of its texts."""

from django.db import models


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


class Followed(models.Model):
    """A language whose index in the cluster was filled, and has been told of all changes since."""

    locale = models.CharField(max_length=100, primary_key=True)

    def __str__(self) -> str:
        return self.locale
