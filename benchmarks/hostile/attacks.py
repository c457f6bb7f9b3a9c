"""Attacks that are known on the formats that are read, each as (kind, suffix, content)."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.hostile.seeds import seeds, zipped

Attack = tuple[str, str, bytes]
DEPTH = 100_000
PAGES = 10_000
PARTS = (
    (".docx", "word/document.xml"), (".docx", "docProps/core.xml"), (".odt", "content.xml"), (".odt", "meta.xml"),
    (".ods", "content.xml"), (".xlsx", "xl/workbook.xml"),
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
LOOPING_PAGES = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj"
WIDE_SPANS = b"<tr><td colspan=99999 rowspan=99999>a</td></tr>" * 300


def attacks(outside: Path) -> Iterator[Attack]:
    """Every attack; those that try to write or to read outside aim at the folder ``outside``."""
    yield from _entities(outside)
    yield from _nesting()
    yield from _bombs()
    yield from _escapes(outside)
    yield from _excesses()


def _entities(outside: Path) -> Iterator[Attack]:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    external = f'<!ENTITY a11 SYSTEM "file://{outside}/secret.txt">'
    for kind, entities in (("milliard de rires", laughs), ("entité externe", external)):
        doctype = f"<!DOCTYPE x [{entities}]>".encode()
        yield kind, ".xml", b'<?xml version="1.0"?>' + doctype + b"<ARTICLE>&a11;</ARTICLE>"
        for suffix, part in PARTS:
            yield kind, suffix, _with_doctype(seeds()[suffix][-1], part, doctype)
            padded = b"<!--" + b" " * 5000 + b"-->" + doctype  # beyond where a guard would look
            yield f"{kind} (loin)", suffix, _with_doctype(seeds()[suffix][-1], part, padded)
    anchors = "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    yield "milliard de rires", ".md", f"---\n{anchors}---\n# Note\n\nUn texte.\n".encode()


def _with_doctype(data: bytes, part: str, doctype: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = members[part]
    end = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
    root_end = content.index(b">", content.index(b"<", end)) + 1
    members[part] = content[:end] + doctype + content[end:root_end] + b"&a11;" + content[root_end:]
    return zipped(members)


def _nesting() -> Iterator[Attack]:
    kind = "imbrication"
    yield kind, ".html", b"<div>" * DEPTH + b"texte"
    yield kind, ".html", b"<main>" + b"<ul><li>" * DEPTH + b"texte"
    yield kind, ".html", b"<main>" + b"<table><tr><td>" * DEPTH + b"texte"
    yield kind, ".xml", b"<a>" * DEPTH
    yield kind, ".json", b"[" * DEPTH
    yield kind, ".jsonl", b'{"a":' * DEPTH
    yield kind, ".md", b">" * 20_000 + b" texte"
    yield kind, ".md", b"- " * 20_000 + b"texte"
    yield kind, ".md", b"*a **b " * 20_000
    yield kind, ".md", b"[" * 50_000
    yield kind, ".rtf", b"{\\rtf1" + b"{" * DEPTH + b"texte" + b"}" * DEPTH
    yield (
        kind,
        ".eml",
        b"Subject: x\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(2000)),
    )
    for suffix, part, opening in ((".docx", "word/document.xml", b"<w:sdt><w:sdtContent>"),
                                  (".docx", "word/document.xml", b"<w:tbl><w:tr><w:tc>"),
                                  (".odt", "content.xml", b"<text:list><text:list-item>")):  # fmt: skip
        data = seeds()[suffix][-1]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for depth in (80, 200, DEPTH):
            closing = b"".join(b"</" + tag + b">" for tag in reversed(opening[1:-1].split(b"><")))
            anchor = b"<w:body>" if suffix == ".docx" else b"<office:text>"
            deep = anchor + opening * depth + closing * depth
            yield kind, suffix, zipped(members | {part: members[part].replace(anchor, deep)})
    inner = b"Au fond."
    for depth in range(20):
        inner = zipped({"n.zip" if depth else "n.txt": inner})
    yield kind, ".zip", inner


def _bombs() -> Iterator[Attack]:
    zeros = b"\0" * 100_000_000
    for suffix in (".zip", ".docx", ".odt", ".xlsx", ".ods"):
        yield "bombe de décompression", suffix, zipped({"word/document.xml": zeros, "content.xml": b"<a/>"})
    yield "bombe de décompression", ".jsonl.gz", gzip.compress(zeros)
    yield "bombe de décompression", ".json.gz", gzip.compress(b"[" + b" " * 250_000_000 + b"]")
    yield "bombe de décompression", ".tar.gz", gzip.compress(zeros)
    inner = zipped({f"{number}.txt": b"\0" * 40_000_000 for number in range(10)})
    yield "bombe de décompression", ".zip", zipped({f"{number}.zip": inner for number in range(30)})
    yield "bombe de décompression", ".zip", _lying_size(zipped({"a.txt": b"\0" * 100_000_000}))
    yield "bombe de décompression", ".docx", _lying_size(zipped({"word/document.xml": b"\0" * 100_000_000}))


def _lying_size(data: bytes) -> bytes:
    """An archive whose directory says that its only member is ten bytes long."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]


def _escapes(outside: Path) -> Iterator[Attack]:
    names = [f"{'../' * depth}escaped-{depth}.txt" for depth in range(1, 8)]
    names += [
        f"{outside}/escaped.txt",
        "..\\..\\escaped.txt",
        "C:\\escaped.txt",
        "a/../../escaped.txt",
        "..",
        ".",
        "a/..",
        "/",
    ]
    yield "nom hors du dossier", ".zip", zipped(dict.fromkeys(names, b"dehors"))
    for name in names[:7]:
        yield "nom hors du dossier", ".zip", zipped({name: b"dehors"})
    link = zipfile.ZipInfo("lien")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, str(outside))
        archive.writestr("lien/escaped.txt", "dehors")
    yield "lien symbolique", ".zip", packed.getvalue()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 6
            tar.addfile(member, io.BytesIO(b"dehors"))
    yield "nom hors du dossier", ".tar.gz", packed.getvalue()
    for name in ("../escaped.txt", "..", f"{outside}/escaped.txt", ""):
        yield (
            "nom hors du dossier",
            ".eml",
            (
                f"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntexte\n--b\n"
                f'Content-Type: text/plain\nContent-Disposition: attachment; filename="{name}"\n\ndehors\n--b--\n'
            ).encode(),
        )


def _excesses() -> Iterator[Attack]:
    kind = "démesure"
    yield kind, ".pdf", _pdf(PAGES)
    yield kind, ".pdf", LOOPING_PAGES
    yield kind, ".pdf", b"%PDF-1.4\n" + b"1 0 obj<<" * DEPTH
    for header in (b"Subject: ", b"From: ", b"Content-Type: multipart/mixed; boundary=", b"Date: "):
        yield kind, ".eml", b"From: a@b.fr\n" + header + b"(a" * 1_000_000 + b"\n\ntexte"
        yield kind, ".eml", b"Subject: x\n" + header + b"=?utf-8?b?(<@,;" * 1200 + b"\n\ntexte"
    yield kind, ".eml", b"X-A: b\n" * 300_000 + b"Subject: x\n\ntexte"
    yield kind, ".csv", b'a;b\n"' + b"x" * 2_000_000
    yield kind, ".csv", b"a;b;c\n" + b";" * 5_000_000
    yield kind, ".csv", b"a;b\n1;2\n" * 150_000
    yield kind, ".txt", b"mot " * 5_000_000
    yield kind, ".html", b"<p " + b"a='b' " * 500_000 + b">texte</p>"
    yield kind, ".html", b"<main><table>" + WIDE_SPANS + b"</table></main>"
    yield kind, ".zip", zipped({f"{number}.txt": b"x" for number in range(20_000)})
    name = tarfile.TarInfo("x")
    name.type, name.size = tarfile.GNUTYPE_LONGNAME, 8 * 1024**3
    yield kind, ".tar.gz", gzip.compress(name.tobuf() + b"\0" * 1024)
    sheet = seeds()[".xlsx"][-1]
    far = b'<c r="XFD1048576"><v>1</v></c>'
    yield (
        kind,
        ".xlsx",
        _replaced(sheet, SHEET, b"</sheetData>", b'<row r="1048576">' + far + b"</row></sheetData>"),
    )
    many = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(4, 20_000))
    yield kind, ".xlsx", _replaced(sheet, SHEET, b"</sheetData>", many + b"</sheetData>")
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % n for n in range(1, 5000))
    yield kind, ".xlsx", _replaced(sheet, SHEET, b"</mergeCells>", merges + b"</mergeCells>")
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row></table:table>"
    yield kind, ".ods", _replaced(seeds()[".ods"][-1], "content.xml", b"</table:table>", row)


def _replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {part: members[part].replace(old, new)})


def _pdf(pages: int) -> bytes:
    """A PDF of many pages that all show the same sentence."""
    from pypdf import PdfReader, PdfWriter

    source = PdfReader(io.BytesIO(min((data for data in seeds()[".pdf"]), key=len)))
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_page(source.pages[0])
    writer.write(out)
    return out.getvalue()
