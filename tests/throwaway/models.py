"""Notices: something is to be known, at an address and from a day on."""

from django.db import models
from wagtail.fields import StreamField

from cms.content.blocks import body_blocks
from cms.content.models import BasePage, EmbargoedPage, IndexPage
from cms.editorial.four_eyes import FourEyesIndex, FourEyesPage


class NoticeIndexPage(FourEyesIndex, IndexPage):
    subpage_types = ["throwaway.Notice"]

    class Meta:
        verbose_name = "list of notices"
        verbose_name_plural = "lists of notices"


class Notice(FourEyesPage, EmbargoedPage):
    parent_page_types = ["throwaway.NoticeIndexPage"]
    subpage_types: list[str] = []

    day = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=[("open", "Open"), ("settled", "Settled")], default="open")
    place = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    body = StreamField(body_blocks(), blank=True)

    content_panels = [
        *BasePage.content_panels,
        *EmbargoedPage.embargo_panels,
        *("day", "state", "place", "street", "words", "body"),
    ]
    shared_fields = EmbargoedPage.shared_fields

    class Meta:
        verbose_name = "notice"
        verbose_name_plural = "notices"
