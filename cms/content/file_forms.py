"""The forms of images and documents; apart from those of pages, since Wagtail's are imported only after all models."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.content.dates import DayField
from cms.content.models.media import unusable
from cms.content.providers import Providers

objecting_to_changes: Providers[Callable[[Any, Iterable[str]], str]] = Providers()
"""Who is asked before fields of a file are changed in its form: why that is not done now; empty where it may be."""


class FileForm:
    """The base of both: nothing is retired as it is uploaded, and of a file that was replaced the old one goes only
    when it is no longer the instance's, since a new file may have to wait for somebody's approval."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:  # type: ignore[attr-defined]  # of the form that this stands before
            self.fields.pop("retired", None)  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """Refuse, before anything is stored, what somebody objects to."""
        cleaned = super().clean()  # type: ignore[misc]  # of the form that this stands before
        changed = self.changed_data if self.instance.pk else ()  # type: ignore[attr-defined]
        if changed:
            for why in filter(None, (ask(self.instance, changed) for ask in objecting_to_changes)):  # type: ignore[attr-defined]
                self.add_error(None, why)  # type: ignore[attr-defined]
        return cleaned

    def save(self, commit: bool = True) -> Any:
        old, self.original_file = self.original_file, None  # type: ignore[has-type]
        instance = super().save(commit=commit)  # type: ignore[misc]  # of the form that this stands before
        if commit and old and old.name != instance.file.name:
            # Only then: a file that is deleted does not come back with a transaction that is undone.
            transaction.on_commit(partial(old.storage.delete, old.name))
            for rendition in getattr(instance, "renditions", instance._meta.model.objects.none()).all():
                rendition.delete()
        return instance


class DocumentForm(FileForm, BaseDocumentForm):
    pass


class PictureField(WagtailImageField):
    """A picture that pages can show; Wagtail's own field decodes what it is given before it looks at it."""

    def to_python(self, data: Any) -> Any:
        if data and (reason := unusable(data)):
            raise ValidationError(reason, code="unusable")
        return super().to_python(data)


class ImageForm(FileForm, BaseImageForm):
    """Takes no image that no page could show, and says so where nobody sees the image any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            asked = self.fields["file"]
            self.fields["file"] = PictureField(label=asked.label, required=asked.required, widget=asked.widget)
        if "rights_until" in self.fields:
            self.fields["rights_until"].validators.extend(DayField.default_validators)
        if "rights_until" in self.fields and self.instance.rights_over(timezone.now()):
            day = date_format(self.instance.rights_until, "SHORT_DATE_FORMAT")
            self.fields["rights_until"].help_text = _(
                "The rights ended on %(day)s: no page shows the image any more. A later day shows it again."
            ) % {"day": day}
