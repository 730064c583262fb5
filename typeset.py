#!/usr/bin/env python3
"""What a compositor types: arguments, one call, the report, an exit status."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command on the process's own arguments and end with its exit status."""
    # A run is short and keeps what it makes: collecting cycles would only cost time.
    gc.disable()
    try:
        from banxin.desk.command import main as run  # noqa: PLC0415 - an interrupt while it loads is an interrupt

        status = run(sys.argv[1:])
    except ModuleNotFoundError as missing:
        if not missing.name or missing.name.partition(".")[0] == "banxin":
            raise
        # Without its packages the command cannot even read its own sentences: this one stands here.
        print(f"typeset: package {missing.name} is not installed: run `make edition` once, then .venv/bin/typeset",
              file=sys.stderr)  # fmt: skip
        status = 4
    except KeyboardInterrupt:
        status = 130
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # All files are written and closed: taking apart a page's worth of objects would only keep the desk waiting.
    os._exit(status)


if __name__ == "__main__":
    main()
