"""What the system checks say of page types that would be missing without a word."""

import pytest

from cms.delivery import registry
from cms.delivery.checks import page_types_are_registered, presenters_can_be_shown
from press.models import PressRelease


def test_every_type_of_ours_is_complete():
    assert page_types_are_registered(None) == []
    assert presenters_can_be_shown(None) == []


def test_a_page_type_without_a_presenter_is_an_error(monkeypatch):
    monkeypatch.delitem(registry._by_model, PressRelease)
    [message] = page_types_are_registered(None)
    assert (message.id, message.obj) == ("delivery.E001", PressRelease)


def test_a_list_of_a_type_that_nobody_registers_is_an_error(monkeypatch):
    monkeypatch.delitem(registry._by_model, PressRelease)
    assert [message.id for message in presenters_can_be_shown(None)] == ["delivery.E003"]


def test_a_template_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setattr(registry.presenter_for(PressRelease), "template", "press/gone.html", raising=False)
    assert [message.id for message in presenters_can_be_shown(None)] == ["delivery.E002"]


def test_a_page_type_has_one_presenter():
    class Another(type(registry.presenter_for(PressRelease))):
        pass

    before = registry.presenter_for(PressRelease)
    with pytest.raises(ValueError, match="PressRelease is presented by ReleasePresenter already"):
        registry.register(Another())
    assert registry.presenter_for(PressRelease) is before
