"""What people read is in their language: editors have German and English, visitors every language of the site."""

import ast
import gettext
import io
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils import translation
from django.utils.translation import to_locale

from cms import locales
from cms.delivery import registry

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = [language.code for language in locales.LANGUAGES]
COMPLETE = [language.code for language in locales.LANGUAGES if language.for_editors]
# What the catalogue of Leichte Sprache does not say in plain words, the German one says.
FOR_VISITORS = [code for code in LANGUAGES if code not in COMPLETE and code != locales.PLAIN_GERMAN]

READ_BY_VISITORS = [
    "templates/*.html",
    "cms/delivery/context.py",
    "cms/delivery/errors.py",
    "*/templatetags/*.py",
    "*/presenters.py",
    "cms/content/filters.py",
    "cms/delivery/presenter.py",
    "cms/locales.py",
    "cms/urls.py",
    "search/views.py",
]
READ_BY_EDITORS = [
    "templates/409.html",
    "templates/accreditation/inspect.html",
    "templates/accreditation/issued.html",
    "templates/accreditation/links.html",
    "templates/partners/*",
    "cms/partners/*",
    "templates/content/*",
    "templates/delivery/*",
    "templates/editorial/*",
    "templates/importer/*",
    "templates/press/confirm_*",
    "templates/search/report*",
    "templates/search/teach*",
    "templates/translation/*",
    "templates/webhooks/*",
    "templates/wagtailadmin/*",
    "templates/wagtailimages/*",
]


def catalogue(language: str):
    with (ROOT / "cms" / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def is_read_by_visitors(message: Message) -> bool:
    def matches(path: str, patterns: list[str]) -> bool:
        return any(fnmatch(path, pattern) for pattern in patterns)

    paths = [path for path, _line in message.locations]
    return any(matches(path, READ_BY_VISITORS) and not matches(path, READ_BY_EDITORS) for path in paths)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def numbers_of_forms(language: str) -> dict[int, int]:
    """How many numbers up to a thousand each plural form of a language stands for."""
    form_of = gettext.c2py(str(catalogue(language).plural_expr))  # as gettext itself reads it
    found = [form_of(number) for number in range(1000)]
    return {form: found.count(form) for form in set(found)}


@pytest.mark.parametrize("language", COMPLETE)
def test_what_editors_and_visitors_read_is_complete(language):
    assert [message.id for message in messages(language) if not all(forms(message.string))] == []


@pytest.mark.parametrize("language", FOR_VISITORS)
def test_what_visitors_read_is_complete(language):
    missing = [m.id for m in messages(language) if is_read_by_visitors(m) and not all(forms(m.string))]
    assert missing == []


@pytest.mark.parametrize("language", FOR_VISITORS)
def test_what_types_and_their_states_are_called_is_translated(language):
    known = {message.id: message.string for message in messages(language)}
    installed = [found for found in registry.presenters() if not found.model.__module__.startswith("tests.")]
    with translation.override("en"):
        texts = [str(text) for presenter in installed for text in (presenter.singular, presenter.plural)]
        texts += [str(state.label) for presenter in installed for state in presenter.states.values()]
    assert texts
    assert [text for text in texts if not known.get(text)] == []


def test_plain_german_has_all_forms_of_what_depends_on_a_number():
    # A compiled catalogue holds the English words for a form that is missing, where German should be read.
    counted = [m for m in messages(locales.PLAIN_GERMAN) if is_read_by_visitors(m) and isinstance(m.id, tuple)]
    assert counted
    assert [message.id for message in counted if not all(message.string)] == []


def test_english_says_what_the_source_says():
    assert [message.id for message in messages("en") if forms(message.string) != forms(message.id)] == []


def said_by_packages(language: str) -> dict[str, str]:
    """What the catalogues of installed packages say, by the English words; without those in a context of their own."""
    found: dict[str, str] = {}
    for folder in (Path(app.path) for app in apps.get_app_configs() if "site-packages" in app.path):
        path = folder / "locale" / to_locale(language) / "LC_MESSAGES" / "django.mo"
        if path.is_file():
            with path.open("rb") as file:
                known = gettext.GNUTranslations(file)._catalog
            found |= {said: words for said, words in known.items() if isinstance(said, str) and said}
    return found


@pytest.mark.parametrize("language", [code for code in COMPLETE if code != "en"])
def test_no_word_of_a_package_is_said_otherwise(language):
    # One catalogue wins over all others: a meaning of our own stands in the context "newsroom".
    theirs = said_by_packages(language)
    assert theirs
    ours = {m.id: m.string for m in messages(language) if isinstance(m.id, str) and not m.context and m.string}
    assert {said: words for said, words in ours.items() if theirs.get(said, words) != words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_guessed(language):
    assert [message.id for message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders_in_every_form(language):
    numbers = numbers_of_forms(language)
    for message in messages(language):
        wanted = {name for text in forms(message.id) for name in placeholders(text)}
        for form, text in enumerate(forms(message.string)):
            if not text:
                continue
            found = placeholders(text)
            assert found <= wanted, text
            # A form for one number alone may say it in words: “one entry”.
            is_in_words = isinstance(message.id, tuple) and numbers[form] == 1
            assert len(wanted - found) <= is_in_words, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_compiles_with_the_plural_forms_of_its_language(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    gettext.GNUTranslations(compiled)
    wanted = len(numbers_of_forms(language))
    assert wanted == get_plural(catalogue(language).locale).num_plurals
    assert {len(m.string) for m in messages(language) if isinstance(m.id, tuple)} == {wanted}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_in_the_templates_is_in_the_catalogue(language):
    known = {text for message in messages(language) for text in forms(message.id)}
    for template in (ROOT / "templates").rglob("*.html"):
        for text in re.findall(r'{%\s*(?:translate|trans)\s+"([^"]+)"', template.read_text()):
            assert text in known, f"{template.name}: {text}: make messages collects it"


def test_no_string_stands_where_it_is_not_collected():
    """Inside of an f-string, xgettext does not see it."""
    for module in (
        path for name in ("cms", "press", "events", "home", "search") for path in (ROOT / name).rglob("*.py")
    ):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for text in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
            called = {
                call.func.id for call in ast.walk(text) if isinstance(call, ast.Call) and hasattr(call.func, "id")
            }
            assert not called & {"_", "gettext", "ngettext", "pgettext", "npgettext"}, f"{module}:{text.lineno}"


def test_all_catalogues_hold_the_same_strings():
    wanted = {(message.context, message.id) for message in messages("de")}
    for language in LANGUAGES:
        assert {(message.context, message.id) for message in messages(language)} == wanted, language
