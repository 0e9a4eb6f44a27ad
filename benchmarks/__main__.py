"""`python -m benchmarks`: every measurement; `python -m benchmarks pages` or `sitting` for one."""

import click

from benchmarks.pages import pages
from benchmarks.sitting import sitting


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure the product under its production server; all of it, or one part."""
    if context.invoked_subcommand is None:
        for part in (pages, sitting):
            context.invoke(part)


main.add_command(pages)
main.add_command(sitting)

if __name__ == "__main__":
    main()
