"""Translations go out as files and come back, and no word of anybody is lost on the way."""

from xml.sax.saxutils import escape

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from wagtail.models import Locale

from cms.delivery import publications
from cms.translation import desk, editing, exchange, localize, memory
from cms.translation.exchange import UnreadableError, inline, po, taking, xliff, xliff_1
from cms.translation.exchange.inline import NAMESPACE, Codes, tag
from cms.translation.exchange.received import path_in
from cms.translation.localize import StringTranslation
from cms.translation.models import Job
from press.models import PressRelease
from tests.factories import Newsroom, UserFactory
from tests.translation.desk import ask, said, segment_of, stands, translate

LINKED = '<p>Zum <a href="https://example.org">Amt</a> &amp; <b>heim</b><br/>gehen</p>'
FORMS = pytest.mark.parametrize("form", [po, xliff], ids=["po", "xliff"])


@pytest.fixture(scope="module")
def asked(kept):
    """The ids of a release and of the job of its translation, made once for all tests."""
    newsroom = Newsroom()
    page = newsroom.release(title="Neue Beratung", lead="Es gibt sie.", body=[("rich_text", LINKED)])
    return page.pk, ask(page, newsroom.en).pk


@pytest.fixture
def release(newsroom, asked):
    return PressRelease.objects.get(pk=asked[0])


@pytest.fixture
def job(newsroom, asked):
    return Job.objects.get(pk=asked[1])


@pytest.fixture
def agency(db):
    return UserFactory(username="agentur")


def filled(form, job, words, read=True):
    """The file of the job, with these words by path filled in as a tool does it."""
    content = form.write(job)
    return fill_po(content, words, read) if form is po else fill_xliff(content, words, read)


def fill_po(content, words, read):
    file = po._parsed(content)
    for entry in file:
        if entry.msgctxt in words:
            entry.msgstr = words[entry.msgctxt]
            entry.flags = [] if read else ["fuzzy"]
    return str(file).encode()


def fill_xliff(content, words, read):
    """The words are written as XML with the source's codes."""
    root = etree.fromstring(content)
    for unit in root.iter(tag("unit")):
        path = path_in(unit.get("id"))
        if path in words:
            segment = unit.find(tag("segment"))
            for old in segment.findall(tag("target")):
                segment.remove(old)
            segment.append(etree.fromstring(f'<target xmlns="{NAMESPACE}">{words[path]}</target>'))
            segment.set("state", "translated" if read else "initial")
    return etree.tostring(root)


def take(job, form, content, user=None):
    report = taking.take(job, form.read(content), user)
    job.refresh_from_db()
    return report


@FORMS
def test_words_from_a_file_stand_as_if_they_were_typed(form, job, agency):
    report = take(job, form, filled(form, job, {"title": "New advice", "lead": "It is there."}), agency)
    assert (report.taken, report.is_clean) == (2, True) and report.unfinished
    found = stands(job, "title")
    assert (found.data, found.translation_type, found.last_translated_by) == ("New advice", editing.MANUAL, agency)
    assert not job.is_submitted and said(job, "lead") == "It is there."


@FORMS
def test_a_file_that_nobody_changed_changes_nothing(form, job, agency, english):
    translate(job, title="Advice & more", lead="It <b>is</b> there.")
    content = form.write(job)
    before = list(StringTranslation.objects.order_by("pk").values())
    report = take(job, form, content, agency)
    assert (report.taken, report.unchanged, report.is_clean) == (0, 2, True)
    assert list(StringTranslation.objects.order_by("pk").values()) == before


@FORMS
def test_what_a_machine_wrote_stays_unread_until_the_file_says_that_it_was_read(form, job, settings, agency):
    segment = segment_of(job, "title")
    editing.put(job, segment, "Machine words", tool="LibreTranslate", kind=editing.MACHINE)
    content = form.write(job)
    assert take(job, form, content, agency).unchanged == 1
    assert stands(job, "title").translation_type == editing.MACHINE
    assert take(job, form, filled(form, job, {"title": "Machine words"}), agency).taken == 1
    assert stands(job, "title").translation_type == editing.MANUAL


@FORMS
def test_a_draft_of_the_tool_is_no_translation(form, job, agency):
    report = take(job, form, filled(form, job, {"title": "Perhaps"}, read=False), agency)
    assert report.taken == 0 and report.unfinished == len(editing.segments_of(job)) and said(job, "title") == ""
    assert len(report.marked) == 1 and "translated" in report.problems()[0] and "Neue Beratung" in report.problems()[0]


@FORMS
def test_words_for_an_original_that_changed_meanwhile_are_kept_and_offered(form, job, release, english, agency):
    content = filled(form, job, {"lead": "They are there.", "title": "New advice"})
    with publications.unit():
        release.refresh_from_db()
        release.title, release.lead = "Neue Beratungen", "Es gibt sie seit heute."
        release.save_revision().publish()
    job.refresh_from_db()
    report = take(job, form, content, agency)
    assert report.taken == 0 and len(report.outdated) == 2 and not report.unknown and not report.is_clean
    assert any("Es gibt sie." in place for place in report.outdated)
    assert said(job, "lead") == ""
    german = Locale.objects.get(language_code="de")
    [found] = memory.matches(["Neue Beratungen"], german, english)["Neue Beratungen"]
    assert (found.original, found.translation) == ("Neue Beratung", "New advice")
    # The page is not called by the words for an old title.
    assert type(release).objects.get(translation_key=job.key, locale=english).draft_title != "New advice"
    assert take(job, form, content, agency).outdated


@FORMS
def test_places_that_were_never_in_the_text_are_named(form, job, agency):
    content = filled(form, job, {"title": "New advice"})
    content = content.replace(b"Neue Beratung", b"Nie da gewesen").replace(b'"lead', b'"nowhere')
    report = take(job, form, content, agency)
    assert report.taken == 0 and len(report.unknown) == 2
    assert report.unknown[1] == "Vorspann: Es gibt sie."
    assert "Nie da gewesen" in " ".join(report.sentences())


@FORMS
def test_broken_markup_is_named_and_not_taken(form, job, agency):
    [path] = [one.context.path for one in editing.segments_of(job) if one.context.path.startswith("body")]
    wrong = {
        po: '<a id="a9">Office</a>',
        xliff: '<pc id="1" dataRefStart="d99" dataRefEnd="d98">Office</pc>',
    }
    report = take(job, form, filled(form, job, {path: wrong[form], "title": "New advice"}), agency)
    assert (report.taken, len(report.broken)) == (1, 1) and said(job, path) == ""


def test_block_markup_in_a_file_is_broken(job, agency):
    report = take(job, po, filled(po, job, {"title": "<div>New</div>", "lead": "<script>1</script>"}), agency)
    assert len(report.broken) == 2


def body_path(job):
    return next(one.context.path for one in editing.segments_of(job) if one.context.path.startswith("body"))


def coded(content):
    """The source with inline codes in that file, as the XML of a target in which only the first word is another."""
    found = (unit.find(f".//{tag('source')}") for unit in etree.fromstring(content).iter(tag("unit")))
    [source] = [one for one in found if len(one)]
    return source, etree.tostring(source).decode().replace("Zum", "To the").split(">", 1)[1].rsplit("<", 1)[0]


def test_codes_of_the_original_come_back_as_its_tags(job, agency):
    source, target = coded(xliff.write(job))
    assert [etree.QName(code).localname for code in source] == ["pc", "pc", "ph"]
    assert source[0].get("type") == "link"
    assert take(job, xliff, filled(xliff, job, {body_path(job): target}), agency).taken == 1
    original = segment_of(job, body_path(job)).string.data
    assert said(job, body_path(job)) == original.replace("Zum", "To the")


@FORMS
def test_the_file_of_another_text_is_refused(form, job, newsroom, english, agency):
    other = ask(newsroom.release(title="Neue Beratung", lead="Anderes"), english)
    report = take(job, form, filled(form, other, {"title": "New advice"}), agency)
    assert report.refused and report.sentences() == [report.refused] and said(job, "title") == ""


@FORMS
def test_a_translation_into_another_language_is_refused(form, job, release, newsroom, agency):
    french = ask(release, Locale.objects.get_or_create(language_code="fr")[0])
    report = take(job, form, filled(form, french, {"title": "Nouveau"}), agency)
    assert report.refused and said(job, "title") == ""


@pytest.mark.databases("cms.translation.exchange.taking")
@FORMS
def test_nothing_is_taken_while_the_text_is_in_review(form, job, agency):
    content = filled(form, job, {"title": "New advice"})
    Job.objects.update(submitted_at=timezone.now())
    with pytest.raises(editing.InReviewError):
        take(job, form, content, agency)
    assert not StringTranslation.objects.exists()


@FORMS
def test_what_somebody_else_wrote_after_the_file_was_made_stays(form, job, agency, editor):
    content = filled(form, job, {"title": "From the file", "lead": "From the file"})
    translate(job, editor, title="Typed")
    report = take(job, form, content, agency)
    assert (report.taken, len(report.newer), said(job, "title")) == (1, 1, "Typed")
    # What one sent oneself one may send again, with mistakes mended.
    again = content.replace(b"From the file", b"Mended")
    assert take(job, form, again, agency).taken == 1 and said(job, "lead") == "Mended"


@FORMS
def test_a_file_that_does_not_say_when_it_was_made_is_taken(form, job, agency, editor):
    content = filled(form, job, {"title": "From the file"}).replace(b"ritten", b"hen")
    translate(job, editor, title="Typed")
    assert take(job, form, content, agency).taken == 1


@FORMS
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"<html>", b'msgid "open', b"\x00" * 100, b"[" * 10_000, b"<" * 10_000],
    ids=["empty", "binary", "html", "open", "zeros", "brackets", "angles"],
)
def test_what_is_no_file_of_the_kind_is_refused_or_belongs_to_no_text(form, job, content):
    try:
        report = take(job, form, content)
    except UnreadableError:
        return
    assert report.refused


def test_zeros_in_a_file_reach_no_database(job):
    content = filled(po, job, {"title": "New"}).replace(b"New", b"N\x00w").replace(b'"lead"', b'"le\x00ad"')
    report = take(job, po, content.replace(b"Es gibt sie", b"Es gibt\x00 sie"))
    assert report.taken == 0 and report.broken and report.unknown


@FORMS
def test_a_file_with_more_strings_than_any_text_is_refused(form, job):
    content = form.write(job)
    if form is po:
        content += b"".join(b'\nmsgctxt "x"\nmsgid "%d"\nmsgstr ""\n' % number for number in range(5001))
    else:
        content = content.replace(b"</file>", b"<unit/>" * 5001 + b"</file>")
    with pytest.raises(UnreadableError):
        form.read(content)


def test_a_po_file_may_come_from_any_machine(job, agency):
    content = filled(po, job, {"title": "New advice"}).replace(b"\n", b"\r\n")
    assert take(job, po, b"\xef\xbb\xbf" + content, agency).taken == 1
    assert said(job, "title") == "New advice"


@pytest.mark.parametrize(
    ("language", "code", "same"),
    [
        ("en", "en", True),
        ("en_GB", "en", True),
        ("EN-gb", "en", True),
        ("de-Simple", "de-simple", True),
        ("de", "de-simple", False),
        ("de-simple", "de", False),
        ("fr", "en", False),
        ("", "en", False),
    ],
)
def test_a_language_is_known_however_a_tool_writes_it(language, code, same):
    assert taking.is_in(language, code) is same


@FORMS
def test_a_file_longer_than_any_text_is_refused(form):
    with pytest.raises(UnreadableError):
        form.read(b" " * (exchange.MAX_BYTES + 1))


def test_a_po_file_is_never_taken_for_a_path(tmp_path, job):
    secret = tmp_path / "secret.po"
    secret.write_bytes(filled(po, job, {"title": "Secret"}))
    with pytest.raises(UnreadableError):
        po.read(str(secret).encode())


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["file", "expansion", "network"],
)
def test_an_xliff_file_brings_no_entities_and_looks_at_no_other_file(tmp_path, job, head):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    body = filled(xliff, job, {"title": "New"}).replace(b">New<", b">&e;<")
    with pytest.raises(UnreadableError):
        xliff.read(head.replace("{secret}", str(secret)).encode() + body)


@pytest.mark.parametrize(
    ("head", "version"),
    [
        ("<xliff/>", "?"),
        ('<xliff version="1.1" xmlns="urn:oasis:names:tc:xliff:document:1.1"/>', "1.1"),
        ('<xliff version="2.3" xmlns="urn:oasis:names:tc:xliff:document:2.3"/>', "2.3"),
        ('<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "1.2"),
    ],
)
def test_another_version_of_xliff_is_refused_with_those_that_are_read(head, version):
    with pytest.raises(UnreadableError) as refused:
        xliff.read(head.encode())
    assert version in str(refused.value) and "1.2, 2.0, 2.1, 2.2" in str(refused.value)


@pytest.mark.parametrize("content", [b"<xlf/>", b'<html version="2.0"/>'])
def test_what_is_no_xliff_at_all_is_refused(content):
    with pytest.raises(UnreadableError):
        xliff.read(content)


@pytest.mark.parametrize(
    ("version", "namespace"), [("2.1", "2.0"), ("2.1", "2.1"), ("2.2", "2.2")], ids=lambda value: value
)
def test_the_later_versions_of_xliff_2_are_taken_as_the_one_that_is_written(job, agency, version, namespace):
    _source, target = coded(xliff.write(job))
    content = filled(xliff, job, {"lead": "There it is.", body_path(job): target})
    changed = content.replace(b'version="2.0"', f'version="{version}"'.encode(), 1)
    changed = changed.replace(NAMESPACE.encode(), NAMESPACE.replace("2.0", namespace).encode())
    report = take(job, xliff, changed, agency)
    assert report.is_clean and report.taken == 2
    assert said(job, "lead") == "There it is."
    assert said(job, body_path(job)).startswith('To the <a id="a1">Amt</a>')


def in_1_2(job, units, **file):
    """A file of XLIFF 1.2 for the job with these units as XML."""
    attributes = {"original": job.key, "source-language": "de", "target-language": "en", "datatype": "html"} | file
    named = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    head = '<?xml version="1.0" encoding="utf-8"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    return f"{head}<file {named}><body><group>{''.join(units)}</group></body></file></xliff>".encode()


def unit_1_2(path, source, target):
    return f'<trans-unit id="{path}" resname="{path}"><source>{source}</source>{target}</trans-unit>'


@pytest.fixture
def alike(newsroom, english):
    """The job of a release with many places of a kind, one of which has two strings."""
    paragraphs = [("rich_text", f"<p>Absatz {number}</p>") for number in range(12)]
    quotes = [("quote", {"text": f"Zitat {number}", "person": None}) for number in range(3)]
    lists = [("list", {"ordered": False, "items": ["Eins", "Zwei"]}), ("rich_text", "<p>Erstens.</p><p>Zweitens.</p>")]
    page = newsroom.release(title="Viele Absätze", lead="Vorweg", body=[*paragraphs, *quotes, *lists])
    return ask(page, english)


def in_version(content, version):
    """The file as a tool that knows that version sends it back."""
    if version == xliff_1.VERSION:
        root = etree.fromstring(content)
        file = root.find(tag("file"))
        units = [
            f'<trans-unit id="{unit.get("id")}" resname="{unit.get("name")}">'
            f"<source>{unit.findtext('.//' + tag('source'))}</source><target>New</target></trans-unit>"
            for unit in file.iter(tag("unit"))
        ]
        named = f'original="{file.get("original")}" target-language="en"'
        head = f'<xliff version="1.2" xmlns="{xliff_1.NAMESPACE}"><file {named}><body>'
        return f"{head}{''.join(units)}</body></file></xliff>".encode()
    changed = content.replace(b'version="2.0"', f'version="{version}"'.encode(), 1)
    return changed.replace(NAMESPACE.encode(), NAMESPACE.replace("2.0", version).encode())


def test_every_string_in_a_file_has_a_name_of_its_own_which_is_that_of_the_desk(alike):
    at_the_desk = [row.place for block in desk.blocks_of(alike) for row in block.rows]
    units = list(etree.fromstring(xliff.write(alike)).iter(tag("unit")))
    notes = [unit.findtext(f"{tag('notes')}/{tag('note')}") for unit in units]
    assert [unit.get("name") for unit in units] == notes == at_the_desk
    assert [entry.comment for entry in po._parsed(po.write(alike))] == at_the_desk
    assert len(set(at_the_desk)) == len({unit.get("id") for unit in units}) == len(at_the_desk) > 20


@pytest.mark.parametrize("version", xliff.NAMESPACES)
def test_an_answer_in_any_version_is_told_by_names_of_places_and_not_by_ids(alike, agency, version):
    content = in_version(xliff.write(alike), version)
    changed = content.replace(b"<source>Absatz ", "<source>Früher ".encode())
    report = take(alike, xliff, changed, agency)
    assert len(set(report.unknown)) == 12
    assert report.unknown[4] == "Text: Text 5: Früher 4"
    assert not any(alike.blocks[4]["path"] in place for place in report.unknown)


def test_a_file_that_was_written_with_paths_for_names_is_still_taken(job, agency):
    root = etree.fromstring(filled(xliff, job, {"lead": "There it is."}))
    for number, unit in enumerate(root.iter(tag("unit"))):
        unit.set("name", path_in(unit.get("id")))
        unit.set("id", f"s{number}")
    changed = etree.tostring(root).replace(b"Neue Beratung", b"Andere")
    report = take(job, xliff, changed, agency)
    assert report.taken == 1 and said(job, "lead") == "There it is."
    assert report.unknown == ["Titel: Andere"]


def test_xliff_1_2_is_taken(job, agency):
    units = [
        unit_1_2("lead", "Es gibt sie.", '<target state="translated">There it is.</target>'),
        unit_1_2("title", "Neue Beratung", '<target state="needs-translation">New advice</target>'),
    ]
    report = take(job, xliff, in_1_2(job, units), agency)
    assert report.is_clean and (report.taken, report.unfinished) == (1, 1)
    assert said(job, "lead") == "There it is." and said(job, "title") == ""


def test_words_filled_into_an_xliff_file_by_hand_are_taken(job, agency):
    written = xliff.write(job).decode()
    content = written.replace("Es gibt sie.</source>", "Es gibt sie.</source><target>There it is.</target>")
    assert content != written
    report = take(job, xliff, content.encode(), agency)
    assert (report.taken, report.marked) == (1, []) and said(job, "lead") == "There it is."


@pytest.mark.parametrize("id_", ["lead:s1", "tu1"])
def test_xliff_1_2_is_known_by_our_ids_or_our_names_and_the_rest_is_named_by_its_words(job, agency, id_):
    unit = '<trans-unit id="%s"%s><source>%s</source><target>There it is.</target></trans-unit>'
    name = "" if ":" in id_ else ' resname="Vorspann"'
    content = in_1_2(job, [unit % (id_, name, "Es gibt sie."), unit % ("s0", "", "Neue Regeln")])
    report = take(job, xliff, content, agency)
    assert report.taken == 1 and said(job, "lead") == "There it is."
    assert report.unknown == ["Neue Regeln"]


def test_what_xliff_1_2_proposes_beside_a_target_or_leaves_out_is_no_translation(job, agency):
    proposed = "<alt-trans><target>Another</target></alt-trans>"
    units = [
        unit_1_2("lead", "Es gibt sie.", proposed),
        unit_1_2("title", "Neue Beratung", "<target>N</target>").replace("<trans-unit", '<trans-unit translate="no"'),
    ]
    report = take(job, xliff, in_1_2(job, units), agency)
    assert (report.taken, report.unfinished) == (0, 1)
    assert said(job, "lead") == "" and said(job, "title") == ""


def test_codes_of_xliff_1_2_come_back_as_the_tags_that_they_hold_or_are_called_by(job, agency):
    path = body_path(job)
    link = '<bpt id="1">&lt;a id="a1"&gt;</bpt>%s<ept id="1">&lt;/a&gt;</ept> &amp; '
    bold = '<g id="2" ctype="bold">%s</g><x id="3" ctype="lb"/>'
    source = f"Zum {link % 'Amt'}{bold % 'heim'}gehen"
    target = f'<target><mrk mtype="seg" mid="0">Go {link % "office"}{bold % "home"}now</mrk></target>'
    assert take(job, xliff, in_1_2(job, [unit_1_2(path, source, target)]), agency).taken == 1
    assert said(job, path) == 'Go <a id="a1">office</a> &amp; <b>home</b><br/>now'


@pytest.mark.parametrize("code", ['<g id="1">%s</g>', '<ph id="1">no tag</ph>%s', "<sub>%s</sub>"])
def test_codes_of_xliff_1_2_that_name_no_tag_are_told_as_broken(job, agency, code):
    report = take(job, xliff, in_1_2(job, [unit_1_2("lead", code % "Es gibt sie.", "<target>There</target>")]), agency)
    assert report.taken == 0 and len(report.broken) == 1 and report.unknown == []


def test_xliff_1_2_of_another_text_or_language_is_refused(job, agency):
    unit = unit_1_2("lead", "Es gibt sie.", "<target>There</target>")
    assert take(job, xliff, in_1_2(job, [unit], **{"target-language": "fr"}), agency).refused
    assert take(job, xliff, in_1_2(job, [unit], original="x"), agency).refused


def test_a_tool_may_cut_a_unit_and_remark_on_its_words(job, agency):
    content = xliff.write(job).decode()
    cut = (
        "<segment><source>Es </source><target>It <mrk id='m1' type='term'>is</mrk></target></segment>"
        "<ignorable><source>gibt </source><target> </target></ignorable>"
        "<segment state='final'><source>sie.</source><target>there<sm id='m2'/><cp hex='002E'/></target></segment>"
    )
    root = etree.fromstring(content.encode())
    for unit in root.iter(tag("unit")):
        if unit.get("name") == "Vorspann":
            for part in unit.findall(tag("segment")):
                unit.remove(part)
            unit.extend(etree.fromstring(f'<u xmlns="{NAMESPACE}">{cut}</u>'))
    assert take(job, xliff, etree.tostring(root), agency).taken == 1
    assert said(job, "lead") == "It is there."


def test_a_long_list_of_places_is_cut():
    report = exchange.Report(unknown=[f"Ort {number}" for number in range(30)])
    [sentence] = report.problems()
    assert "Ort 9" in sentence and "Ort 10" not in sentence


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=12).map(escape)
marked = st.recursive(
    words | st.just("<br/>"),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        .map("".join)
        .flatmap(
            lambda text: st.sampled_from(["b", "i", "em", "strong", 'a id="a1"', 'a id="a2"']).map(
                lambda name: f"<{name}>{text}</{name.split()[0]}>"
            )
        )
    ),
    max_leaves=6,
)
fragments = st.lists(marked, min_size=1, max_size=4).map("".join).map(exchange.received.canonical)


@given(original=fragments, translation=fragments)
def test_words_with_markup_survive_xliff(original, translation):
    codes = Codes()
    root = etree.Element(tag("segment"))
    source, target = etree.SubElement(root, tag("source")), etree.SubElement(root, tag("target"))
    codes.write(source, original)
    codes.write(target, translation)
    root = etree.fromstring(etree.tostring(root))
    data = {ref: text for text, ref in codes.data.items()}
    assert inline.read(root[0], data) == original
    assert inline.read(root[1], data) == translation
    ids = [code.get("id") for code in root[0].iter() if code.get("id")]
    assert len(ids) == len(set(ids))


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=fragments)
@FORMS
def test_words_with_markup_survive_the_whole_way(form, job, text):
    path = next(one.context.path for one in editing.segments_of(job) if one.context.path.startswith("body"))
    segment = segment_of(job, path)
    if localize.markup_problem(segment.string.data, text) or not editing.clean(text):
        return
    StringTranslation.objects.all().delete()
    editing.put(job, segment, text)
    stood = said(job, path)
    content = form.write(job)
    StringTranslation.objects.all().delete()
    report = take(job, form, content)
    assert report.is_clean and exchange.received.canonical(said(job, path)) == exchange.received.canonical(stood)


@FORMS
def test_originals_with_any_character_are_known_again(form, newsroom, english, agency):
    strange = "Zeile\u2028und \u0085 mit \x0b & < > \" ' \\n \t Ende"
    job = ask(newsroom.release(title="Zeichen", lead=strange), english)
    report = take(job, form, filled(form, job, {"lead": "Fine"}), agency)
    assert (report.taken, report.is_clean) == (1, True)


def url(rf, method, user, **more):
    request = getattr(rf, method)("/", more)
    request.user = user
    request._messages = Messages()
    return request


class Messages(list):
    def add(self, level, message, extra_tags=""):
        self.append(message)


def test_those_who_translate_get_the_file_and_bring_it_back(rf, job, translator, tmp_path):
    from cms.translation.exchange import views

    answer = views.download(url(rf, "get", translator.user), job.pk, "po")
    assert answer["Content-Disposition"] == 'attachment; filename="neue-beratung-en.po"'
    assert answer["Cache-Control"] == "no-store"
    path = tmp_path / "back.po"
    path.write_bytes(fill_po(answer.content, {"title": "New advice"}, read=True))
    with path.open("rb") as file:
        request = url(rf, "post", translator.user, file=file, next="/admin/somewhere/")
        done = views.upload(request, job.pk, "po")
    assert (done.status_code, done.url, len(request._messages)) == (302, "/admin/somewhere/", 1)
    assert said(job, "title") == "New advice"


def test_nobody_else_gets_or_brings_it(rf, job, writer, roles, newsroom):
    from cms.translation.exchange import views
    from tests.colleagues import Colleague

    for stranger in (Colleague("Technik"), Colleague("Übersetzung de")):
        with pytest.raises(PermissionDenied):
            views.download(url(rf, "get", stranger.user), job.pk, "xliff")
        with pytest.raises(PermissionDenied):
            views.upload(url(rf, "post", stranger.user), job.pk, "xliff")


def test_an_upload_that_cannot_be_taken_says_so_and_leads_nowhere_else(rf, job, translator, tmp_path):
    from cms.translation.exchange import views

    empty = tmp_path / "empty.xlf"
    empty.write_bytes(b"no xml")
    for form in ({}, {"file": empty.open("rb")}):
        request = url(rf, "post", translator.user, next="https://elsewhere.example/", **form)
        done = views.upload(request, job.pk, "xliff")
        assert done.url == "/admin/" and len(request._messages) == 1
    assert views.upload(url(rf, "get", translator.user), job.pk, "po").status_code == 405
    with pytest.raises(Http404):
        views.download(url(rf, "get", translator.user), job.pk, "docx")
    with pytest.raises(Http404):
        views.download(url(rf, "get", translator.user), 0, "po")


def test_a_report_names_no_number_of_nothing():
    with override("en"):
        assert exchange.Report(taken=2)._numbers() == "2 texts were taken."
        assert "1 stood so already" in exchange.Report(taken=2, unchanged=1)._numbers()
