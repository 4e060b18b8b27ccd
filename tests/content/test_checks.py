"""What the system checks say."""

from wagtail.models import Site

from cms.content.checks import elasticsearch_is_not_used_yet, there_is_one_site


def test_a_second_site_is_an_error(newsroom):
    assert there_is_one_site(None, databases=["default"]) == []
    Site.objects.create(hostname="zweite.example", root_page=newsroom.home)
    assert [message.id for message in there_is_one_site(None, databases=["default"])] == ["treffpunkt.E001"]


def test_a_search_server_without_effect_is_a_warning(settings):
    assert elasticsearch_is_not_used_yet(None) == []
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9200"
    assert [message.id for message in elasticsearch_is_not_used_yet(None)] == ["treffpunkt.W001"]
