"""`yekuo`: lists the subcommands and loads the one that is called."""

from __future__ import annotations

from importlib import import_module

import click
from typing_extensions import override

COMMANDS = {
    "clock": "webui.cli.clock:command",
    "condition": "webui.cli.acting.sending:condition",
    "customers": "webui.cli.acting.customers:command",
    "create-user": "webui.cli.users:create",
    "demo": "webui.cli.demo:command",
    "deploy": "webui.cli.acting.deploy:command",
    "mail-test": "webui.cli.mail.trying:command",
    "message": "webui.cli.acting.sending:message",
    "migrate": "webui.cli.acting.migrate:command",
    "serve": "webui.cli.serve:command",
    "signal": "webui.cli.acting.sending:signal",
    "set-password": "webui.cli.users:set_password",
    "verify": "webui.cli.verify:command",
    "worker": "webui.cli.worker:command",
}
"""Subcommand → the module and the name it has there."""


class Subcommands(click.Group):
    """Loads a subcommand's module when it is asked for: `yekuo clock` needs no web server."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the alphabet."""
        return sorted(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a subcommand; None when there is none of that name."""
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        if not module:
            return None
        found = getattr(import_module(module), name)
        return found if isinstance(found, click.Command) else None


@click.command(
    cls=Subcommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Each command explains itself: yekuo COMMAND --help",
)
@click.version_option(package_name="yekuo", prog_name="yekuo")
def main() -> None:
    """yekuo 业扩: the workflow engine of a power-supply station."""
