"""XLIFF (OASIS): a file for the text, a unit for each string, its place in the unit's id and, as editors call it, in
its name.

Written is 2.0; read are 1.2, 2.0, 2.1 and 2.2, which differ from 2.0 in nothing that is read but the namespace.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.editing import MACHINE
from cms.translation.exchange import inline, xliff_1
from cms.translation.exchange.inline import NAMESPACE, Codes, tag
from cms.translation.exchange.received import (
    Received,
    Unit,
    UnreadableError,
    id_of,
    moment,
    path_in,
    refuse_long,
    standing,
)
from cms.translation.localize import StringSegment, StringTranslation
from cms.translation.models import Job

MEDIA_TYPE, SUFFIX = "application/xliff+xml", "xlf"
# The versions that are read, each with the namespaces that tools give it.
NAMESPACES_2: set[str | None] = {f"urn:oasis:names:tc:xliff:document:2.{minor}" for minor in (0, 1, 2)}
NAMESPACES: dict[str, set[str | None]] = {
    xliff_1.VERSION: {xliff_1.NAMESPACE, None},
    **dict.fromkeys(("2.0", "2.1", "2.2"), NAMESPACES_2),
}
PRESERVE = ("{http://www.w3.org/XML/1998/namespace}space", "preserve")
TITLE, WRITTEN, PLACE = "title", "written", "place"
# Of a target in this state somebody has still to say that it is a translation.
INITIAL, TRANSLATED = "initial", "translated"


def write(job: Job) -> bytes:
    """The strings of the job with what stands for them; a machine's unread words are `initial`. What nobody has
    translated has no state, so that words filled in by hand are taken."""
    root = etree.Element(tag("xliff"), nsmap={None: NAMESPACE})
    root.set("version", "2.0")
    root.set("srcLang", job.source_locale.language_code)
    root.set("trgLang", job.locale.language_code)
    file = etree.SubElement(root, tag("file"), id=f"job{job.pk}", original=str(job.key))
    file.set(*PRESERVE)
    _notes(file, {TITLE: job.title, WRITTEN: timezone.now().isoformat()})
    for segment, name, found in standing(job):
        _write_unit(file, segment, name, found)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _write_unit(file: Any, segment: StringSegment, name: str, found: StringTranslation | None) -> None:
    unit = etree.SubElement(file, tag("unit"), id=id_of(segment), name=name, canResegment="no")
    _notes(unit, {PLACE: name})
    part = etree.SubElement(unit, tag("segment"))
    if found is not None:
        part.set("state", INITIAL if found.translation_type == MACHINE else TRANSLATED)
    codes = Codes()
    codes.write(etree.SubElement(part, tag("source")), segment.string.data)
    if found is not None:
        codes.write(etree.SubElement(part, tag("target")), found.data)
    if codes.data:
        data = etree.Element(tag("originalData"))
        part.addprevious(data)
        for text, ref in codes.data.items():
            etree.SubElement(data, tag("data"), id=ref).text = text


def _notes(parent: Any, texts: dict[str, str]) -> None:
    notes = etree.SubElement(parent, tag("notes"))
    for category, text in texts.items():
        etree.SubElement(notes, tag("note"), category=category).text = inline.without_impossible(text)


def read(content: bytes) -> list[Received]:
    """What the file says of each text in it; raises UnreadableError."""
    refuse_long(content)
    root = _parsed(content)
    if _version(root) == xliff_1.VERSION:
        return xliff_1.read(root)
    for element in root.iter():
        if etree.QName(element).namespace in NAMESPACES_2:
            element.tag = tag(etree.QName(element).localname)
    language = root.get("trgLang", "")
    return [_read_file(file, language) for file in root.iterfind(tag("file"))]


def _version(root: Any) -> str:
    """The version of the file; raises UnreadableError for what is no XLIFF, or none of a version that is read."""
    name, version = etree.QName(root), root.get("version", "")
    if name.localname != "xliff":
        raise UnreadableError(_("This is no XLIFF file that can be read."))
    if name.namespace not in NAMESPACES.get(version, ()):
        raise UnreadableError(
            _("This XLIFF file is of the version “%(version)s”; %(versions)s can be read.")
            % {"version": inline.without_impossible(version)[:20] or "?", "versions": ", ".join(NAMESPACES)}
        )
    return version


def _parsed(content: bytes) -> Any:
    """The root of the document, read without entities, document types or any look at other files."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(_("This is no XLIFF file that can be read.")) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(_("An XLIFF file with a document type of its own is not read."))
    return root


def _read_file(file: Any, language: str) -> Received:
    written = file.findtext(f"{tag('notes')}/{tag('note')}[@category='{WRITTEN}']")
    units = [_read_unit(unit) for unit in file.iter(tag("unit"))]
    return Received(file.get("original", ""), language, units, moment(written))


def _read_unit(unit: Any) -> Unit:
    data = {one.get("id", ""): one.text or "" for one in unit.iterfind(f"{tag('originalData')}/{tag('data')}")}
    parts = [part for part in unit if part.tag in {tag("segment"), tag("ignorable")}]
    path, original, problem = path_in(unit.get("id", "")), "", ""
    try:
        original = "".join(_read(part, "source", data) for part in parts)
        translation = "".join(_target(part, data) for part in parts)
    except inline.InlineCodeError as error:
        translation, problem = "", str(error)
    finished = bool(translation) and all(_is_finished(part) for part in parts)
    return Unit(path, original, translation, finished, problem, unit.get("name", ""))


def _target(part: Any, data: dict[str, str]) -> str:
    """What a tool put between segments is as in the source, where it says nothing else."""
    if part.find(tag("target")) is None and part.tag == tag("ignorable"):
        return _read(part, "source", data)
    return _read(part, "target", data)


def _read(part: Any, name: str, data: dict[str, str]) -> str:
    element = part.find(tag(name))
    return "" if element is None else inline.read(element, data)


def _is_finished(part: Any) -> bool:
    """A target without a state is somebody's who says nothing about states."""
    if part.tag == tag("ignorable"):
        return True
    return part.find(tag("target")) is not None and part.get("state", TRANSLATED) != INITIAL
