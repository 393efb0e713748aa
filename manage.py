#!/usr/bin/env python3
"""python3 manage.py COMMAND: needs Python 3.11 or newer and nothing else."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be able to say so
    sys.exit(
        "Courtledger needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ". Install a newer one and start again with it, as in: python3.12 manage.py demo"
    )

from config import bootstrap


def main() -> None:
    bootstrap.prepare(sys.argv[1:])
    # Django is there only from here on.
    from config import console

    console.run(sys.argv)


if __name__ == "__main__":
    main()
