"""`yekuo mail-test`: sends one mail, and says what the mail server said."""

from __future__ import annotations

import os
import secrets

import click

from engine.bootstrap.post import (
    AddressRefused,
    MailFailed,
    Written,
    is_address,
    send_test,
)
from webui.cli import options
from webui.cli.mail.settings import read
from webui.cli.refusal import NotPossible, Refused

WORDS = Written(
    subject="yekuo 业扩: a test of the mail / 邮件测试",
    text="This station can send mail.\n\n本站可以发送邮件。\n",
    html="<!doctype html><html lang='zh-Hans-CN'><title>yekuo</title>"
    "<p lang='en'>This station can send mail.</p><p>本站可以发送邮件。</p></html>",
)


@click.command(name="mail-test", short_help="Send one mail, to try the settings.")
@click.argument("address")
def command(*, address: str) -> None:
    """Send a test mail to ADDRESS with the settings of the environment (YEKUO_MAIL_HOST …)."""
    if not is_address(address):
        sentence = f"“{address}” is no mail address this station writes to."
        raise Refused(sentence)
    with options.mail_settings_told():
        settings = read(os.environ)
    if settings is None:
        sentence = "YEKUO_MAIL_HOST names no mail server: this station sends no mail."
        raise Refused(sentence)
    try:
        send_test(settings, WORDS, address, secrets.token_hex(8))
    except AddressRefused as error:
        sentence = f"{settings.host} says that nothing can be delivered to {address}: {error.said}"
        raise NotPossible(sentence) from error
    except MailFailed as error:
        sentence = f"{settings.host}, port {settings.port}, took no mail: {error.said}"
        raise NotPossible(sentence) from error
    click.echo(f"{settings.host} has taken a mail from {settings.sender} to {address}.")
