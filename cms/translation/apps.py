from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        from cms.content import forms
        from cms.delivery import fate, rebuild, registry, visibility
        from cms.outbox import outbox
        from cms.translation import facts, localize, machine, models, presenting, receivers, snippets

        localize.share_fields()
        localize.copy_nothing_by_itself()
        receivers.connect()
        snippets.register()
        registry.standings.register(presenting.standing)
        visibility.withholders.register(models.not_released)
        fate.unapproved.register(receivers.stays_withheld)
        visibility.originals.register(facts.locale_of_original)
        rebuild.invariants.register(facts)
        forms.decided_elsewhere.register(facts.decided_elsewhere)
        outbox.register(machine.KIND, machine.deliver)
