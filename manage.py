#!/usr/bin/env python
"""Django's command line for Treffpunkt."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.settings.env import WrongSetting


def main() -> None:
    """Run the command named on the command line, with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as error:
        sys.exit(f"Wrong setting: {error}")


if __name__ == "__main__":
    main()
