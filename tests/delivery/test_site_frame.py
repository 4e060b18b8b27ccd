"""What stands around every document: names and menus of a language, and what they are where nobody has written any."""

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery.site_frame import MenuLink, SiteFrame, public_languages, site_frame_for
from tests.factories import OrganisationFactory, locale


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


def test_a_language_without_a_menu_has_the_first_one_s_as_far_as_it_has_the_pages(newsroom):
    both, german = newsroom.page(title="Über uns", slug="ueber-uns"), newsroom.page(title="Nur deutsch")
    newsroom.translate(both, title="About us", slug="about-us")
    menu(newsroom.de, (0, both, "Wir"), (1, german, ""))
    assert site_frame_for("en").header == [MenuLink("About us", "/en/about-us/")]
    menu(newsroom.en, (0, both, "We"))
    assert site_frame_for("en").header == [MenuLink("We", "/en/about-us/")]
    assert site_frame_for("fr").header == []


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
