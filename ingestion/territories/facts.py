"""What one row of a code file says of a territory."""

import re
from dataclasses import dataclass

from assistant.domain import TerritoryLevel
from assistant.errors import ParseError

COMMUNE_CODE = re.compile(r"^(?:\d{5}|2[AB]\d{3})$")
AREA_CODE = re.compile(r"^(?:\d{2,3}|2[AB]|R\d{2})$")
SIREN = re.compile(r"^\d{9}$")
POSTCODE = re.compile(r"^\d{5}$")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a row says of the territory of a code; an empty value says nothing.

    ``level`` None: it only adds to a territory that is known. ``parents`` replace those of their levels, ``part_of`` is
    the commune that has absorbed this one, ``members`` are the codes or the SIREN of the communes of an EPCI.
    """

    code: str
    level: TerritoryLevel | None = None
    name: str = ""
    department: str = ""
    epci: str = ""
    parents: tuple[str, ...] = ()
    population: int | None = None
    postcodes: tuple[str, ...] = ()
    siren: str = ""
    part_of: str = ""
    members: tuple[str, ...] = ()


def commune_code(text: str) -> str:
    """An INSEE code, with the zero that a workbook drops; raises ParseError."""
    return _checked(text.upper().zfill(5), COMMUNE_CODE, text, "un code INSEE de commune")


def area_code(text: str) -> str:
    """The code of a département, of an overseas collectivity or of a région («R24»); raises ParseError."""
    return _checked(text.upper().zfill(2), AREA_CODE, text, "un code de département ou de région")


def siren(text: str) -> str:
    """A SIREN, without its spaces; raises ParseError."""
    return _checked(text.replace(" ", ""), SIREN, text, "un numéro SIREN")


def postcode(text: str) -> str:
    """A postcode; raises ParseError."""
    return _checked(text.zfill(5), POSTCODE, text, "un code postal")


def count(text: str) -> int | None:
    """A number of inhabitants; None when it is not told; raises ParseError."""
    digits = "".join(text.split())
    if digits and not digits.isdecimal():
        raise ParseError(f"« {text[:40]} » n'est pas un nombre d'habitants")
    return int(digits) if digits else None


def _checked(code: str, shape: re.Pattern[str], text: str, kind: str) -> str:
    if not shape.match(code):
        raise ParseError(f"« {text[:40]} » n'est pas {kind}")
    return code
