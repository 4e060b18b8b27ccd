from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    """The user model and who may touch which account, and no more: Wagtail's first migrations depend on it, and
    everything in cms.content on Wagtail's."""

    default = True
    name = "cms.users"
    label = "users"
    verbose_name = _("People of the newsroom")

    def ready(self) -> None:
        from cms.users import accounts
        from cms.users.receivers import has_profile

        accounts.connect()
        user_logged_in.connect(has_profile, dispatch_uid="users.profile")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's administration of users and groups, with our views."""

    default = False
    user_viewset = "cms.users.views.AccountViewSet"
    group_viewset = "cms.editorial.groups.RoleViewSet"
