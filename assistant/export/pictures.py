"""A drawing as an image of points, for the formats that take no vector drawing."""

from functools import lru_cache

POINTS_PER_INCH = 200
TYPESET = """#set page(width: 16cm, height: auto, margin: 2pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


@lru_cache(maxsize=64)
def png_of(svg: str) -> bytes:
    """The PNG of a drawing, 16 cm wide; the same drawing gives the same bytes."""
    import typst

    made: bytes = typst.compile(TYPESET.encode(), format="png", ppi=POINTS_PER_INCH, sys_inputs={"svg": svg})
    return made
