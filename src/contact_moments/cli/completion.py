"""`completion`: what lets a shell complete commands and options."""

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from contact_moments.cli.results import say_line

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_PROGRAM = "contact-moments"
_VARIABLE = "_CONTACT_MOMENTS_COMPLETE"  # click's own name for this program


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that lets a shell complete commands and options.

    The Debian package installs it for all three shells.

    \b
    Example:
      contact-moments completion bash > ~/.local/share/bash-completion/completions/contact-moments
    """
    script = _SHELLS[shell](context.find_root().command, {}, _PROGRAM, _VARIABLE)
    # Not its `source`, which starts a bash to ask for its version.
    say_line((script.source_template % script.source_vars()).strip())
