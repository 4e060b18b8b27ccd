"""Blocks of an event's programme and of a meeting's documentation."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.content.blocks import ONE_LINE, PARAGRAPHS
from cms.content.presenting import Context, person_shape
from events import schemas


def people_list(label: Any) -> blocks.ListBlock:
    """Any number of people, none at first."""
    return blocks.ListBlock(SnippetChooserBlock("content.Person", label=_("Person")), label=label, default=[])


class ProgrammeItemBlock(blocks.StructBlock):
    starts_at = blocks.TimeBlock(label=_("from"))
    ends_at = blocks.TimeBlock(label=_("to"), required=False)
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=ONE_LINE, required=False, default="")
    people = people_list(_("People"))

    class Meta:
        icon = "time"
        label = _("Item of the programme")

    def present(self, value: Any, ctx: Context) -> schemas.ProgrammeItem | None:
        if value["starts_at"] is None:  # a draft may lack it
            return None
        people = (person_shape(person, ctx) for person in value["people"])
        return schemas.ProgrammeItem(
            start_time=value["starts_at"],
            end_time=value["ends_at"],
            title=value["title"],
            html=ctx.html(value["text"].source) if value["text"] else "",
            people=[person for person in people if person],
        )


class FindingsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Sub-heading"), required=False, default="")
    findings = blocks.ListBlock(blocks.RichTextBlock(features=ONE_LINE, label=_("Finding")), label=_("Findings"))

    class Meta:
        label = _("Group of findings")


class RoundBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    moderators = people_list(_("Moderators"))
    text = blocks.RichTextBlock(label=_("Findings as prose"), features=PARAGRAPHS, required=False, default="")
    groups = blocks.ListBlock(FindingsBlock(label=_("Group of findings")), label=_("Findings as lists"), default=[])

    class Meta:
        icon = "group"
        label = _("Round of talks")

    def present(self, value: Any, ctx: Context) -> schemas.Round:
        moderators = (person_shape(person, ctx) for person in value["moderators"])
        return schemas.Round(
            title=value["title"],
            moderators=[moderator for moderator in moderators if moderator],
            html=ctx.html(value["text"].source) if value["text"] else "",
            groups=[
                schemas.FindingsGroup(
                    title=group["title"],
                    findings=[html for html in (ctx.html(finding.source) for finding in group["findings"]) if html],
                )
                for group in value["groups"]
            ],
        )


class FeedbackBlock(blocks.TextBlock):
    class Meta:
        icon = "comment"
        label = _("Comment")

    def present(self, value: str, ctx: Context) -> str | None:
        return value.strip() or None
