"""What search knows beside the index: the site's words, the files that pages carry, what the agency teaches it, and
what it is asked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import locales
from cms.content.cleaning import clean_line
from cms.delivery.models import MAX_PATH, Publication
from search.stems import stems

MAX_LETTERS = 100
MAX_WORDS = 12  # as many as a search looks at


class Word(models.Model):
    """A word of something that was published, as the index spells it; `shown` is how the first text wrote it. Of a
    short word, a row with `noun` says that a text wrote it with a capital letter inside of a sentence.

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


class Touched(models.Model):
    """An entry that the index took in or forgot, written in the transaction that changed it and under the store's lock,
    so that a process that keeps something of the index asks for what came since (`search.engines.postings`). The token
    tells it from a row of the same number before a backup was played in."""

    entry = models.BigIntegerField()
    token = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"entry {self.entry}"


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


class Lesson(models.Model):
    """Something that the agency teaches the search of one language, at some words."""

    language = models.CharField(pgettext_lazy("newsroom", "language"), max_length=10, default=locales.DEFAULT)
    words = models.CharField(
        _("Words that are searched for"),
        max_length=MAX_LETTERS,
        help_text=_("A word, or several; in whatever form: inflected, with capital letters or without."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @property
    def language_name(self) -> str:
        return str(locales.language(self.language).name)

    def clean(self) -> None:
        self.words = clean_line(self.words or "")
        if self.words:
            checked(self, "words")


class Synonym(Lesson):
    """Words that find what other words find, too."""

    also = models.CharField(
        _("also find"), max_length=MAX_LETTERS, help_text=_("What texts call the same: a word, or several.")
    )
    both_ways = models.BooleanField(
        _("and the other way round"),
        default=True,
        help_text=_("Who searches for those words finds texts with these, too."),
    )

    class Meta:
        ordering = ["language", "words", "pk"]
        default_permissions = ("add", "change", "delete", "view")
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.words} {'↔' if self.both_ways else '→'} {self.also}"

    def clean(self) -> None:
        super().clean()
        self.also = clean_line(self.also or "")
        if not (self.words and self.also):
            return
        words, also = checked(self, "words"), checked(self, "also")
        if words == also:
            raise ValidationError(
                {"also": gettext("These are the same words: the search finds all their forms anyway.")}
            )
        others = type(self).objects.filter(language=self.language).exclude(pk=self.pk)
        for other in others:
            known = (stems(other.words, self.language), stems(other.also, self.language))
            if known == (words, also) or (other.both_ways and known == (also, words)):
                raise ValidationError(gettext("There is such a synonym already: “%(synonym)s”.") % {"synonym": other})


class Promotion(Lesson):
    """A page that stands first where somebody searches for these words and no others."""

    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Of its languages the one is shown that somebody searches in, as long as it is public."),
    )
    place = models.PositiveSmallIntegerField(
        pgettext_lazy("search", "place"),
        default=1,
        help_text=_("Of several pages for the same words, the one with the least number stands first."),
    )

    class Meta:
        ordering = ["language", "words", "place", "pk"]
        default_permissions = ("add", "change", "delete", "view")
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        if not self.words or self.page_id is None:
            return
        words, key = stems(self.words, self.language), self.page.translation_key
        of_key = Publication.objects.visible().filter(key=key).values_list("locale", flat=True)
        if self.language not in {locales.base(locale) for locale in of_key}:
            raise ValidationError({"page": gettext("This page is not public in that language: nobody would see it.")})
        others = type(self).objects.filter(language=self.language, page__translation_key=key).exclude(pk=self.pk)
        if any(set(stems(other.words, self.language)) == set(words) for other in others):
            raise ValidationError({"page": gettext("This page is recommended for these words already.")})


def checked(lesson: Any, name: str) -> tuple[str, ...]:
    """The stems of the words in a field; raises ValidationError for what nobody can search for."""
    found = stems(getattr(lesson, name), lesson.language)
    if not found:
        raise ValidationError({name: gettext("Please enter at least one word.")})
    if len(found) > MAX_WORDS:
        raise ValidationError({name: gettext("Please enter no more than %(number)d words.") % {"number": MAX_WORDS}})
    return found


class Counted(models.Model):
    """How often something was done in a day, without a word of who did it."""

    day = models.DateField()
    language = models.CharField(max_length=10)
    words = models.CharField(max_length=MAX_LETTERS)  # as the index folds them
    number = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.words}: {self.number}"


class Asked(Counted):
    """How often something was searched for; `shown` is how somebody typed it, and `unanswered` says how often the page
    said that nothing was found for these words."""

    shown = models.CharField(max_length=MAX_LETTERS)
    unanswered = models.PositiveIntegerField()

    class Meta(Counted.Meta):
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "language", "words"], name="asked_is_counted_once_a_day")]


class Clicked(Counted):
    """How often a hit of such a search was opened; `key` is that of its publication."""

    key = models.UUIDField()

    class Meta(Counted.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words", "key"], name="clicked_is_counted_once_a_day")
        ]
