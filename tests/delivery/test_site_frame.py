"""What stands around every document: names and menus of a language, and what they are where nobody has written any."""

from bs4 import BeautifulSoup

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery import publications
from cms.delivery.site_frame import MenuLink, SiteFrame, public_languages, site_frame_for
from cms.delivery.withdrawal import withdraw
from tests.factories import OrganisationFactory, UserFactory, locale


def menu(language, *links, place="header"):
    """A menu that leads to the pages in the order of their numbers, `(number, page, label)`."""
    found = Menu.objects.create(place=place, locale=language)
    for number, page, label in links:
        MenuItem.objects.create(menu=found, page=page, label=label, sort_order=number, locale=language)


def test_a_menu_leads_to_its_public_pages_in_their_order(newsroom):
    first, second = newsroom.page(title="Erste", slug="erste"), newsroom.page(title="Zweite", slug="zweite")
    hidden = newsroom.page(title="Entwurf", live=False)
    menu(newsroom.de, (2, second, ""), (0, hidden, "Geheim"), (1, first, "Zuerst"))
    menu(newsroom.de, (0, second, ""), place="footer")
    frame = site_frame_for("de")
    assert frame.header == [MenuLink("Zuerst", "/de/erste/"), MenuLink("Zweite", "/de/zweite/")]
    assert frame.footer == [MenuLink("Zweite", "/de/zweite/")]


def test_a_language_without_a_menu_has_the_first_one_s_with_its_own_pages_or_else_the_originals(newsroom):
    both, german = newsroom.page(title="Über uns", slug="ueber-uns"), newsroom.page(title="Nur deutsch")
    newsroom.translate(both, title="About us", slug="about-us")
    menu(newsroom.de, (0, both, "Wir"), (1, german, ""))
    original = MenuLink("Nur deutsch", "/de/nur-deutsch/", locale="de", language="de")
    assert site_frame_for("en").header == [MenuLink("About us", "/en/about-us/"), original]
    menu(newsroom.en, (0, both, "We"))
    assert site_frame_for("en").header == [MenuLink("We", "/en/about-us/")]
    assert site_frame_for("fr").header == []  # no language of the site
    french = MenuLink("Wir", "/de/ueber-uns/", locale="de", language="de")
    locale("fr")
    assert site_frame_for("fr").header == [french, original]


def test_a_menu_s_own_words_for_an_original_are_in_the_menu_s_language(newsroom):
    german = newsroom.page(title="Impressum")
    menu(newsroom.en, (0, german, "Imprint"))
    assert site_frame_for("en").header == [MenuLink("Imprint", "/de/impressum/", locale="de")]


def test_legal_notices_stand_at_the_foot_in_every_language(newsroom, client):
    imprint, privacy = newsroom.page(title="Impressum"), newsroom.page(title="Datenschutz")
    draft = newsroom.page(title="Entwurf", live=False)
    newsroom.translate(imprint, title="Imprint", slug="imprint")
    menu(newsroom.de, (0, imprint, ""), (1, privacy, ""), (2, draft, ""), place="footer")
    menu(newsroom.en, (0, imprint, ""), place="footer")
    for language in ("de-simple", "fr", "uk", "ar"):
        newsroom.translate(newsroom.home, locale(language), title=language, slug=f"home-{language}")
    german = [("/de/impressum/", "de"), ("/de/datenschutz/", "de")]
    for code in public_languages():
        links = BeautifulSoup(client.get(f"/{code}/").content, "html.parser").select(".site-footer nav a")
        found = [(link["href"], link.get("hreflang")) for link in links]
        if code == "de":
            assert found == [(path, None) for path, _code in german]
        else:
            assert found == (german if code != "en" else [("/en/imprint/", None), german[1]])
        assert all(link.get("lang") == link.get("hreflang") for link in links)


def test_languages_stand_in_one_order_on_every_page(newsroom, client):
    for language in ("ar", "fr"):
        newsroom.translate(newsroom.home, locale(language), title=language, slug=f"home-{language}")
    gone = newsroom.translate(newsroom.page(title="Zahlen"), title="Figures", slug="figures")
    with publications.unit():
        withdraw(gone, reason="Wrong.", user=UserFactory())
    newsroom.page(title="Hier").unpublish()
    for path, status in (("/en/", 200), ("/en/search/", 200), ("/en/nowhere/", 404), ("/en/figures/", 410)):
        response = client.get(path)
        choice = BeautifulSoup(response.content, "html.parser").select(".languages a")
        assert (response.status_code, [link["lang"] for link in choice]) == (status, ["de", "en", "fr", "ar"]), path
        assert [link["lang"] for link in choice if link.get("aria-current")] == ["en"]


def test_a_language_without_texts_has_the_first_one_s_name_and_publisher_and_no_motto(newsroom):
    publisher = OrganisationFactory(name="Kammer")
    SiteTexts.objects.create(name="Treffpunkt", motto="Für alle.", publisher=publisher, locale=newsroom.de)
    assert site_frame_for("de") == SiteFrame("Treffpunkt", "de", "Für alle.", "Kammer", "de")
    assert site_frame_for("en") == SiteFrame("Treffpunkt", "de", "", "Kammer", "de")
    chamber = publisher.copy_for_translation(newsroom.en)
    chamber.name = "Chamber"
    chamber.save()
    assert site_frame_for("en") == SiteFrame("Treffpunkt", "de", "", "Chamber", "en")
    SiteTexts.objects.create(name="Meeting point", motto="For all.", locale=newsroom.en)
    assert site_frame_for("en") == SiteFrame("Meeting point", "en", "For all.")


def test_a_language_that_the_site_does_not_have_has_an_empty_frame(newsroom):
    SiteTexts.objects.create(name="Treffpunkt", locale=newsroom.de)
    assert site_frame_for("xx") == SiteFrame()


def test_only_languages_with_a_public_front_page_are_offered_in_the_order_of_the_settings(newsroom):
    newsroom.translate(newsroom.home, locale("fr"), title="Accueil")
    assert public_languages() == ["de", "en", "fr"]
    newsroom.home_en.unpublish()
    assert public_languages() == ["de", "fr"]
