"""`python -m site_builder` is the command `site-builder`."""

from site_builder.cli import main

if __name__ == "__main__":  # workers import this file to find what they call
    main(prog_name="site-builder")
