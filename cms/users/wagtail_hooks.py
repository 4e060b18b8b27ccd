"""Accounts in the admin."""

from wagtail import hooks

from cms.users.views import BULK_ACTIONS

# The hook's last one for an action is the one in use.
for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=100)
