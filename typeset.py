#!/usr/bin/env python3
"""What a compositor types: arguments, one call, the report, an exit status."""

from __future__ import annotations

import gc
import sys

from banxin.desk.command import main as run


def main() -> int:
    """Run the command on the process's own arguments; returns the exit status."""
    # A run is short and keeps what it makes: collecting cycles would only cost time.
    gc.disable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
