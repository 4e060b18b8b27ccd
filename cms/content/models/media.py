from __future__ import annotations

import datetime
import secrets
import struct
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Locale, TranslatableMixin

from cms.content import licences, uploads
from cms.content.addresses import file_name
from cms.content.models.retirable import Retirable
from cms.patience import BusyError

# What is asked for beside an image when it is uploaded, and what its block may override on one page.
RIGHTS_FIELDS = ("alt_text", "caption", "credit", "licence_id", "licence", "rights_until")


# What is read from a file whenever there is a new one.
OF_THE_FILE = {"file_hash", "file_size"}
# The same of a file for download, and of an image.
OF_THE_DOCUMENT = OF_THE_FILE | {"sha256"}
OF_THE_IMAGE = OF_THE_FILE | {"width", "height"}


class CustomImage(Retirable, AbstractImage):
    """An image with what its use requires: alternative text, caption, credit, licence and the day its rights end."""

    # What its addresses name it by.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("Say what can be seen, for people who cannot see it. Leave empty only for pure decoration."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Whom to name, e.g. “Photo: …”."))
    licence_id = models.CharField(
        _("licence"), max_length=20, blank=True, choices=licences.CHOICES, help_text=_("What others may do with it.")
    )
    licence = models.CharField(
        _("note on the licence"), max_length=200, blank=True, help_text=_("What the licence does not say by itself.")
    )
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day on which the image may be shown (Europe/Berlin). Afterwards no page shows it."),
    )
    # What documents are made from, since presenting knows no clock; follows `rights_until` on every save and, as days
    # pass, by the scheduler (cms.delivery.rights). Whether the file may leave is asked of `rights_over`.
    rights_ended = models.BooleanField(_("rights ended"), default=False, editable=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, *RIGHTS_FIELDS, "retired")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the image; a new file's hash, size and dimensions are read, whichever door it came through."""
        with uploads.going_with_row(self.file):
            if self.file and not self.file._committed:
                self._set_image_file_metadata()
                shown = uploads.shown_size(self.file.file)
                # Stored now, since storing it Django reads the dimensions once more, and not as they are shown.
                self.file.save(file_name(self.file.name), self.file.file, save=False)
                self.width, self.height = shown
                _save_with(kwargs, "file", OF_THE_IMAGE)
            self.rights_ended = self.rights_over(timezone.now())
            _save_with(kwargs, "rights_until", {"rights_ended"})
            with transaction.atomic():
                super().save(*args, **kwargs)
                keep_in_step(ImageTexts, self)

    def _set_file_hash(self) -> None:
        self.file_hash = uploads.hash_of(self.file.file)

    def take_file(self, name: Any) -> None:
        """Take a file that is stored already for its own; its hash, size and dimensions are read."""
        self.file = name
        self._set_image_file_metadata()
        self.width, self.height = uploads.shown_size(self.file.file)

    @cached_property
    def texts(self) -> ImageTexts | None:
        """Its texts in the site's first language, from which translations are made; None where it has none."""
        return texts_of(ImageTexts, self)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:
        """One size of the image; raises SourceImageIOError, which the admin and visitors are spared, where its file is
        broken or has a shape that the size cannot be made of."""
        try:
            return super().generate_rendition_file(filter, source=source)
        except UNREADABLE as error:
            if getattr(error, "errno", None) is not None:  # of the disk, and not of the picture
                raise
            raise SourceImageIOError(str(error)) from error

    def create_rendition(self, filter: Any) -> Any:
        """As Wagtail does; raises NotMadeYetError where others are writing and this one waits for nobody."""
        with _or_not_yet():
            return super().create_rendition(filter)

    def create_renditions(self, *filters: Any) -> Any:
        """As `create_rendition`, of several sizes."""
        with _or_not_yet():
            return super().create_renditions(*filters)

    def rights_over(self, moment: datetime.datetime) -> bool:
        """True from the midnight, in the agency's zone, that ends the last day on which the image may be shown."""
        return self.rights_until is not None and agency_day(moment) > self.rights_until


class NotMadeYetError(BusyError, SourceImageIOError):
    """A size of an image that is not there yet, while others are writing: Wagtail's pages show a gap in its place."""


@contextmanager
def _or_not_yet() -> Iterator[None]:
    try:
        yield
    except BusyError as error:
        raise NotMadeYetError from error


# What Pillow raises for what it cannot decode or encode.
UNREADABLE = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)
LONGEST_SIDE = 16_383  # pixels: what WebP holds, in which every image is shown


def unusable(file: Any) -> str:
    """Why no page could show the picture, in words; empty where nothing is the matter. Its size is asked before it is
    decoded."""
    try:
        with Image.open(file) as picture:
            if max(picture.size) > LONGEST_SIDE:
                return gettext("The image is too long or too wide: no side may have more than %(most)d pixels.") % {
                    "most": LONGEST_SIDE
                }
            if picture.size[0] * picture.size[1] > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                return gettext("The image has too many pixels: at most %(most)d can be shown.") % {
                    "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
                }
            picture.load()
    except UNREADABLE:
        return gettext(
            "The file is damaged: the image cannot be read to its end. Please export or download it once more."
        )
    finally:
        file.seek(0)
    return ""


def _save_with(kwargs: dict[str, Any], field: str, others: set[str]) -> None:
    """Where fields are named to be saved, and that one among them, save those that follow from it, too."""
    named = kwargs.get("update_fields")
    if named is not None and field in named:
        kwargs["update_fields"] = {*named, *others}


def agency_day(moment: datetime.datetime) -> datetime.date:
    """The day that it is in the agency's zone at the moment, whatever zone is active."""
    return timezone.localdate(moment, ZoneInfo(settings.TIME_ZONE))


class CustomRendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")


def written_languages() -> list[tuple[str, str]]:
    """The languages that a file can be in."""
    return [(code, str(name)) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES]


class CustomDocument(Retirable, AbstractDocument):
    """A file for download. `language` is that of what is in it and of its title, where it is not the site's first."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(
        _("language of the file"),
        max_length=20,
        blank=True,
        choices=written_languages,
        help_text=_("What the file and its title are written in, where that is not the language of the originals."),
    )

    admin_form_fields = (*Document.admin_form_fields, "language", "retired")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the document; a new file's hash and size are read, whichever door it came through."""
        if self.file and not self.file._committed:
            self.file.name = self._free_name(file_name(self.file.name))
            self._set_document_file_metadata()
            _save_with(kwargs, "file", OF_THE_DOCUMENT)
        with uploads.going_with_row(self.file), transaction.atomic():
            super().save(*args, **kwargs)
            keep_in_step(FileTexts, self)

    def _set_file_hash(self) -> None:
        self.file_hash = uploads.hash_of(self.file.file)
        self.sha256 = uploads.sha256_of(self.file.file)

    def take_file(self, name: Any) -> None:
        """Take a file that is stored already for its own; its hash and size are read."""
        self.file = name
        self._set_document_file_metadata()

    def _free_name(self, name: str) -> str:
        """The name, in a folder of its own where there is such a file: readers see it, so no storage lengthens it."""
        taken = self.file.storage.exists(self.file.field.generate_filename(self, name))
        return f"{secrets.token_hex(4)}/{name}" if taken else name

    @cached_property
    def texts(self) -> FileTexts | None:
        """Its title in the site's first language, from which translations are made; None where it was never saved."""
        return texts_of(FileTexts, self)

    @property
    def version(self) -> str:
        """A short mark of what is in the file."""
        return self.file_hash[:12] or "0"

    @property
    def url(self) -> str:
        """The path under which the file is served; it changes with the file's content."""
        return reverse("document", args=(self.key, self.version, self.filename))


class FileTextsBase(TranslatableMixin, models.Model):
    """What is said of a file of the library in one language. In the site's first one it is what the file's own form
    says; the others are translated from that. `named` are the fields, called as those of the file."""

    wagtail_reference_index_ignore = True  # who speaks of a file does not use it

    named: tuple[str, ...] = ()
    # Which file it is about, is the same in every language.
    shared_fields: tuple[str, ...] = ("file",)
    file: Any

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [models.UniqueConstraint(fields=["file", "locale"], name="one_%(class)s_per_file_and_locale")]

    def __str__(self) -> str:
        return str(self.file)


class ImageTexts(FileTextsBase):
    """What is said of an image of the library in one language."""

    file = models.ForeignKey(CustomImage, verbose_name=_("image"), on_delete=models.CASCADE, related_name="+")
    alt_text = models.CharField(_("alternative text"), max_length=255, blank=True)
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    named = ("alt_text", "caption", "credit")

    class Meta(FileTextsBase.Meta):
        verbose_name = _("texts of an image")
        verbose_name_plural = _("texts of images")


class FileTexts(FileTextsBase):
    """What is said of a file for download in one language."""

    file = models.ForeignKey(CustomDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=255)

    named = ("title",)

    class Meta(FileTextsBase.Meta):
        verbose_name = _("title of a file")
        verbose_name_plural = _("titles of files")


def texts_of(model: type[Any], file: models.Model) -> Any:
    """The texts of the file in the site's first language; None where there are none."""
    return model.objects.filter(file=file, locale__language_code=settings.LANGUAGE_CODE).first()


def keep_in_step(model: type[Any], file: Any) -> None:
    """Have the texts in the site's first language say what the file says; a file without words needs none."""
    said = {name: getattr(file, name) for name in model.named}
    texts = texts_of(model, file)
    locale = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
    if texts is None and any(said.values()) and locale is not None:
        model.objects.create(file=file, locale=locale, **said)
    elif texts is not None and said != {name: getattr(texts, name) for name in model.named}:
        for name, words in said.items():
            setattr(texts, name, words)
        texts.save()
    file.__dict__.pop("texts", None)
