"""A small PDF writer for the demo's papers: one page, one font, nothing else."""

from __future__ import annotations

from cms.demo.forms import Sheet

PAGE = (595, 842)  # A4 in points


def pdf(sheet: Sheet, language: str) -> bytes:
    """The sheet as a PDF of one page, with its title and language in the metadata."""
    lines = [f"BT /F2 16 Tf 60 770 Td ({_text(sheet.title)}) Tj ET"]
    lines += [
        f"BT /F1 11 Tf 60 {730 - number * 20} Td ({_text(line)}) Tj ET"
        for number, line in enumerate(sheet.text.splitlines())
        if line
    ]
    content = "\n".join(lines).encode("cp1252")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content.decode('cp1252')}\nendstream",
        font % "Helvetica",
        font % "Helvetica-Bold",
        f"<< /Title <{_utf16(sheet.title)}> >>",
    ]
    return _file([body.encode("cp1252") for body in objects])


def _file(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, with the table of where each begins; the last one is the metadata."""
    out = b"%PDF-1.7\n"
    begins = []
    for number, body in enumerate(objects, start=1):
        begins.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % begin for begin in begins)
    size = len(objects) + 1
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        trailer,
        len(out),
    )


def _text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
