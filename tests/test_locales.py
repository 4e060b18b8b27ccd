"""A language of the site is one entry in cms/locales.py and one catalogue; nothing else lists languages."""

import ast
import json
import os
import subprocess
import sys

import pytest
import snowballstemmer
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings
from django.utils.translation import get_language_info

from cms import locales
from cms.delivery.templatetags import newsroom
from tests.test_arrows import ROOT, parts

CODES = {language.code for language in locales.LANGUAGES}
# Texts in several languages, which a new language may do without, and what a machine elsewhere can translate.
CONTENT = ("cms.demo", "cms.importer", "cms.translation.terms", "cms.translation.machine.deepl")


def constants(tree):
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def lists(tree):
    """The strings of every list, set, tuple and dictionary that is written down, each by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            yield {one.value for one in node.elts if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Dict):
            yield {one.value for one in node.keys if isinstance(one, ast.Constant)}


def modules():
    return [(module, path) for module, path in parts() if module != "cms.locales" and not module.startswith(CONTENT)]


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_other_module_lists_languages(module, path):
    tree = ast.parse(path.read_text())
    assert [found for found in lists(tree) if len(found & CODES) > 1] == []
    assert locales.PLAIN_GERMAN not in constants(tree), "say PLAIN_GERMAN"


def test_templates_and_scripts_do_not_spell_plain_german():
    texts = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "cms" / "static" / "js").glob("*.js")]
    assert [path.name for path in texts if locales.PLAIN_GERMAN in path.read_text()] == []
    # A style sheet cannot ask which code it is.
    assert f":lang({locales.PLAIN_GERMAN})" in (ROOT / "cms" / "static" / "css" / "site.css").read_text()


@pytest.mark.parametrize("language", locales.LANGUAGES, ids=lambda language: language.code)
def test_every_entry_is_whole(language):
    assert language.search in {*snowballstemmer.algorithms(), ""}
    assert "_" in language.open_graph and len(language.quotation_marks) == 2
    known = get_language_info(language.code)
    assert known["bidi"] == language.right_to_left
    assert known["name_local"].casefold() == language.own_name.casefold()


def test_what_has_no_entry_is_like_the_language_before_its_hyphen_or_says_only_its_code():
    assert newsroom.quoted("Ja", "de-at") == "„Ja“"
    assert newsroom.direction("ar-ma") == "rtl"
    assert (newsroom.og_locale("tlh-x"), newsroom.language_name("tlh"), newsroom.direction("tlh")) == (
        "tlh_x", "tlh", "ltr",
    )  # fmt: skip


def test_the_admin_is_in_the_languages_of_the_editors():
    assert [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES] == ["de", "en"]


ONE_MORE = """
import json, sys
from cms import locales
locales.LANGUAGES += (locales.Language("prs", "Dari", "دری", "persian", right_to_left=True, open_graph="prs_AF"),)
from django.conf import settings
settings.LOCALE_PATHS.append(sys.argv[1])
import django
django.setup()
from django.urls import resolve
from django.utils import translation
from django.utils.translation import check_for_language, get_language_from_path, get_language_bidi
from cms.delivery.api import parameters
from cms.delivery.templatetags import newsroom
from cms.demo import accounts
from cms.translation import wording
from search.engine import Query
from search import asking, stems
with translation.override("prs"):
    said = translation.gettext("Skip to content"), translation.gettext("Timeline of all texts")
    found = {
        "settings": "prs" in dict(settings.LANGUAGES) and "prs" in dict(settings.WAGTAIL_CONTENT_LANGUAGES),
        "known": check_for_language("prs") and get_language_from_path("/prs/presse/") == "prs",
        "search page": resolve("/prs/suche/").url_name,
        "api": "prs" in parameters.LANGUAGES,
        "direction": [get_language_bidi(), newsroom.direction("prs")],
        "names": [newsroom.language_name("prs"), newsroom.og_locale("prs")],
        "search": [stems.stem("کتابها", "prs") != "کتابها", wording.stem("کتاب\u200cها", "prs") != ""],
        "translators": any("prs" in groups for groups in map(str, accounts.GROUPS.values())),
        "said": said,
    }
print(json.dumps(found))
"""


def test_a_language_more_is_an_entry_and_a_catalogue(tmp_path):
    folder = tmp_path / "prs" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="fa")
    catalogue.add("Skip to content", "رفتن به متن")
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    done = subprocess.run(
        [sys.executable, "-c", ONE_MORE, str(tmp_path)],
        cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "settings": True,
        "known": True,
        "search page": "search",
        "api": True,
        "direction": [True, "rtl"],
        "names": ["دری", "prs_AF"],
        "search": [True, True],
        "translators": True,
        "said": ["رفتن به متن", "Zeitplan aller Texte"],
    }
