"""What a server looks at before it serves."""

from __future__ import annotations

import logging
import sys

from django.core import checks
from django.db import connections

from cms import schema
from cms.operations.checks import STARTING

log = logging.getLogger(__name__)


def look() -> None:
    """End the process where the database is behind the code, and log what else an operator has to mend. Where the
    database does not answer it is waited for: all is served as soon as it does."""
    try:
        if complaint := schema.complaint():
            sys.exit(complaint)
        found = checks.run_checks(tags=[STARTING], include_deployment_checks=True, databases=["default"])
    finally:
        # No connection goes along into the processes that a server makes of this one.
        connections.close_all()
    for message in found:
        log.warning("%s %s", message.msg, message.hint)
