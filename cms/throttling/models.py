"""How often somebody has tried something, without a word of who it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attempts(models.Model):
    """The attempts of one throttle and one address, account or device, whose keyed digest is all that is kept of it."""

    digest = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("attempts")
        verbose_name_plural = _("attempts")

    def __str__(self) -> str:
        return f"{self.digest[:8]}: {self.number}"
