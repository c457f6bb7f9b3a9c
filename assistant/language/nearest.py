"""The names nearest to one that does not exist, to propose them."""

from collections.abc import Mapping

from assistant.language.text import fold

LEAST = 60.0  # of 100: under it two names are not alike


def nearest(asked: str, known: Mapping[str, str], *, limit: int = 3) -> list[str]:
    """The keys whose name, or whose label, looks most like what was asked; best first, possibly none."""
    from rapidfuzz import fuzz, process

    wanted = _plain(asked)
    by_name = process.extract(wanted, {key: _plain(key) for key in known}, scorer=fuzz.WRatio, score_cutoff=LEAST)
    labels = {key: _plain(label) for key, label in known.items()}
    by_label = process.extract(wanted, labels, scorer=fuzz.token_set_ratio, score_cutoff=LEAST)
    ranked = sorted([*by_name, *by_label], key=lambda found: -found[1])
    return list(dict.fromkeys(str(key) for _, _, key in ranked))[:limit]


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())
