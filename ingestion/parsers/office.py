"""Guard for ZIP-based office files: refuse those that unpack to far more than they weigh."""

import io
import zipfile

from assistant.errors import ParseError

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200


def check_archive(data: bytes) -> None:
    """Raise ParseError when an office file is not a sound archive, is encrypted, or is a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ParseError("fichier endommagé : l'archive interne est illisible") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(data), 4096):
        raise ParseError("fichier refusé : son contenu décompressé est démesuré")
    if any(member.flag_bits & 0x1 for member in members) or any(m.filename == "EncryptedPackage" for m in members):
        raise ParseError("fichier protégé par un mot de passe")
