"""Which ways to members are set up."""

from __future__ import annotations

from collections.abc import Mapping

from central.notices.addresses import EMAIL, SMS
from central.notices.mail_gateway import MAIL_SETTING, MailGateway
from central.notices.sending import Gateway
from central.notices.sms_gateway import SMS_SETTING, SmsGateway


def gateways(settings: Mapping[str, str]) -> Mapping[str, Gateway]:
    """Return the ways that are set up; ``SettingError`` for one that cannot be used."""
    found: dict[str, Gateway] = {}
    if url := settings.get(MAIL_SETTING, ""):
        found[EMAIL] = MailGateway(url)
    if template := settings.get(SMS_SETTING, ""):
        found[SMS] = SmsGateway(template)
    return found
