"""The command `site-builder`, and `python -m site_builder`."""

import sys

INTERRUPTED = 130
"""What a shell expects of a command that Ctrl+C ended."""


def run() -> None:
    """Loading everything takes a second, in which Ctrl+C is no error either."""
    try:
        from site_builder.cli import main  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    main(prog_name="site-builder")


if __name__ == "__main__":  # workers import this file to find what they call
    run()
