"""Write the manifest of the factor table after a change that was meant: its rows, its hash, a new version.

Run: ``python -m scripts.seal_factors VERSION YYYY-MM-DD``, the version and the day of the release.
"""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "assistant" / "calculators" / "footprint" / "factors"


def seal(folder: Path, version: str, released_on: date) -> None:
    """Write the manifest of a folder's table."""
    data = (folder / "factors.csv").read_bytes()
    manifest_path = folder / "manifest.json"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest |= {
        "version": version,
        "released_on": released_on.isoformat(),
        "rows": len(data.decode("utf-8").strip().split("\n")) - 1,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    manifest_path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    seal(FOLDER, sys.argv[1], date.fromisoformat(sys.argv[2]))
