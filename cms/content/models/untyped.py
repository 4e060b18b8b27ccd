"""The base of mixins that stand beside Wagtail's models, which have no types.

With one typed base mypy would check such a model by half, and find none of its relations.
"""

from typing import Any

from django.db import models

Untyped: Any = models.Model
