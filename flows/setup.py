"""`jobshift init`: write jobshift.toml with a contact."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.config import ConfigError, config_file
from flows.errors import WrongUse
from flows.values import reachable

TEMPLATE = """\
# Configuration of jobshift; docs/configuration.md explains every key. Environment variables JOBSHIFT_* win.

# Goes into the user agent, so that the sites that are read can reach you.
contact = "{contact}"

# Everything jobshift keeps lies below this folder.
data = "data"

[schedule]
cron = "0 2 * * *"     # when `jobshift serve` starts the nightly run
timezone = "local"

# [source.greenhouse]
# on = false           # leave a source out
# delay = 2.0          # seconds between two requests; never below the source's own
"""


def set_up(given: str | None, ask: bool) -> Path:
    """Write the configuration file; WrongUse if there is one, or no contact to write."""
    file = config_file()
    if file.exists():
        raise WrongUse(f"{file} is there already; edit it, or remove it first")
    if given is None and ask:
        given = typer.prompt("A mail address or web page under which the sites can reach you")
    if given is None:
        raise WrongUse("--yes needs --contact: a mail address or a web page")
    try:
        address = reachable(given)
    except ValueError as error:
        raise ConfigError(f"contact: {error}") from None
    file.write_text(TEMPLATE.format(contact=address.replace("\\", "").replace('"', "")), encoding="utf-8")
    typer.echo(f"wrote {file}")
    return file
