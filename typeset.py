#!/usr/bin/env python3
"""What a compositor types: arguments, one call, the report, an exit status."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command on the process's own arguments; returns the exit status."""
    # A run is short and keeps what it makes: collecting cycles would only cost time.
    gc.disable()
    try:
        from banxin.desk.command import main as run  # noqa: PLC0415 - an interrupt while it loads is an interrupt

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
