"""Files are found by what is written in them, through the page that carries them and as long as it is public."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.delivery import generation, publications
from cms.delivery.models import Publication
from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from press.models import PressReleaseTopic
from search import carrying, indexing, reading, rebuild
from search.engine import Query, engine
from search.models import CarriedFile, FileText
from search.searching import search
from search.suggesting import suggest
from tests.factories import DocumentFactory, TopicFactory
from tests.search import documents

pytestmark = pytest.mark.databases(
    "search.engine", "search.engines.embedded", "search.engines.postgresql", "search.engines.sqlite"
)

PAGE, API = "/de/suche/", "/api/v1/search"


def stored(content, name="bericht.pdf", **more):
    return DocumentFactory(file=ContentFile(content, name=name), **more)


def carrying_page(newsroom, *files, title="Meldung", **more):
    return newsroom.release(title=title, attachments=[("documents", {"files": list(files)})], **more)


def carry(page, *files, **more):
    """Publish the page with other files."""
    with publications.unit():
        page.attachments = [("documents", {"files": list(files)})]
        for name, value in more.items():
            setattr(page, name, value)
        page.save_revision().publish()


def work():
    """Have a worker do what is due; returns what it said of each file."""
    before = set(Delivery.objects.filter(kind=carrying.KIND, state="delivered").values_list("pk", flat=True))
    Worker().deliver_due()
    done = Delivery.objects.filter(kind=carrying.KIND, state="delivered").exclude(pk__in=before)
    assert not Delivery.objects.filter(kind=carrying.KIND).exclude(state="delivered").exists()
    return list(done.values_list("answer", flat=True))


def find(text, **more):
    return search(Query(text, more.pop("locale", "de"), **more))


def found(text, **more):
    """The titles of hits, those of files in brackets behind their pages'."""
    hits = find(text, **more).hits
    return [f"{hit.publication.title} [{hit.file.title}]" if hit.file else hit.publication.title for hit in hits]


def test_a_file_to_which_a_text_leads_is_found_by_the_words_of_the_link(newsroom):
    file = stored(documents.pdf("Alles über Wärmepumpen."), name="leitfaden.pdf", title="scan_0815")
    link = f'<p>Lesen Sie den <a linktype="document" id="{file.pk}">Leitfaden &amp; mehr</a>.</p>'
    page = newsroom.release(title="Meldung", body=[("rich_text", link)])
    work()
    assert found("Wärmepumpen") == ["Meldung [Leitfaden & mehr]"] and list(carrying.differing()) == []
    (hit,) = find("Wärmepumpen").hits
    assert hit.file.path == file.url and hit.file.type == "application/pdf"
    with publications.unit():
        page.body = [("rich_text", "<p>Nichts.</p>")]
        page.save_revision().publish()
    work()
    assert found("Wärmepumpen") == []


@pytest.fixture
def report(newsroom):
    """A release that carries a PDF, read by a worker."""
    page = carrying_page(newsroom, stored(documents.pdf("Alles über Wärmepumpen."), title="Jahresbericht"))
    work()
    return page


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (documents.pdf("Nichts", "Alles über Wärmepumpen und Netze."), "bericht.pdf"),
        (documents.docx("Nichts", "Alles über Wärmepumpen und Netze."), "bericht.docx"),
        (documents.pdf("Alles über Wärme-\npumpen und Netze."), "falsch.docx"),
        (documents.docx("Alles über Wärmepumpen und Netze."), "falsch.pdf"),
        (documents.docx("Alles über Wärmepumpen und Netze."), "ohne"),
    ],
    ids=["pdf", "docx", "pdf-named-docx", "docx-named-pdf", "without-ending"],
)
def test_a_file_is_found_by_what_is_written_in_it(newsroom, content, name):
    carrying_page(newsroom, stored(content, name, title="Bericht"))
    assert found("wärmepumpen") == []
    assert work() == [""]
    assert found("wärmepumpe") == ["Meldung [Bericht]"]
    assert "Wärmepumpen und Netze" in "".join(text for text, _is_match in find("netze").hits[0].excerpt)
    assert next(engine().stale(), None) is None


def test_a_file_is_found_by_its_title(report):
    assert found("jahresbericht") == ["Meldung [Jahresbericht]"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "foreign"),
        (b"Alles in Klartext", "foreign"),
        (documents.packed({}), "foreign"),
        (documents.pdf(""), "empty"),
        (documents.docx(), "empty"),
        (documents.encrypted_pdf("Alles geheim"), "encrypted"),
        (documents.pdf("Alles abgeschnitten")[:200], "stopped"),
        (documents.docx("Alles abgeschnitten" * 100)[:300], "stopped"),
        (documents.looping_pdf(), "stopped"),
        (documents.nested_pdf(), "stopped"),
        (documents.expanding(), "stopped"),
        (documents.bomb(), "too large"),
    ],
    ids=[
        "nothing", "text", "archive", "pdf-of-images", "docx-without-words", "encrypted", "broken-pdf", "broken-docx",
        "looping", "nested", "expanding", "bomb",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_noted_and_not_tried_again(newsroom, content, why):
    carrying_page(newsroom, stored(content, title="Datei"))
    assert work() == [why]
    assert FileText.objects.get().text == ""
    assert found("alles") == found("datei") == []
    call_command("rebuild_search")
    assert work() == []
    assert next(engine().stale(), None) is None


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    content = documents.pdf("Alles")
    monkeypatch.setattr(reading, "LARGEST", len(content) - 1)
    assert reading.read(io.BytesIO(content)) == ("", "too large")


def program(monkeypatch, tmp_path, code):
    monkeypatch.setattr(reading, "PROGRAM", tmp_path / "program.py")
    reading.PROGRAM.write_text(code)


def test_reading_that_does_not_end_is_stopped_and_what_was_read_stays(monkeypatch, tmp_path):
    program(monkeypatch, tmp_path, "print('Seite eins', flush=True)\nwhile True: pass")
    monkeypatch.setattr(reading, "SECONDS", 0.5)
    assert reading.read(io.BytesIO(documents.pdf(""))) == ("Seite eins", "")


def test_reading_has_limits_and_knows_nothing_of_the_site(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    code = f"""
import importlib.util, os, resource, sys
spec = importlib.util.spec_from_file_location("extracting", {str(reading.PROGRAM)!r})
program = importlib.util.module_from_spec(spec)
spec.loader.exec_module(program)
program._limit()
print("geheim" in str(os.environ), *(resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU, resource.RLIMIT_AS)))
try:
    bytearray(program.MEMORY)
except MemoryError:
    print("genug")
"""
    program(monkeypatch, tmp_path, code)
    assert reading.read(io.BytesIO(documents.pdf(""))) == ("False 15 805306368 genug", "")


def test_no_more_than_a_book_is_read():
    text, why = reading.read(io.BytesIO(documents.docx("Wort " * 100_000)))
    assert (why, 250_000 < len(text) <= 300_000) == ("", True)


def test_a_content_is_read_once_however_many_carry_it(newsroom, report, monkeypatch):
    carrying_page(newsroom, stored(documents.pdf("Alles über Wärmepumpen."), title="Kopie"), title="Zweite")
    newsroom.translate(report, title="Statement")
    monkeypatch.setattr(reading, "read", None)
    work()
    assert sorted(found("wärmepumpen")) == ["Meldung [Jahresbericht]", "Zweite [Kopie]"]
    assert found("wärmepumpen", locale="en") == ["Statement [Jahresbericht]"]
    assert FileText.objects.count() == 1
    assert next(engine().stale(), None) is None


def test_a_file_twice_on_a_page_is_one_hit(newsroom):
    file = stored(documents.pdf("Wärmepumpen"), title="Bericht")
    carrying_page(newsroom, file, file)
    work()
    assert found("wärmepumpen") == ["Meldung [Bericht]"]


def test_of_a_file_that_is_replaced_the_old_words_are_gone_at_once(report):
    carry(report, stored(documents.pdf("Alles über Windräder."), title="Neuer Bericht"))
    assert found("wärmepumpen") == found("windräder") == []
    assert not FileText.objects.exists()
    work()
    assert found("windräder") == ["Meldung [Neuer Bericht]"]
    assert next(engine().stale(), None) is None


def test_a_file_whose_content_is_replaced_in_the_library_is_found_by_the_new_one(report):
    document = report.attachments[0].value["files"][0]
    with publications.unit():
        document.file = ContentFile(documents.pdf("Alles über Windräder."), name="neu.pdf")
        document.save()
    assert found("wärmepumpen") == []
    work()
    assert found("windräder") == ["Meldung [Jahresbericht]"]


def test_a_file_that_was_taken_away_while_it_was_read_is_not_found(newsroom, monkeypatch):
    page = carrying_page(newsroom, stored(documents.pdf("Wärmepumpen"), title="Bericht"))
    read = reading.read

    def reading_slowly(file):
        carry(page)
        return read(file)

    monkeypatch.setattr(reading, "read", reading_slowly)
    work()
    assert found("wärmepumpen") == []
    assert not FileText.objects.exists() and not CarriedFile.objects.exists()
    assert next(engine().stale(), None) is None


def test_a_file_that_is_missing_is_read_when_it_is_there_again(newsroom):
    file = stored(documents.pdf("Wärmepumpen"), title="Bericht")
    carrying_page(newsroom, file)
    content = file.file.read()
    file.file.storage.delete(file.file.name)
    assert work() == [""]
    assert not FileText.objects.exists()
    file.file.storage.save(file.file.name, ContentFile(content))
    call_command("rebuild_search")
    work()
    assert found("wärmepumpen") == ["Meldung [Bericht]"]


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_file_goes_with_its_page(report, how):
    with publications.unit():
        getattr(report, how)()
    assert find("wärmepumpen").total == 0
    assert not CarriedFile.objects.exists() and not FileText.objects.exists()
    assert next(engine().stale(), None) is None


def hide(page):
    Publication.objects.filter(page_id=page.pk).update(hidden=True)


def expire(page):
    Publication.objects.filter(page_id=page.pk).update(expires_at=timezone.now())


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def restrict_collection(page):
    collection = Collection.get_first_root_node().add_child(name="Intern")
    with publications.unit():
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        document = page.attachments[0].value["files"][0]
        document.collection = collection
        document.save()


@pytest.mark.parametrize("how", [hide, expire, restrict, restrict_collection])
def test_what_nobody_may_see_is_found_by_no_file(client, newsroom, report, how):
    assert found("wärmepumpen") == ["Meldung [Jahresbericht]"]
    with publications.unit():
        how(report)
    results = find("wärmepumpen")
    assert (results.hits, results.total, results.counts, results.facets) == ([], 0, {}, [])
    assert find("wärmepumpen", locale="en").elsewhere == {}
    assert suggest("jahresb", "de") == []
    for address in (PAGE, API):
        page = client.get(address, {"q": "wärmepumpen", "locale": "de"} if address == API else {"q": "wärmepumpen"})
        assert "Jahresbericht" not in page.content.decode()


@pytest.mark.parametrize("how", [hide, expire])
def test_many_hits_hold_no_file_that_nobody_may_see(newsroom, report, monkeypatch, how):
    monkeypatch.setattr("search.engines.embedded.MANY", 2)
    for number in range(4):
        newsroom.release(title=f"Wärmepumpen {number}")
    how(report)
    assert not any(hit.file for hit in find("wärmepumpen").hits)
    assert find("wärmepumpen", type="pages").total == 0


def test_a_draft_with_a_file_is_read_by_nobody(newsroom):
    carrying_page(newsroom, stored(documents.pdf("Wärmepumpen")), live=False)
    assert work() == [] and not CarriedFile.objects.exists()


def test_files_count_as_what_their_page_is(newsroom, report):
    topic = TopicFactory(title="Energie")
    page = carrying_page(
        newsroom,
        stored(documents.pdf("Wärmepumpen eins"), title="Eins"),
        stored(documents.pdf("Wärmepumpen zwei"), title="Zwei"),
        title="Wärmepumpen",
        topics=[PressReleaseTopic(topic=topic)],
    )
    newsroom.page(title="Wärmepumpen")
    work()
    results = find("wärmepumpen")
    assert (results.total, results.counts) == (5, {"press-releases": 4, "pages": 1})
    key = str(topic.translation_key)
    assert {facet.kind: facet.options for facet in results.facets}["topic"] == [(key, "Energie", "", 3)]
    narrowed = find("wärmepumpen", values={"topic": key})
    assert narrowed.total == 3 and {hit.publication.page_id for hit in narrowed.hits} == {page.pk}
    assert find("wärmepumpen", type="press-releases").total == 4


def test_a_page_comes_before_its_file_that_is_as_good(newsroom):
    body = [("rich_text", "<p>Wärmepumpen</p>")]
    file = stored(documents.pdf("Wärmepumpen"), title="Wärmepumpen")
    carrying_page(newsroom, file, title="Wärmepumpen", lead="", body=body)
    work()
    assert found("wärmepumpen") == ["Wärmepumpen", "Wärmepumpen [Wärmepumpen]"]
    assert found("wärmepumpen", newest_first=True) == ["Wärmepumpen", "Wärmepumpen [Wärmepumpen]"]


def test_a_file_follows_its_page_in_the_index(report):
    carry(report, *report.attachments[0].value["files"], title="Anders")
    assert found("wärmepumpen") == ["Anders [Jahresbericht]"]
    carry(report, *report.attachments[0].value["files"], date=timezone.now().date().replace(year=2019))
    assert find("wärmepumpen", values={"year": "2019"}).total == 1
    assert next(engine().stale(), None) is None


def test_many_long_files_are_left_to_a_worker(report, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 10)
    carry(report, *report.attachments[0].value["files"], date=timezone.now().date().replace(year=2019))
    assert found("wärmepumpen") == []
    assert next(engine().stale(), None) is None
    work()
    assert found("wärmepumpen", values={"year": "2019"}) == ["Meldung [Jahresbericht]"]
    assert next(engine().stale(), None) is None


def test_what_takes_long_is_indexed_in_several_deliveries(newsroom, report, monkeypatch):
    carry(report)
    monkeypatch.setattr(indexing, "FEW", 1)
    monkeypatch.setattr(reading, "PATIENCE", -1)
    for number in range(3):
        carrying_page(newsroom, stored(documents.pdf("Wärmepumpen")), title=f"Meldung {number}")
    for _ in range(6):
        Worker().deliver_due()
    assert find("wärmepumpen").total == 3


def test_saving_again_indexes_no_file_again(report, monkeypatch):
    monkeypatch.setattr(indexing, "_index", None)
    carry(report, *report.attachments[0].value["files"], lead="Andere Worte.")
    assert found("wärmepumpen") == ["Meldung [Jahresbericht]"]


def test_a_rebuild_makes_the_same_index_and_orders_what_was_never_read(report):
    engine().remove([-pk for pk in CarriedFile.objects.values_list("pk", flat=True)])
    assert [difference.path for difference in rebuild.differences()] == [CarriedFile.objects.get().path]
    call_command("rebuild_search")
    assert found("wärmepumpen") == ["Meldung [Jahresbericht]"]
    CarriedFile.objects.all().delete()
    FileText.objects.all().delete()
    assert "search knows otherwise which files it carries" in [one.what for one in rebuild.differences()]
    rebuild.restore()
    rebuild.restore()
    assert Delivery.objects.filter(kind=carrying.KIND, state="waiting").count() == 1
    work()
    assert found("wärmepumpen") == ["Meldung [Jahresbericht]"]
    assert list(rebuild.differences()) == []


@pytest.mark.django_db(transaction=True)
def test_answers_that_are_kept_are_made_anew_when_a_file_was_read(newsroom):
    carrying_page(newsroom, stored(documents.pdf("Wärmepumpen")))
    before = generation.current()
    work()
    assert generation.current() > before


def test_the_page_and_the_endpoint_show_file_and_page(client, report):
    page = client.get(PAGE, {"q": "wärmepumpen"})
    file = CarriedFile.objects.get()
    html = page.content.decode()
    path = Publication.objects.get(page_id=report.pk).path
    assert f'<h2><a href="{path}"><bdi>Jahresbericht</bdi></a></h2>' in html
    assert f'href="{file.path}"' in html and "(PDF, " in html and "<mark>Wärmepumpen</mark>" in html
    item = client.get(API, {"q": "wärmepumpen", "locale": "de"}).json()["items"][0]
    assert (item["title"], item["path"]) == ("Meldung", path)
    assert item["file"] == {
        "locale": "de",
        "title": "Jahresbericht",
        "type": "application/pdf",
        "path": file.path,
        "url": f"http://testserver{file.path}",
        "size": len(documents.pdf("Alles über Wärmepumpen.")),
    }
    assert client.get(API, {"q": "meldung", "locale": "de"}).json()["items"][0]["file"] is None


def test_a_title_of_a_file_is_suggested_as_a_text_to_search_for(client, report):
    found = client.get("/api/v1/suggest", {"q": "jahresb", "locale": "de"}).json()["items"]
    assert found == [{"kind": "title", "text": "Jahresbericht", "url": None}]
