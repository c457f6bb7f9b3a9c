"""XML from anywhere, read safely: no DTD, no entity, no network, no endless nesting."""

from typing import Any

from assistant.errors import ParseError


def parse_xml(data: bytes, *, what: str = "fichier XML") -> Any:
    """The root element of a document; raises ParseError when it is malformed or brings a DTD."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"{what} endommagé ou mal formé") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError(f"{what} refusé : il contient une déclaration de type (DTD)")
    return root
