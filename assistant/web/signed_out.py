"""What a person reads whose session has expired: nothing is changed, what was typed can be sent again."""

from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from assistant.api.person import signed_in
from assistant.web.forms import typed
from assistant.web.layout import page

router = APIRouter(include_in_schema=False)
EXPIRED = "Votre session a expiré : reconnectez-vous dans un autre onglet, puis renvoyez ; votre texte est gardé."
MOST_BYTES = 1024 * 1024  # of a form that is given back: the texts of any page, not its files


@router.get("/session")
def session() -> JSONResponse:
    """Tell a script of the pages whether a change would be taken: a proxy answers in its own way without session."""
    return JSONResponse({"person": signed_in()}, status_code=401 if signed_in() == "" else 200)


async def signed_out_page(request: Request) -> HTMLResponse:
    """The page in place of a change, with what was typed in a form to send again; its files have to be chosen again."""
    length, fields = request.headers.get("content-length", ""), list[tuple[str, str]]()
    if length.isdecimal() and int(length) <= MOST_BYTES:
        with suppress(HTTPException):
            fields = await typed(request)
    else:
        async for _ in request.stream():  # a browser shows the answer only once it has sent everything
            pass
    is_multipart = request.headers.get("content-type", "").startswith("multipart/")
    values = {
        "told": EXPIRED, "address": request.url.path, "query": request.url.query, "fields": fields,
        "is_multipart": is_multipart,
    }  # fmt: skip
    return page("signed_out.html.j2", values, status=401)
