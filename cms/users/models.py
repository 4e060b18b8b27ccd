"""The people who work in the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    """Somebody who works in the newsroom; a model of our own so that it can grow without a data migration."""

    class Meta:
        verbose_name = pgettext_lazy("newsroom", "user")
        verbose_name_plural = pgettext_lazy("newsroom", "users")
