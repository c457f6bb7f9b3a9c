"""A drawing as an image of points, for the formats that take no vector drawing."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

POINTS_PER_INCH = 200
TYPESET = """#set page(width: 16cm, height: auto, margin: 2pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


@lru_cache(maxsize=64)
def png_of(svg: str) -> bytes:
    """The PNG of a drawing, 16 cm wide; the same drawing gives the same bytes."""
    import typst

    made: bytes = typst.compile(TYPESET.encode(), format="png", ppi=POINTS_PER_INCH, sys_inputs={"svg": svg})
    return made


def is_drawable(name: str, content: bytes) -> bool:
    """Whether a file of this name (its suffix tells its format) is an image that a page can hold."""
    import typst

    with TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(content)
        try:
            typst.compile(f'#image("/{name}", alt: "Logo")'.encode(), root=cast(Any, folder), format="pdf")
        except (typst.TypstError, RuntimeError):
            return False
    return True
