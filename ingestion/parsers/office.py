"""Guards for ZIP-based office files: refuse those that unpack to far more than they weigh or that bring a DTD."""

import io
import lzma
import zipfile
import zlib

from assistant.errors import ParseError

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_MEMBERS = 20_000
PROLOG = 2048
UNPACK_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError, OSError)


def check_archive(data: bytes) -> None:
    """Raise ParseError when an office file is not a sound archive, is encrypted, or is a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_size(members, len(data))
            if any(member.flag_bits & 0x1 or member.filename == "EncryptedPackage" for member in members):
                raise ParseError("fichier protégé par un mot de passe : enregistrez-en une copie sans protection")
            if any(_has_dtd(archive, member) for member in members if member.filename.endswith((".xml", ".rels"))):
                raise ParseError("fichier refusé : il contient une déclaration de type (DTD), sans usage bureautique")
    except UNPACK_ERRORS as error:
        raise ParseError("fichier endommagé : l'archive interne est illisible") from error


def read_part(data: bytes, name: str) -> bytes | None:
    """A part of an office file, None when it has none of that name; raises ParseError when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name) if name in archive.namelist() else None
    except (*UNPACK_ERRORS, RuntimeError) as error:
        raise ParseError("fichier endommagé : l'archive interne est illisible") from error


def _check_size(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(size, 4096) or len(members) > MAX_MEMBERS:
        raise ParseError("fichier refusé : son contenu décompressé est démesuré")


def _has_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Office formats never have a DTD; the one of an attack expands entities or opens other files."""
    with archive.open(member) as stream:
        return b"<!DOCTYPE" in stream.read(PROLOG)
