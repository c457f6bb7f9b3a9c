"""The page «Aide»: the guide and its glossary, read on the server itself."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from assistant.web.guide import CONTENTS, chapter, chapters, html_of, image
from assistant.web.layout import HELP, page

router = APIRouter(include_in_schema=False)


@router.get(HELP.address)
def contents() -> HTMLResponse:
    """The table of contents."""
    return show(CONTENTS)


@router.get(HELP.address + "/{name}")
def show(name: str) -> HTMLResponse:
    """A chapter."""
    found = chapter(name)
    values = {"chapter": found, "text": html_of(found), "chapters": chapters(), "base": HELP.address}
    return page("help.html.j2", values, current=HELP)


@router.get(HELP.address + "/images/{name}")
def picture(name: str) -> FileResponse:
    """An image of the guide."""
    return FileResponse(image(name), media_type="image/png")
