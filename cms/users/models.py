"""The people who work in the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TWINS = {
    "username": _("There is an account of this name already; capitals make no difference."),
    "email": _("There is an account with this mail address already; capitals make no difference."),
}


class User(AbstractUser):
    """Somebody who works in the newsroom; a model of our own so that it can grow without a data migration."""

    class Meta:
        verbose_name = pgettext_lazy("newsroom", "user")
        verbose_name_plural = pgettext_lazy("newsroom", "users")

    def clean(self) -> None:
        """Refuse a name or mail address that differs from another account's by capitals alone, or not at all, whatever
        form it is typed in. What an account has already stays."""
        super().clean()
        for name, message in TWINS.items():
            if self._is_twin(name):
                raise ValidationError({name: message})

    def _is_twin(self, name: str) -> bool:
        """In Python, as databases disagree about the capitals of letters beyond ASCII."""
        typed = getattr(self, name)
        known = dict(User.objects.values_list("pk", name))
        own = known.pop(self.pk, None)
        return bool(typed) and typed != own and typed.casefold() in {other.casefold() for other in known.values()}
