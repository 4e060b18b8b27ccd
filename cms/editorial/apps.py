from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "cms.editorial"
    label = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from cms.content import file_forms, forms
        from cms.delivery import keeping, objecting
        from cms.editorial import checks, groups, net, receivers, roles, second_eyes  # noqa: F401

        receivers.connect()
        groups.connect()
        roles.keep_review_from_others()
        file_forms.objecting_to_changes.register(second_eyes.why_not_now)
        keeping.remarks.register(second_eyes.remark)
        objecting.objectors.register(net.not_theirs)
        forms.objecting_to_ends.register(net.end_is_not_theirs)
