from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "cms.editorial"
    label = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from cms.delivery import keeping, objecting
        from cms.editorial import checks, net, receivers, second_eyes  # noqa: F401

        receivers.connect()
        keeping.remarks.register(second_eyes.remark)
        objecting.objectors.register(net.not_theirs)
