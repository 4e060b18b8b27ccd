"""Keys to the API in the admin: issued, shown once, revoked."""

import pytest
from django.urls import reverse

from cms.partners import keys
from cms.partners.models import ApiKey
from tests.colleagues import Colleague


@pytest.fixture
def engineer(roles):
    return Colleague("Technik")


FORM = {"name": "Ministerium", "email": "", "scopes": ["content", "search"], "per_minute": "1200"}


def test_a_key_is_shown_once_and_opens(engineer):
    response = engineer.client.post(reverse("partners_keys"), FORM)
    assert response.status_code == 200 and "no-store" in response["Cache-Control"]
    secret = response.context["secret"]
    assert f'value="{secret}"' in response.content.decode()
    found = keys.named_in(f"Bearer {secret}")
    assert (found.scopes, found.per_minute) == ({"content", "search"}, 1_200)
    listed = engineer.client.get(reverse("partners_keys")).content.decode()
    assert secret not in listed and ApiKey.objects.get().beginning in listed and engineer.user.username in listed


def test_revoking_ends_it_at_once(engineer):
    secret = engineer.client.post(reverse("partners_keys"), FORM).context["secret"]
    assert keys.named_in(f"Bearer {secret}")
    for _twice in range(2):
        assert engineer.client.post(reverse("partners_revoke", args=[ApiKey.objects.get().pk])).status_code == 302
    with pytest.raises(keys.UnknownKeyError):
        keys.named_in(f"Bearer {secret}")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"per_minute": "0"}])
def test_what_is_wrong_is_said_and_nothing_issued(engineer, wrong):
    response = engineer.client.post(reverse("partners_keys"), FORM | wrong)
    assert set(response.context["form"].errors) == set(wrong) and not ApiKey.objects.exists()


@pytest.mark.parametrize("role", ["Redaktion", "Freigabe"])
def test_only_who_administers_issues_keys(engineer, role):
    other = Colleague(role)
    key = ApiKey(name="x")
    key.renew()
    key.save()
    assert other.client.post(reverse("partners_keys"), FORM).status_code in {302, 403}
    assert other.client.post(reverse("partners_revoke", args=[key.pk])).status_code in {302, 403}
    assert list(ApiKey.objects.values_list("revoked_at", flat=True)) == [None]
