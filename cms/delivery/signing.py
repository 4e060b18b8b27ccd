"""Addresses of files that a private page gives to its reader: good for this one file and for an hour."""

from urllib.parse import unquote

from django.core.signing import BadSignature, TimestampSigner

HOUR = 3600  # seconds
_signer = TimestampSigner(salt="cms.delivery.files")


def signed(path: str) -> str:
    """The path with a signature that lets whoever has it fetch the file for an hour."""
    plain = unquote(path)
    return f"{path}?reader={_signer.sign(plain).removeprefix(f'{plain}:')}"


def is_signed(path: str, signature: str) -> bool:
    """True where the signature was made for this path, decoded as requests have it, within the last hour."""
    try:
        return _signer.unsign(f"{path}:{signature}", max_age=HOUR) == path
    except BadSignature:
        return False
