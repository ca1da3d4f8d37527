"""Guesses what a text that is no pickup code of ours may be, so that the counter can say it."""

from __future__ import annotations

import re
from enum import StrEnum

from leader_app.domain.scanned_text import MAX_TEXT_LENGTH


class ForeignKind(StrEnum):
    """What a foreign text seems to be."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    PRODUCT = "product"
    PAYMENT = "payment"
    PARCEL = "parcel"
    PARCEL_LABEL = "parcel_label"
    WEB_ADDRESS = "web_address"
    WIFI = "wifi"
    CONTACT = "contact"
    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"


# What each kind looks like as a whole, the surest first.
_LOOKS: tuple[tuple[ForeignKind, str], ...] = (
    # The label that this app prints on the goods of one order.
    (ForeignKind.PARCEL_LABEL, r"LDL1-\S+"),
    (ForeignKind.PAYMENT, r"(wxp|alipays?)://.*"),
    (ForeignKind.PAYMENT, r"https?://(qr\.alipay|wx\.tenpay|qr\.95516)\.com/.*"),
    (ForeignKind.WEB_ADDRESS, r"(https?://|weixin://|www\.)\S+"),
    (ForeignKind.WIFI, r"WIFI:.*"),
    (ForeignKind.CONTACT, r"(BEGIN:VCARD|MECARD:|BIZCARD:).*"),
    (ForeignKind.EMAIL, r"(mailto:|MATMSG:).*"),
    (ForeignKind.EMAIL, r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+"),
    # WeChat Pay shows 18 digits from 10 to 15, Alipay 16 to 24 digits from 25 to 30.
    (ForeignKind.PAYMENT, r"1[0-5]\d{16}|(2[5-9]|30)\d{14,22}"),
    (ForeignKind.PHONE, r"(tel:|smsto:).*|(\+?86)?1[3-9]\d{9}"),
    # Parcels: the services by letters, the postal unions (EMS among them), digits only.
    (ForeignKind.PARCEL, r"(SF|YT|JT|JD|STO|ZTO|DPK|YD|KYE)[A-Z]{0,2}\d{10,15}(-\d+-\d+-?)?"),
    (ForeignKind.PARCEL, r"[A-Z]{2}\d{9}[A-Z]{2}"),
    (ForeignKind.PARCEL, r"(31|43|46|7\d|88|98)\d{11,13}"),
)
_FLAGS = re.ASCII | re.DOTALL | re.IGNORECASE
_PRODUCT_LENGTHS = frozenset({8, 12, 13, 14})


def guess(text: str) -> ForeignKind:
    """Return what ``text`` (already normalised) seems to be."""
    if not text:
        return ForeignKind.EMPTY
    if len(text) > MAX_TEXT_LENGTH:
        return ForeignKind.TOO_LONG
    if is_product_number(text):
        return ForeignKind.PRODUCT
    looks = (kind for kind, look in _LOOKS if re.fullmatch(look, text, _FLAGS))
    return next(looks, ForeignKind.TEXT)


def is_product_number(text: str) -> bool:
    """Tell whether ``text`` is an EAN-8, UPC-A, EAN-13 or ITF-14 with the right check digit."""
    if len(text) not in _PRODUCT_LENGTHS or not (text.isascii() and text.isdigit()):
        return False
    weighted = (int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(text[:-1])))
    return (sum(weighted) + int(text[-1])) % 10 == 0
