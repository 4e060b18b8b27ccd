"""How far all pages are, in numbers."""

from wagtail.models import Locale

from cms.translation.matrix import counts
from cms.translation.models import Status
from tests.translation.desk import ask


def test_what_nobody_asked_for_is_counted_in_every_language(newsroom, english):
    def numbers():
        return counts(Locale.objects.all())[english.pk]

    asked = newsroom.release(title="Erste Meldung")
    before = numbers()[Status.NOT_REQUESTED]
    for number in range(2):
        newsroom.release(title=f"Weitere Meldung {number}")
    assert numbers()[Status.NOT_REQUESTED] == before + 2
    ask(asked, english)
    assert numbers()[Status.IN_PROGRESS] == 1
    assert numbers()[Status.NOT_REQUESTED] < before + 2
