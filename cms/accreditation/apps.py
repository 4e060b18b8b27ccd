from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccreditationConfig(AppConfig):
    name = "cms.accreditation"
    label = "accreditation"
    verbose_name = _("Accredited readers")
