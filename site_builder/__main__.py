"""The command `site-builder`, and `python -m site_builder`."""

import signal
import sys


def run() -> None:
    """Loading everything takes a second, in which Ctrl+C is no error either."""
    try:
        from site_builder.cli import main  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)  # as a shell says it
    main(prog_name="site-builder")


if __name__ == "__main__":  # workers import this file to find what they call
    run()
