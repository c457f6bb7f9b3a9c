"""Office files are archives: the same content makes the same bytes, whatever the day."""

import io
import zipfile

from lxml import etree

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold


def repacked(data: bytes) -> bytes:
    """The same archive with its members in their order, all of one date; ODF's mimetype stays stored.

    Namespaces that a member does not use are left out: odfpy declares those of all the documents that it has written.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(packed, "w") as written:
        for member in read.infolist():
            kept = zipfile.ZipInfo(member.filename, FIRST_DAY)
            kept.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            content = read.read(member)
            written.writestr(kept, _without_unused_names(content) if member.filename.endswith(".xml") else content)
    return packed.getvalue()


def _without_unused_names(content: bytes) -> bytes:
    tree = etree.fromstring(content)
    etree.cleanup_namespaces(tree)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
