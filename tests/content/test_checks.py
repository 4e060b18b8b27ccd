"""What the system checks say."""

from wagtail.models import Site

from cms.content.checks import there_is_one_site


def test_a_second_site_is_an_error(newsroom):
    assert there_is_one_site(None, databases=["default"]) == []
    Site.objects.create(hostname="zweite.example", root_page=newsroom.home)
    assert [message.id for message in there_is_one_site(None, databases=["default"])] == ["treffpunkt.E001"]
