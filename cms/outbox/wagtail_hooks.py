from wagtail_modeladmin.options import modeladmin_register

from cms.outbox.admin import DeliveryAdmin

modeladmin_register(DeliveryAdmin)
