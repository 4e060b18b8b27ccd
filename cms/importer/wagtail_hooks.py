"""The report of imports in the admin's menu, and the address that settles a finding."""

from typing import Any

from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from cms.importer import admin

modeladmin_register(admin.ImportAdmin)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("imports/findings/<int:finding_id>/mark-settled/", admin.mark_settled, name="importer_mark_settled")]
