"""Search in the admin: its menu and its addresses."""

from wagtail import hooks

from search import admin

hooks.register("register_admin_viewset", lambda: admin.SearchGroup())
hooks.register("register_admin_urls", admin.urls)
hooks.register("register_reports_menu_item", admin.report_menu_item)
