"""What the system checks say of page types that would go past the review."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow

from cms.content.models import BasePage, IndexPage
from cms.delivery import registry
from cms.editorial.checks import somebody_may_approve, types_are_under_four_eyes
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


class TestWhoMayApprove:
    @staticmethod
    def said() -> str:
        return " ".join(message.msg for message in somebody_may_approve(None, databases=["default"]))

    def test_where_somebody_may_nothing_is_said(self, reviewer):
        assert self.said() == ""
        assert somebody_may_approve(None) == []

    @pytest.mark.parametrize(
        ("broken", "expected"),
        [
            (lambda group: group.user_set.update(is_active=False), "the group Freigabe has no active member"),
            (
                lambda group: group.permissions.remove(*group.permissions.filter(codename="approve")),
                "lacks the right approve",
            ),
            (lambda group: group.delete(), "no group is asked"),
            (lambda group: Workflow.objects.update(active=False), "no group is asked"),
        ],
    )
    def test_where_nobody_may_it_is_said_why(self, reviewer, broken, expected):
        broken(Group.objects.get(name="Freigabe"))
        assert expected in self.said()

    def test_where_there_are_no_roles_there_is_nothing_to_say(self, roles):
        Group.objects.all().delete()
        assert self.said() == ""
