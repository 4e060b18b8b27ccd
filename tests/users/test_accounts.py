"""Only a superuser makes one, and touches the account of one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from tests.admin import form_data
from tests.colleagues import Colleague, roles  # noqa: F401  # fixture
from tests.factories import UserFactory

User = get_user_model()
NAMES = {"first_name": "Kim", "last_name": "Muster"}


@pytest.fixture
def technician(roles):  # noqa: F811
    return Colleague("Technik")


@pytest.fixture
def chief(db):
    return UserFactory(**NAMES, is_superuser=True)


def edit(who, account, **more):
    url = reverse("wagtailusers_users:edit", args=(account.pk,))
    kept = {"username": account.username, "email": account.email, "is_active": "on", **NAMES}
    groups = list(account.groups.values_list("pk", flat=True))
    return who.client.post(url, {**kept, "groups": groups, **more})


def bulk(who, action, *accounts, **data):
    url = reverse("wagtail_bulk_action", args=("users", "user", action))
    return who.client.post(f"{url}?{'&'.join(f'id={account.pk}' for account in accounts)}", data)


def stored(account):
    return User.objects.filter(pk=account.pk).values().first()


def test_a_superuser_is_made_by_superusers(technician, chief):
    other = UserFactory(**NAMES, is_superuser=False)
    for account in (other, technician.user):
        edit(technician, account, is_superuser="on", last_name="Neu")
        assert (stored(account)["is_superuser"], stored(account)["last_name"]) == (False, "Neu")
    secret = {"password1": "langes-Kennwort-7", "password2": "langes-Kennwort-7"}
    add = {"username": "neu", "email": "neu@example.org", **NAMES, **secret, "is_superuser": "on"}
    technician.client.post(reverse("wagtailusers_users:add"), add)
    assert User.objects.filter(username="neu", is_superuser=False).exists()
    technician.client.force_login(chief)
    edit(technician, other, is_superuser="on")
    assert stored(other)["is_superuser"]


def test_the_form_asks_superusers_only(technician):
    other = UserFactory(is_superuser=False)
    form = technician.client.get(reverse("wagtailusers_users:edit", args=(other.pk,))).context["form"]
    assert "groups" in form_data(form) and "is_superuser" not in form.fields


@pytest.mark.parametrize(
    "change",
    [
        {"last_name": "Neu"},
        {"username": "neu"},
        {"email": "neu@example.org"},
        {"password1": "langes-Kennwort-7", "password2": "langes-Kennwort-7"},
        {"is_active": ""},
    ],
)
def test_a_superuser_s_account_is_changed_by_superusers(technician, chief, change):
    before = stored(chief)
    edit(technician, chief, **change)
    assert stored(chief) == before
    assert technician.client.get(reverse("wagtailusers_users:edit", args=(chief.pk,))).status_code == 302
    technician.client.force_login(UserFactory(is_superuser=True))
    edit(technician, chief, **change)
    assert stored(chief) != before


def test_bulk_actions_leave_superusers_out(technician, chief):
    other, group = UserFactory(is_superuser=False), Group.objects.get(name="Freigabe")
    bulk(technician, "set_active_state", chief, other, mark_as_active="False")
    bulk(technician, "assign_role", chief, other, role=group.pk)
    assert (stored(chief)["is_active"], stored(other)["is_active"]) == (True, False)
    assert list(group.user_set.all()) == [other]
    bulk(technician, "delete", chief, other)
    assert stored(chief) and not stored(other)


@pytest.mark.parametrize(
    "touch",
    [
        lambda chief, group: chief.save(),
        lambda chief, group: chief.delete(),
        lambda chief, group: chief.groups.add(group),
        lambda chief, group: group.user_set.add(chief),
        lambda chief, group: chief.user_permissions.clear(),
    ],
)
def test_no_other_door_leads_to_a_superuser_s_account(technician, chief, touch):
    group = Group.objects.get(name="Technik")
    with LogContext(user=technician.user), pytest.raises(PermissionDenied), transaction.atomic():
        touch(chief, group)
    with LogContext(user=UserFactory(is_superuser=True)):
        touch(chief, group)


def test_everybody_changes_their_own_account(technician):
    url = reverse("wagtailadmin_account")
    data = {"name_email-first_name": "Kim", "name_email-last_name": "Anders", "name_email-email": "kim@example.org"}
    data |= {"locale-preferred_language": "de", "locale-current_time_zone": "Europe/Berlin"}
    technician.client.post(
        url, data | {f"theme-{name}": "system" for name in ("theme", "contrast")} | {"theme-density": "default"}
    )
    assert stored(technician.user)["last_name"] == "Anders"


class TestTwins:
    """Names and mail addresses are unique, whatever their capitals."""

    @pytest.fixture
    def boss(self, chief):
        User.objects.filter(pk=chief.pk).update(username="bössi", email="boss@example.org")
        return chief

    @pytest.mark.parametrize(
        ("field", "value"), [("username", "BÖSSI"), ("username", "bössi"), ("email", "BOSS@example.org")]
    )
    def test_none_is_made(self, technician, boss, field, value):
        secret = {"password1": "langes-Kennwort-7", "password2": "langes-Kennwort-7"}
        add = {"username": "neu", "email": "neu@example.org", **NAMES, **secret, field: value}
        known = User.objects.count()
        response = technician.client.post(reverse("wagtailusers_users:add"), add)
        assert list(response.context["form"].errors) == [field] and User.objects.count() == known
        other = UserFactory(**NAMES, is_superuser=False)
        assert list(edit(technician, other, **{field: value}).context["form"].errors) == [field]
        assert stored(other)[field] == getattr(other, field)

    def test_nobody_takes_a_mail_address_that_way(self, technician, boss):
        form = technician.client.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
        panels = [panel for found in form.values() for panel in found]
        sent = {name: value for panel in panels for name, value in form_data(panel.get_form()).items()}
        email = next(name for name in sent if name.endswith("-email"))
        technician.client.post(reverse("wagtailadmin_account"), sent | {email: "Boss@Example.org"})
        assert stored(technician.user)["email"] == technician.user.email

    def test_those_that_are_there_stay_and_can_be_edited(self, technician, boss):
        twin = UserFactory(**NAMES, username="BÖSSI", email="BOSS@example.org", is_superuser=False)
        assert edit(technician, twin, first_name="Neu").status_code == 302
        assert stored(twin)["first_name"] == "Neu" and stored(twin)["username"] == "BÖSSI"

    def test_capitals_of_ones_own_may_change(self, technician):
        other = UserFactory(**NAMES, username="kim", is_superuser=False)
        assert edit(technician, other, username="Kim").status_code == 302


def test_nobody_gives_a_role_to_themselves_or_drops_one(technician, chief):
    review, own = Group.objects.get(name="Freigabe"), technician.user
    edit(technician, own, groups=[*own.groups.values_list("pk", flat=True), review.pk])
    assert list(own.groups.values_list("name", flat=True)) == ["Technik"]
    for change in (own.groups.add, own.groups.remove):
        with pytest.raises(PermissionDenied), LogContext(user=own), transaction.atomic():
            change(review if change == own.groups.add else own.groups.get())
    with LogContext(user=chief):
        chief.groups.add(review)
