"""Health: the process lives; its data answer."""

from fastapi import APIRouter, Request

router = APIRouter(tags=["santé"])


@router.get("/healthz", summary="Le serveur répond.")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", summary="Les données répondent ; nombre de passages indexés.")
def readyz(request: Request) -> dict[str, object]:
    """The database answers; how many passages it holds. A StorageError gives 503."""
    return {"status": "ready", "passages": request.app.state.services.store.passage_count()}
