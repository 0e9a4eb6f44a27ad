"""`python -m benchmarks`: all of it, or one of its parts."""

import click

from benchmarks.authoring import check
from benchmarks.bulk import bulk
from benchmarks.lines import lines
from benchmarks.pages import pages, program
from benchmarks.sitting import sitting


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure the product under its production server; all of it, or one part."""
    if context.invoked_subcommand is None:
        for part in (check, pages, program, bulk, lines, sitting):
            context.invoke(part)


main.add_command(check)
main.add_command(pages)
main.add_command(program)
main.add_command(bulk)
main.add_command(lines)
main.add_command(sitting)

if __name__ == "__main__":
    main()
