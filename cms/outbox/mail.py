"""Mail leaves through the outbox: never while a transaction holds the database, never without what it tells of."""

from __future__ import annotations

import base64
import smtplib
from collections.abc import Sequence
from email import message_from_bytes
from email.charset import Charset
from email.message import Message
from email.mime.base import MIMEBase
from email.policy import Policy, compat32
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cms.outbox import outbox

FIRST_PERMANENT = 500  # of SMTP's replies (RFC 5321): those from there on no later attempt will change
KIND = "mail"


class OutboxBackend(BaseEmailBackend):
    """Writes each message to the outbox, in the caller's transaction; EMAIL_DELIVERY_BACKEND sends it later."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = [message for message in email_messages if message.recipients()]
        for message in messages:
            # Built once to no end: whoever writes a header that cannot be sent is to hear of it now.
            message.message()
            outbox.put(KIND, packed(message))
        return len(messages)


def deliver(delivery_id: UUID, payload: Any) -> None:
    """Send a message; raises PermanentError where the server says that it will never take it."""
    message = deliverable(unpacked(payload))
    if not any(name.lower() == "message-id" for name in message.extra_headers):
        message.extra_headers["Message-ID"] = message_id(delivery_id)
    try:
        get_connection(settings.EMAIL_DELIVERY_BACKEND).send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        # No address was taken. One that may be taken later is tried again, and nobody has had the message yet.
        if all(code >= FIRST_PERMANENT for code, _text in error.recipients.values()):
            raise outbox.PermanentError(str(error)) from error
        raise
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        if error.smtp_code >= FIRST_PERMANENT:
            raise outbox.PermanentError(str(error)) from error
        raise


def deliverable(message: EmailMessage) -> EmailMessage:
    """The message, which comes back to EMAIL_BOUNCES_TO where it cannot be delivered; its readers see its sender."""
    if settings.EMAIL_BOUNCES_TO:
        if not any(name.lower() == "from" for name in message.extra_headers):
            message.extra_headers["From"] = message.from_email
        message.from_email = settings.EMAIL_BOUNCES_TO
    return message


def message_id(delivery_id: UUID) -> str:
    """The same at every attempt and on every machine, so that a second delivery can be recognised."""
    return f"<{delivery_id}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def packed(message: EmailMessage) -> dict[str, Any]:
    """The message as JSON, with the time at which it was written."""
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    if not any(name.lower() == "date" for name in headers):
        headers["Date"] = formatdate(localtime=settings.EMAIL_USE_LOCALTIME)
    encoding: Any = message.encoding
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "encoding": encoding.input_charset if isinstance(encoding, Charset) else encoding,
        "from": str(message.from_email),
        "to": [str(address) for address in message.to],
        "cc": [str(address) for address in message.cc],
        "bcc": [str(address) for address in message.bcc],
        "reply_to": [str(address) for address in message.reply_to],
        "headers": headers,
        "alternatives": [
            {"mimetype": mimetype, **_packed_content(content)}
            for content, mimetype in getattr(message, "alternatives", [])
        ],
        "attachments": [_packed_attachment(attachment) for attachment in message.attachments],
    }


def unpacked(payload: dict[str, Any]) -> EmailMessage:
    """The message that was packed."""
    message = EmailMultiAlternatives(
        subject=payload["subject"],
        body=payload["body"],
        from_email=payload["from"],
        to=payload["to"],
        cc=payload["cc"],
        bcc=payload["bcc"],
        reply_to=payload["reply_to"],
        headers=payload["headers"],
        alternatives=[(_content(found), found["mimetype"]) for found in payload["alternatives"]],
    )
    message.content_subtype = payload["subtype"]
    message.encoding = payload["encoding"]
    for found in payload["attachments"]:
        if "part" in found:
            message.attach(message_from_bytes(base64.b64decode(found["part"]), _class=_Part))
        else:
            message.attach(found["filename"], _content(found), found["mimetype"])
    return message


class _Part(MIMEBase):
    """A part as it was packed, with the headers it has: MIMEBase would begin with headers of its own."""

    def __init__(self, *, policy: Policy = compat32) -> None:
        Message.__init__(self, policy)


def _packed_attachment(attachment: Any) -> dict[str, Any]:
    if isinstance(attachment, MIMEBase):
        return {"part": _base64(attachment.as_bytes())}
    filename, content, mimetype = attachment
    return {"filename": filename, "mimetype": mimetype, **_packed_content(content)}


def _packed_content(content: Any) -> dict[str, str]:
    """Text as text, anything else in base64; a message that is attached to another one as its source."""
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    return {"base64": _base64(content)} if isinstance(content, bytes) else {"text": str(content)}


def _content(found: dict[str, str]) -> Any:
    return base64.b64decode(found["base64"]) if "base64" in found else found["text"]


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
