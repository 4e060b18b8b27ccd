"""StreamField blocks. Each presents itself: `present(value, ctx)` gives its shape, or None where nothing is left."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.content import presenting, schemas
from cms.content.presenting import Context

ONE_LINE = ["bold", "italic", "link", "document-link"]
PARAGRAPHS = [*ONE_LINE, "ul", "ol", "h3", "h4"]
# What every browser plays without help.
VIDEO_EXTENSIONS = ("mp4", "webm")


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Sub-heading")

    def present(self, value: str, ctx: Context) -> schemas.HeadingBlock | None:
        return schemas.HeadingBlock(text=value) if value.strip() else None


class RichTextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        features = PARAGRAPHS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PARAGRAPHS, **kwargs})

    def present(self, value: Any, ctx: Context) -> schemas.RichTextBlock | None:
        html = ctx.html(value.source)
        return schemas.RichTextBlock(html=html) if html else None


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(
        label=pgettext_lazy("newsroom", "Words"), help_text=_("Without quotation marks; the page adds them.")
    )
    person = SnippetChooserBlock(
        "content.Person",
        label=_("Person"),
        required=False,
        help_text=_("The function shown is the one held on the day of the text."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")

    def present(self, value: Any, ctx: Context) -> schemas.QuoteBlock:
        return schemas.QuoteBlock(text=value["text"], person=presenting.person_shape(value["person"], ctx))


class ListBlock(blocks.StructBlock):
    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=ONE_LINE, label=_("Item")), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        label_format = "{items}"

    def present(self, value: Any, ctx: Context) -> schemas.ListBlock | None:
        items = [html for html in (ctx.html(item.source) for item in value["items"]) if html]
        return schemas.ListBlock(ordered=value["ordered"], items=items) if items else None


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"), required=False, default="", help_text=_("Leave empty to use the one of the image.")
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("Nothing is lost for those who cannot see it.")
    )
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, default="", help_text=_("Leave empty to use the one of the image.")
    )
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, default="", help_text=_("Leave empty to use the one of the image.")
    )
    licence = blocks.CharBlock(
        label=_("Licence"), required=False, default="", help_text=_("Leave empty to use the one of the image.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = "{caption}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        image = cleaned.get("image")
        if self.is_deferred_validation:
            return cleaned
        if image and not (cleaned["alt_text"] or cleaned["decorative"] or image.alt_text):
            raise blocks.StructBlockValidationError(
                block_errors={"alt_text": ValidationError(_("Describe the image, or mark it as decoration."))}
            )
        return cleaned

    def present(self, value: Any, ctx: Context) -> schemas.ImageBlock | None:
        image = presenting.image_shape(
            value["image"],
            ctx,
            alt=value["alt_text"],
            caption=value["caption"],
            credit=value["credit"],
            licence=value["licence"],
            decorative=value["decorative"],
        )
        return schemas.ImageBlock(image=image) if image else None


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=40, help_text=_("With its unit, for example “250 people”."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)


class KeyFiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Key figures")

    def present(self, value: Any, ctx: Context) -> schemas.KeyFiguresBlock | None:
        figures = [schemas.KeyFigure(value=figure["value"], label=figure["label"]) for figure in value["figures"]]
        return schemas.KeyFiguresBlock(figures=figures) if figures else None


class InterviewAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=ONE_LINE)


class InterviewBlock(blocks.StructBlock):
    person = SnippetChooserBlock("content.Person", label=_("Person"), required=False)
    answers = blocks.ListBlock(InterviewAnswerBlock(), label=_("Questions and answers"))

    class Meta:
        icon = "comment"
        label = _("Interview")

    def present(self, value: Any, ctx: Context) -> schemas.InterviewBlock | None:
        answers = [
            schemas.InterviewAnswer(question=answer["question"], html=ctx.html(answer["answer"].source))
            for answer in value["answers"]
        ]
        if not answers:
            return None
        return schemas.InterviewBlock(person=presenting.person_shape(value["person"], ctx), answers=answers)


class FilesBlock(blocks.StructBlock):
    files = blocks.ListBlock(DocumentChooserBlock(label=_("File")), label=_("Files"))

    class Meta:
        icon = "doc-full"
        label = _("Downloads")

    def present(self, value: Any, ctx: Context) -> schemas.FilesBlock | None:
        files = [shape for shape in (presenting.file_shape(file, ctx) for file in value["files"]) if shape]
        return schemas.FilesBlock(files=files) if files else None


class VideoChooserBlock(DocumentChooserBlock):
    """A file that browsers play."""

    def clean(self, value: Any) -> Any:
        file = super().clean(value)
        if not self.is_deferred_validation and file is not None and file.file_extension.lower() not in VIDEO_EXTENSIONS:
            raise ValidationError(_("Choose a video: a file that ends in .mp4 or .webm."))
        return file


class SignLanguageVideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = VideoChooserBlock(label=_("Video"), help_text=_("A file that ends in .mp4 or .webm."))
    poster = ImageChooserBlock(
        label=_("Still image"), required=False, help_text=_("Shown until the video plays, best a frame of it.")
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=PARAGRAPHS,
        help_text=_("All that is signed and shown, in words, for those who cannot see the video."),
    )

    class Meta:
        icon = "media"
        label = _("Video in sign language")
        label_format = "{title}"

    def present(self, value: Any, ctx: Context) -> schemas.SignLanguageVideoBlock | None:
        file = presenting.file_shape(value["file"], ctx)
        if file is None:
            return None
        return schemas.SignLanguageVideoBlock(
            title=value["title"],
            file=file,
            poster=presenting.image_shape(value["poster"], ctx, decorative=True),
            html=ctx.html(value["transcript"].source),
        )


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of a running text, in the order in which the chooser offers them."""
    return [
        ("rich_text", RichTextBlock()),
        ("heading", HeadingBlock()),
        ("quote", QuoteBlock()),
        ("list", ListBlock()),
        ("image", ImageBlock()),
        ("key_figures", KeyFiguresBlock()),
        ("interview", InterviewBlock()),
        ("documents", FilesBlock()),
        ("sign_language_video", SignLanguageVideoBlock()),
    ]
