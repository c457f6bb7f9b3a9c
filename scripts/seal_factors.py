"""Write the manifest of the factor tables after a change that was meant: their rows, their hashes, a new version.

Run: ``python -m scripts.seal_factors VERSION YYYY-MM-DD``, the version and the day of the release.
"""

import csv
import hashlib
import json
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "assistant" / "calculators" / "footprint" / "factors"


def seal(folder: Path, version: str, released_on: date) -> None:
    """Write the manifest of a folder's tables."""
    manifest_path = folder / "manifest.json"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest |= {
        "version": version,
        "released_on": released_on.isoformat(),
        "tables": {table.name: _sealed(table.read_bytes()) for table in sorted(folder.glob("*.csv"))},
    }
    manifest_path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sealed(data: bytes) -> dict[str, object]:
    rows = len(list(csv.DictReader(data.decode("utf-8").splitlines())))
    return {"rows": rows, "sha256": hashlib.sha256(data).hexdigest()}


if __name__ == "__main__":
    seal(FOLDER, sys.argv[1], date.fromisoformat(sys.argv[2]))
