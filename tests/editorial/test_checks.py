"""What the system checks say of page types that would go past the review."""

from types import SimpleNamespace

import pytest
from wagtail.models import Page

from cms.content.models import BasePage, IndexPage
from cms.delivery import registry
from cms.editorial.checks import types_are_under_four_eyes
from cms.editorial.four_eyes import FourEyesPage, FourEyesTranslation
from press.models import PressIndexPage, PressRelease


class Bare(BasePage):
    class Meta:
        abstract = True


class WrongOrder(BasePage, FourEyesPage):
    class Meta:
        abstract = True


class LenientList(FourEyesTranslation, IndexPage):
    class Meta:
        abstract = True

    @classmethod
    def allowed_subpage_models(cls) -> list[type[Page]]:
        return [PressRelease]


@pytest.fixture
def registered(monkeypatch):
    def only(model):
        monkeypatch.setattr(registry, "presenters", lambda: [SimpleNamespace(model=model)])
        return [message.id for message in types_are_under_four_eyes(None)]

    return only


def test_every_type_of_ours_is_under_four_eyes():
    assert types_are_under_four_eyes(None) == []


@pytest.mark.parametrize("model", [Bare, WrongOrder])
def test_a_type_without_an_effective_mixin_is_an_error(registered, model):
    assert registered(model) == ["editorial.E001"]


def test_a_list_of_reviewed_texts_that_lets_them_through_is_an_error(registered):
    assert registered(LenientList) == ["editorial.E002"]
    assert registered(PressIndexPage) == []
