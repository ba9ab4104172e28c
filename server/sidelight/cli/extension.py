"""`sidelight extension`: the browser extension as files for the stores, and how to try it without one."""

from pathlib import Path

import click

from sidelight.adapters.extension.archive import BROWSERS, MANIFEST, write_archive
from sidelight.cli.telling.terminal import examples, hint
from sidelight.config import extension_folder

_HOW = """
To try it without a store, load the folder as it is:
  {folder}
Chromium, Chrome, Edge, Brave: open chrome://extensions, turn on “Developer mode”, “Load unpacked”, choose the folder.
Firefox: open about:debugging#/runtime/this-firefox, “Load Temporary Add-on…”, choose {manifest} in the folder.
Then start the server with `sidelight serve`, open an article and click the Sidelight button."""


@click.command(
    short_help="Write the browser extension for the stores.",
    epilog=examples("sidelight extension", "sidelight extension --browser firefox --to dist/"),
)
@click.option("--browser", "chosen", type=click.Choice([*BROWSERS, "all"]), default="all", show_default=True)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Where the files go; here, if not given.",
)
def extension(chosen: str, folder: Path) -> None:
    """Write one zip file per browser, ready to upload to its store, and tell how to load the extension unpacked.

    Prints the path of each file written. The same version gives the same bytes.
    """
    source = extension_folder()
    for browser in BROWSERS:
        if chosen in ("all", browser):
            click.echo(str(write_archive(source, browser, folder)))
    hint(_HOW.format(folder=source, manifest=MANIFEST))
