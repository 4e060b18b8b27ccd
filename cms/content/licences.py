"""The licences that texts and images can be given: those of GovData's list that an agency uses, with their names and
the addresses of their texts (https://www.dcat-ap.de/def/licenses/)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Licence:
    """A licence by its id in that list; `url` is empty where nothing is granted that could be read up."""

    id: str
    name: str | Promise
    url: str = ""


DEFAULT = "dl-by-de/2.0"
RESERVED = "other-closed"
LICENCES = {
    licence.id: licence
    for licence in (
        Licence(
            DEFAULT, "Datenlizenz Deutschland – Namensnennung – Version 2.0", "https://www.govdata.de/dl-de/by-2-0"
        ),
        Licence(
            "dl-zero-de/2.0", "Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0"
        ),
        Licence("cc-by/4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        Licence("cc-by-sa/4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        Licence("cc-by-nd/4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
        Licence("cc-by-nc/4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        Licence("cc-by-nc-nd/4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        Licence("cc-zero", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence(RESERVED, _("All rights reserved")),
    )
}
CHOICES = [(licence.id, licence.name) for licence in LICENCES.values()]
