"""Reading the sitemap as crawlers do: the index, then all parts that it names."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import Client

SPACES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def parts(client: Client) -> dict[str, str]:
    """The paths of the parts that the index names, each with what it says of its newest change."""
    index = _read(client, "/sitemap.xml")
    said = [(part.findtext("map:loc", "", SPACES), part.findtext("map:lastmod", "", SPACES)) for part in index]
    return {urlsplit(address).path: lastmod for address, lastmod in said}


def sitemap(client: Client) -> str:
    """What all parts say."""
    return "\n".join(client.get(path).content.decode() for path in parts(client))


def mapped(client: Client) -> list[tuple[str, str, dict[str, str]]]:
    """Every address in any part, with what is said of its newest change and its languages."""
    found = []
    for path in parts(client):
        for url in _read(client, path):
            links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iterfind("xhtml:link", SPACES)}
            found.append((url.findtext("map:loc", "", SPACES), url.findtext("map:lastmod", "", SPACES), links))
    return found


def _read(client: Client, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(path).content)  # noqa: S314 # our own
