"""Office files are archives: write them so that the same content gives the same bytes."""

import io
import zipfile
from pathlib import Path

from scripts.sample_documents.source import BUILT_ON


def write_archive(data: bytes, target: Path) -> None:
    """An office file with the date of every member set to the day that the corpus was built."""
    day = BUILT_ON.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(target, "w") as written:
        for member in read.infolist():
            stamped = zipfile.ZipInfo(member.filename, date_time=day)
            stamped.compress_type = member.compress_type
            written.writestr(stamped, read.read(member))
