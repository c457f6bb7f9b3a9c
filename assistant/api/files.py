"""A file that a browser takes away instead of showing it."""

from fastapi import Response


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """The answer that downloads a file under a name."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
