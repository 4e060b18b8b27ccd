"""Files with words in them, and those that are broken or made to do harm."""

from __future__ import annotations

import io
import zipfile
from html import escape

from pypdf import PdfReader, PdfWriter

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def pdf(*pages: str) -> bytes:
    """A PDF of such pages, with each line of a text in a line."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        content = _content(text)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            + f" /Contents {5 + 2 * number} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return written(objects)


def _content(text: str) -> bytes:
    lines = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n"))
    shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
    return f"BT /F1 12 Tf 50 780 Td\n{shown}\nET".encode("cp1252")


def written(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    found = io.BytesIO(b"%PDF-1.7\n")
    found.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, 1):
        places.append(found.tell())
        found.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    begin = found.tell()
    found.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    found.writelines(b"%010d 00000 n \n" % place for place in places)
    found.write(b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, begin))
    return found.getvalue()


def encrypted_pdf(text: str) -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt("geheim", algorithm="RC4-128")
    found = io.BytesIO()
    writer.write(found)
    return found.getvalue()


def looping_pdf() -> bytes:
    """A PDF whose pages hold themselves, and whose objects lead in a circle."""
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
            b"4 0 R",
            b"3 0 R",
        ]
    )


def nested_pdf(depth: int = 100_000) -> bytes:
    """A PDF with a list in a list in a list."""
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * depth + b"]" * depth])


def docx(*paragraphs: str) -> bytes:
    """A DOCX of such paragraphs."""
    said = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    return packed({"word/document.xml": WORDS.format(said)})


def packed(parts: dict[str, str]) -> bytes:
    """Parts of a DOCX, packed with what says that they are one."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, **parts}.items():
            archive.writestr(name, content)
    return found.getvalue()


def bomb(size: int = 200_000_000) -> bytes:
    """A small DOCX that is large when it is unpacked."""
    return packed({"word/document.xml": WORDS.format("<w:p/>" * (size // 6))})


def expanding() -> bytes:
    """A DOCX whose text is defined by itself, again and again."""
    kinds = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 12))
    said = WORDS.format("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>")
    return packed({"word/document.xml": f'<!DOCTYPE x [<!ENTITY l0 "lol">{kinds}]>{said}'})
