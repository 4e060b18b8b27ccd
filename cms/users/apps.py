from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """The user model alone: Wagtail's first migrations depend on it, and everything in cms.content on Wagtail's."""

    name = "cms.users"
    label = "users"
    verbose_name = _("People of the newsroom")

    def ready(self) -> None:
        from cms.users.receivers import has_profile

        user_logged_in.connect(has_profile, dispatch_uid="users.profile")
