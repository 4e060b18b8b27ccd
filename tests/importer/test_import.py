"""Files become the pages an editor would have written; what is there already stays."""

import datetime
import os

import pytest
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from cms.content.models import BoilerplateWording, ContactPoint, Organisation, Person
from cms.delivery import publications
from cms.importer.matching import Directory
from cms.importer.models import Import
from events.models import EventIndexPage, EventPage, EventSeriesPage, MeetingDocumentationPage
from press.models import PracticeReport, PressIndexPage, PressRelease
from tests.admin import Admin, form_data
from tests.factories import (
    EventFactory,
    EventSeriesFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
)
from tests.importer.conftest import SHIPPED, TODAY
from tests.store import Log, document, row

RELEASE, PRACTICE, MINUTES = (
    SHIPPED / name for name in ("01-sprechtag-fuer-zugewanderte.txt", "05-feierabendlotsen.txt", "04-runder-tisch.txt")
)


@pytest.fixture
def folder(tmp_path):
    """A folder with a copy of the shipped texts that a test may change."""
    for path in SHIPPED.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_release_becomes_the_draft_that_an_editor_would_have_written(import_texts, newsroom):
    log = Log()
    [answer] = import_texts.json(RELEASE)
    release = PressRelease.objects.get()
    assert (release.pk, release.live) == (answer["page_id"], False)
    assert log.entries() == []
    release = latest(release)
    assert release.get_parent().specific_class is PressIndexPage
    assert release.slug == "sprechtag-in-vier-sprachen-agentur-beraet-erstmals-im-buergerhaus-hohentann"
    assert (release.place, release.date) == ("Hohentann", datetime.date(2024, 5, 14))
    assert release.lead.startswith("Wer aus dem Ausland")
    kinds = [block.block_type for block in release.body]
    assert kinds == ["rich_text", "quote", "quote", "rich_text", "list", "rich_text"]
    quote = release.body[1].value
    assert quote["person"].name == "Jonas Ahrendt"
    assert quote["person"].function_on(release.date).function == "Leiter des Welcome Centers Mittelwald"
    issuer = release.issuer
    assert (issuer.name, issuer.short_name) == ("Regionalagentur Mittelwald gGmbH", "RAM")
    assert (issuer.street, issuer.postal_code, issuer.city) == ("Am Kreishaus 4", "07999", "Silberhain")
    assert issuer.phone == "03699 4410-0"
    assert release.boilerplates.get().boilerplate.wording_on(release.date).text.count("<p ") == 2
    html = release.body[-1].value.source
    assert '<a href="http://www.welcome-mittelwald.example">www.welcome-mittelwald.example</a>' in html


def test_published_is_what_has_a_title_and_a_date(import_texts, newsroom):
    answers = {answer["file"].rpartition("/")[2][:2]: answer for answer in import_texts.json(SHIPPED, publish=True)}
    live = {number for number, answer in answers.items() if Page.objects.get(pk=answer["page_id"]).live}
    assert live == {"01", "04", "05"}
    release = Page.objects.get(pk=answers["01"]["page_id"]).specific
    assert document(release)["title"] == answers["01"]["title"]
    assert release.live_revision == release.latest_revision
    assert not release.has_unpublished_changes


def test_a_release_without_title_or_year_is_a_draft_that_says_so(import_texts, newsroom):
    [answer] = import_texts.json(SHIPPED / "03-ohne-titel.txt", publish=True)
    release = latest(PressRelease.objects.get())
    assert (release.live, release.date, answer["title"]) == (False, None, None)
    assert release.title == "Ohne Titel (03-ohne-titel.txt)"


def test_minutes_become_series_event_documentation_and_next_dates(import_texts, newsroom):
    import_texts(MINUTES)
    series = EventSeriesPage.objects.get()
    assert series.title == "Runder Tisch Willkommen in Mittelwald"
    documentation = latest(MeetingDocumentationPage.objects.get())
    event = documentation.get_parent().specific
    assert (event.number, event.state, event.town, event.time_open) == (2, "held", "Silberhain", True)
    assert event.get_parent().specific == series
    dates = [link.event for link in documentation.next_dates.all()]
    assert [(one.number, one.state) for one in dates] == [(3, "save-the-date"), (4, "save-the-date")]
    assert dates[0].intro.startswith("3. Runder Tisch am 9. September 2025 in Hohentann in Verbindung")
    assert [one.invitation_due_on() for one in dates] == [datetime.date(2025, 8, 19), datetime.date(2025, 11, 12)]
    assert [len(group["findings"]) for group in documentation.rounds[1].value["groups"]] == [3, 2, 2]
    assert documentation.rounds[0].value["groups"][0]["title"] == ""
    assert [comment.value for comment in documentation.feedback][1] == "„gern wieder“"
    assert documentation.gallery_url == "http://www.welcome-mittelwald.example/galerie/runder-tisch/"


def test_lists_that_are_missing_are_made_and_public_with_what_they_list(import_texts, newsroom):
    lists = [newsroom.press, newsroom.practice, newsroom.events]
    with publications.unit():
        for page in lists:
            page.delete()
    import_texts(SHIPPED / "03-ohne-titel.txt")
    assert not PressIndexPage.objects.child_of(newsroom.home).get().live
    import_texts(SHIPPED, publish=True)
    made = [type(page).objects.child_of(newsroom.home).get() for page in lists]
    assert [(page.title, page.live) for page in made] == [(page.title, True) for page in lists]


def test_a_series_and_an_event_that_exist_are_used(import_texts, newsroom):
    series = EventSeriesFactory(parent=newsroom.events, title="Runder Tisch „Willkommen in Mittelwald“")
    third = EventFactory(parent=series, title="Dritter Runder Tisch", number=3, state="invited")
    import_texts(MINUTES)
    assert EventIndexPage.objects.count() == 1
    assert EventSeriesPage.objects.get() == series
    assert sorted(EventPage.objects.values_list("number", flat=True)) == [2, 3, 4]
    third.refresh_from_db()
    assert (third.title, third.state, third.live) == ("Dritter Runder Tisch", "invited", True)


def test_an_event_announced_by_minutes_was_held_when_its_own_come(import_texts, newsroom, tmp_path):
    import_texts(MINUTES, publish=True)
    text = MINUTES.read_text(encoding="utf-8").replace("2.Runder Tisch", "3.Runder Tisch")
    text = text.replace("11. März 2025", "9. September 2025").replace(
        "3. Runder Tisch am 9. September 2025 in", "Er war in"
    )
    (tmp_path / "drittes.txt").write_text(text, encoding="utf-8")
    import_texts(tmp_path / "drittes.txt", publish=True)
    third = EventPage.objects.get(number=3)
    assert (third.state, third.live) == ("held", True)
    assert EventPage.objects.count() == 3
    assert document(third)["documentation"]["title"].startswith("Dokumentation – 3.Runder Tisch")


def test_what_minutes_say_besides_is_kept_or_named(import_texts, newsroom, tmp_path):
    text = "Dokumentation des 4. Stammtischs Zuzug\n(3. Mai 2022, Gera)\n\nBegrüßt hat die Landrätin.\n\n\
I. Ablauf\n\nDer Abend begann mit einem Rundgang.\n\nII. Ergebnisse\n\nWorkshop 1 – Wohnen\n\n• mehr Häuser\n\n\
III. Termine\n\n5. Stammtisch am 4. Oktober 2022\n\nEine Einladung folgt."
    (tmp_path / "stammtisch.txt").write_text(text, encoding="utf-8")
    [answer] = import_texts.json(tmp_path / "stammtisch.txt")
    documentation = latest(MeetingDocumentationPage.objects.get())
    shown = " ".join(str(block.value) for block in documentation.body)
    for words in ("Begrüßt hat die Landrätin.", "Ablauf", "Der Abend begann mit einem Rundgang."):
        assert words in shown
    assert [finding["code"] for finding in answer["findings"]] == ["left_out"]
    assert "Eine Einladung folgt." in answer["findings"][0]["message"]


def test_lines_of_a_contact_block_that_no_field_takes_are_named(import_texts, newsroom, tmp_path):
    text = (SHIPPED / "02-praktikumswoche-ohne-jahr.txt").read_text(encoding="utf-8")
    (tmp_path / "zeiten.txt").write_text(f"{text}Montags bis donnerstags von 9 bis 15 Uhr\n", encoding="utf-8")
    [answer] = import_texts.json(tmp_path / "zeiten.txt")
    [left_out] = [finding for finding in answer["findings"] if finding["code"] == "left_out"]
    assert "Montags bis donnerstags" in left_out["message"]


def test_a_file_that_becomes_unreadable_loses_no_finding_of_its_page(import_texts, folder):
    path = folder / "02-praktikumswoche-ohne-jahr.txt"
    import_texts(path)
    path.write_bytes(b"")
    import_texts(path)
    record = Import.objects.get()
    assert record.status == Import.Status.DRAFT
    assert set(record.findings.values_list("code", flat=True)) == {"year_missing", "empty"}


def test_a_report_has_its_sections_audiences_and_contacts(import_texts, newsroom):
    import_texts(PRACTICE, publish=True)
    report = latest(PracticeReport.objects.get())
    assert report.teaser.startswith("Ein Projekt der Regionalagentur")
    for section in ("starting_point", "implementation", "conclusion"):
        assert getattr(report, section), section
    assert [link.audience.title for link in report.audiences.all()] == ["Betriebe", "Volkshochschulen", "Kommunen"]
    assert (report.project, report.carrier.name) == ("Ankommen nach Feierabend", "Bildungswerk Mittelwald e. V.")
    assert (report.carrier.street, report.carrier.city) == ("Bahnhofstr. 7", "Silberhain")
    contacts = [link.contact for link in report.contacts.all()]
    assert [(one.person.name, one.email) for one in contacts] == [
        ("Katrin Eberlein", "katrin.eberlein@bw-mittelwald.example"),
        ("Samir Haddad", "samir.haddad@bw-mittelwald.example"),
    ]
    assert {one.phone for one in contacts} == {"03699 / 771230"}
    assert document(report)["format"]["title"] == "Beratungsformat Feierabendlotsen"


def test_a_second_run_changes_nothing(import_texts, newsroom):
    first = import_texts.json(SHIPPED, publish=True)
    state = [list(model.objects.values()) for model in (Page, Person, Organisation, ContactPoint, Import)]
    log = Log()
    second = import_texts.json(SHIPPED, publish=True)
    assert [list(model.objects.values()) for model in (Page, Person, Organisation, ContactPoint, Import)] == state
    assert log.entries() == []
    for before, after in zip(first, second, strict=True):
        assert after["findings"].pop()["code"] == "unchanged"
        assert {**before, "findings": after["findings"]} == after
    assert import_texts(SHIPPED).count(": unchanged ") == 5


def test_the_same_file_elsewhere_is_the_same(import_texts, folder):
    import_texts(RELEASE)
    import_texts(folder / RELEASE.name)
    assert PressRelease.objects.count() == 1


def test_a_changed_file_updates_the_draft(import_texts, folder):
    import_texts(folder / RELEASE.name)
    text = (folder / RELEASE.name).read_text(encoding="utf-8").replace("Sprechtag in vier", "Sprechtag in fünf")
    (folder / RELEASE.name).write_text(text, encoding="utf-8")
    output = import_texts(folder / RELEASE.name)
    assert ": updated " in output
    assert latest(PressRelease.objects.get()).title.startswith("Sprechtag in fünf Sprachen")
    assert Import.objects.count() == 1


def test_an_editor_s_later_edit_is_not_overwritten(import_texts, folder, admin):
    import_texts(folder / RELEASE.name)
    Admin(admin).edit(PressRelease.objects.get(), action="", title="Von Hand verbessert")
    (folder / RELEASE.name).write_bytes((folder / RELEASE.name).read_bytes() + b"\nEin Nachtrag.\n")
    for _again in range(2):
        [answer] = import_texts.json(folder / RELEASE.name)
        assert "edited" in {finding["code"] for finding in answer["findings"]}
    assert latest(PressRelease.objects.get()).title == "Von Hand verbessert"
    record = Import.objects.get()
    assert record.status == Import.Status.LEFT_ALONE
    assert record.findings.filter(code="edited").count() == 1


def test_a_run_without_publishing_leaves_the_site_as_it_is(import_texts, folder):
    file = folder / RELEASE.name
    import_texts(file, publish=True)
    release = PressRelease.objects.get()
    title = release.title
    file.write_text(
        file.read_text(encoding="utf-8").replace("Sprechtag in vier", "Sprechtag in fünf"), encoding="utf-8"
    )
    import_texts(file)
    release.refresh_from_db()
    assert (release.title, release.live, release.has_unpublished_changes) == (title, True, True)
    assert document(release)["title"] == title
    assert latest(release).title.startswith("Sprechtag in fünf")
    import_texts(file, publish=True)
    assert document(release)["title"].startswith("Sprechtag in fünf")


def test_what_an_editor_took_off_the_site_stays_off(import_texts, folder, admin):
    file = folder / RELEASE.name
    import_texts(file, publish=True)
    Admin(admin).unpublish(PressRelease.objects.get())
    [unchanged] = import_texts.json(file, publish=True)
    file.write_bytes(file.read_bytes() + b"\nEin Nachtrag.\n")
    [changed] = import_texts.json(file, publish=True)
    assert [{finding["code"] for finding in answer["findings"]} & {"edited"} for answer in (unchanged, changed)] == [
        set(),
        {"edited"},
    ]
    assert not PressRelease.objects.get().live


def test_a_page_stays_with_its_text_when_files_are_renamed(import_texts, folder):
    one, other = folder / "a.txt", folder / "b.txt"
    text = RELEASE.read_text(encoding="utf-8")
    one.write_text(text, encoding="utf-8")
    import_texts(one, publish=True)
    release = PressRelease.objects.get()
    other.write_text(text, encoding="utf-8")
    one.write_text(text.replace("Sprechtag in vier", "Sprechtag in fünf"), encoding="utf-8")
    answers = import_texts.json(one, other)
    assert latest(release).title.startswith("Sprechtag in vier")
    assert [answer["page_id"] == release.pk for answer in answers] == [False, True]
    assert PressRelease.objects.count() == 2
    # And once more, where the new place is taken.
    third = one.read_text(encoding="utf-8").replace("Sprechtag in fünf", "Sprechtag in sechs")
    other.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    one.write_text(third, encoding="utf-8")
    import_texts(one, other)
    assert PressRelease.objects.count() == 3
    assert latest(release).title.startswith("Sprechtag in vier")
    assert Import.objects.count() == 3


def test_a_file_with_a_name_of_another_encoding_is_imported(import_texts, tmp_path):
    file = os.fsencode(tmp_path) + b"/Erkl\xe4rung.txt"
    with open(file, "wb") as stream:
        stream.write(RELEASE.read_bytes())
    (tmp_path / "zz.txt").write_bytes(b"")
    answers = import_texts.json(tmp_path)
    assert [answer["file"].rpartition("/")[2] for answer in answers] == ["Erkl\\xe4rung.txt", "zz.txt"]
    assert PressRelease.objects.count() == 1
    assert Import.objects.filter(path__endswith="Erkl\\xe4rung.txt", status=Import.Status.DRAFT).exists()


def test_a_page_that_an_editor_deleted_does_not_come_back(import_texts, newsroom, admin):
    import_texts(RELEASE)
    Admin(admin).delete(PressRelease.objects.get())
    [answer] = import_texts.json(RELEASE)
    assert answer["page_id"] is None
    assert "page_deleted" in {finding["code"] for finding in answer["findings"]}
    assert not PressRelease.objects.exists()


def test_drafts_are_published_by_a_later_run_that_says_so(import_texts, newsroom):
    import_texts(RELEASE)
    import_texts(RELEASE, publish=True)
    release = PressRelease.objects.get()
    assert release.live
    assert row(release)


def test_what_cannot_be_imported_is_refused_and_the_others_are_imported(import_texts, folder, newsroom):
    bad = {
        "a-leer.txt": (b"", "empty"),
        "b-binaer.txt": (b"\x00\x01\x02", "binary"),
        "c-lang.txt": (b"x" * 3_000_000, "long_line"),
        "d-fremd.txt": (b"Liebe Oma,\n\nmir geht es gut.\n", "unknown_kind"),
    }
    for name, (data, _code) in bad.items():
        (folder / name).write_bytes(data)
    answers = {answer["file"].rpartition("/")[2]: answer for answer in import_texts.json(folder)}
    assert import_texts.failed == "4 of 9 files could not be imported."
    for name, (_data, code) in bad.items():
        assert [finding["code"] for finding in answers[name]["findings"]] == [code]
        assert (answers[name]["kind"], answers[name]["page_id"]) == (None, None)
    assert sum(answer["page_id"] is not None for answer in answers.values()) == 5
    assert Import.objects.filter(status=Import.Status.REFUSED).count() == 4
    import_texts(folder / "fehlt.txt")
    assert import_texts.failed == "1 of 1 files could not be imported."


def test_a_file_that_fails_leaves_nothing_half_written(import_texts, newsroom, monkeypatch):
    from cms.importer.build import Builder

    finish = Builder._add_finished

    def fails_for_the_report(self, parent, page, publish):
        if isinstance(page, PracticeReport):
            raise RuntimeError("broken")
        return finish(self, parent, page, publish)

    monkeypatch.setattr(Builder, "_add_finished", fails_for_the_report)
    answers = import_texts.json(SHIPPED)
    assert import_texts.failed == "1 of 5 files could not be imported."
    assert [finding["code"] for finding in answers[4]["findings"]] == ["failed"]
    assert not Organisation.objects.filter(name__startswith="Bildungswerk").exists()
    assert not Person.objects.filter(name="Samir Haddad").exists()
    assert PressRelease.objects.count() == 3
    monkeypatch.undo()
    import_texts(SHIPPED)
    assert PracticeReport.objects.count() == 1


def test_a_document_that_cannot_be_presented_spares_the_files_imported_with_it(import_texts, newsroom, monkeypatch):
    from press.presenters import ReportPresenter

    def fails(self, page, ctx):
        raise RuntimeError("broken")

    monkeypatch.setattr(ReportPresenter, "present", fails)
    import_texts(SHIPPED, publish=True)
    assert import_texts.failed == "1 of 5 files could not be imported."
    assert PressRelease.objects.filter(live=True).count() == 1
    assert not PracticeReport.objects.exists()


def test_a_dry_run_writes_nothing(import_texts, newsroom):
    pages = Page.objects.count()
    answers = import_texts.json(SHIPPED, dry_run=True)
    assert [answer["page_id"] for answer in answers] == [None] * 5
    assert Page.objects.count() == pages
    assert not Import.objects.exists()
    assert not Person.objects.exists()


def test_a_line_of_json_has_these_keys(import_texts, newsroom):
    [answer] = import_texts.json(RELEASE)
    assert list(answer) == [
        *("file", "kind", "locale", "page_id", "title", "subtitle", "kicker", "issuer", "place", "date", "event_dates"),
        *("next_dates", "people", "sections", "list_items", "boilerplate", "caption", "contacts", "links", "series"),
        *("rounds", "feedback", "gallery", "fields", "findings"),
    ]


def test_people_and_organisations_are_matched_to_those_that_exist(import_texts, newsroom):
    agency = OrganisationFactory(name="Regionalagentur Mittelwald", short_name="RAM", phone="unverändert")
    carrier = OrganisationFactory(name="Bildungswerk Mittelwald eV")
    person = PersonFactory(name="Dr. Jonas Ahrendt")
    PersonFunctionFactory(person=person, function="Leiter des Welcome Centers Mittelwald")
    import_texts(SHIPPED)
    releases = {page.title[:4]: latest(page) for page in PressRelease.objects.all()}
    assert releases["Spre"].issuer == agency
    assert latest(PracticeReport.objects.get()).carrier == carrier
    assert Person.objects.filter(name__contains="Ahrendt").get() == person
    agency.refresh_from_db()
    assert agency.phone == "unverändert"


def test_a_short_name_that_two_share_does_not_make_them_one(newsroom):
    directory = Directory(newsroom.home.locale)
    held = OrganisationFactory(name="Institut für Berufsbildung und Sozialarbeit gGmbH", short_name="IBS")
    directory.add(held)
    assert directory.organisation("Internationaler Bund Sachsen e.V.", "IBS") is None
    assert directory.organisation("IBS") == held
    assert directory.organisation("Institut fuer Berufsbildung und Sozialarbeit", "IBS") == held
    works = OrganisationFactory(name="Muster AG", short_name="")
    directory.add(works)
    assert directory.organisation("Muster-Stiftung") is None
    assert directory.organisation("Muster") == works


def test_standing_words_are_found_again_whatever_their_marks(import_texts, tmp_path):
    words = "Die Agentur A & B ist da und hilft <allen>, die in der Region leben und arbeiten wollen."
    text = RELEASE.read_text(encoding="utf-8")
    for number in ("vier", "fünf"):
        more = text.replace("Sprechtag in vier", f"Sprechtag in {number}") + f"\n\nÜber die Agentur A & B\n\n{words}\n"
        (tmp_path / f"{number}.txt").write_text(more, encoding="utf-8")
    import_texts(tmp_path)
    assert PressRelease.objects.count() == 2
    assert BoilerplateWording.objects.filter(text__contains="A &amp; B").count() == 1


def test_invitations_are_due_when_the_minutes_say(import_texts, tmp_path):
    text = MINUTES.read_text(encoding="utf-8").replace("drei Wochen vorher", "vier Wochen vorher")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    import_texts(tmp_path)
    third = EventPage.objects.get(number=3)
    assert third.get_latest_revision_as_object().invitation_due == datetime.date(2025, 8, 12)


def test_another_function_on_the_day_is_a_finding_and_no_change(import_texts, newsroom):
    person = PersonFactory(name="Jonas Ahrendt")
    PersonFunctionFactory(person=person, function="Pressesprecher")
    [answer] = import_texts.json(RELEASE)
    [finding] = [one for one in answer["findings"] if one["code"] == "function_differs"]
    assert "Pressesprecher" in finding["message"]
    assert person.functions.get().function == "Pressesprecher"
    release = latest(PressRelease.objects.get())
    assert "quote" not in [block.block_type for block in release.body]
    [first, *_rest] = release.body
    assert "Ukrainisch. „Viele kommen mit einem einzigen Blatt Papier" in first.value.source
    assert "“, sagt Jonas Ahrendt, Leiter des Welcome Centers Mittelwald. „Dafür genügt" in first.value.source


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.glob("*.txt")))
def test_an_imported_page_opens_in_the_editor_and_is_saved_unchanged(import_texts, newsroom, admin, name):
    [answer] = import_texts.json(SHIPPED / name)
    page = Page.objects.get(pk=answer["page_id"]).specific
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    before = page.get_latest_revision().content
    response = admin.post(url, form_data(admin.get(url).context["form"]))
    assert response.status_code == 302, response.context["form"].errors
    after = type(page).objects.get(pk=page.pk).get_latest_revision().content
    changed = {key for key in before if before[key] != after[key]} - KEPT_BESIDE
    assert changed == set()


# What every save writes anew, whatever was changed.
KEPT_BESIDE = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "comments"}


def test_the_reference_index_knows_what_an_imported_page_uses(import_texts, newsroom):
    import_texts(RELEASE)
    release = PressRelease.objects.get()
    used = {reference.content_type.model for reference in ReferenceIndex.objects.filter(object_id=str(release.pk))}
    to = {reference.to_content_type.model for reference in ReferenceIndex.get_references_for_object(release)}
    assert used
    assert {"person", "organisation", "boilerplate"} <= to


def test_there_must_be_a_front_page_in_the_language(import_texts, newsroom):
    import_texts(RELEASE, locale="fr")
    assert import_texts.failed == "--locale: there is no language 'fr' here."


def test_the_day_of_the_import_decides_on_two_digit_years(import_texts, tmp_path):
    text = RELEASE.read_text(encoding="utf-8").replace("14. Mai 2024", "14. Mai ’24")
    (tmp_path / "kurz.txt").write_text(text, encoding="utf-8")
    assert import_texts.json(tmp_path / "kurz.txt", dry_run=True)[0]["date"]["value"] == "2024-05-14"
    assert TODAY.startswith("2026")
