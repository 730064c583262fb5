"""The process: arguments, one call, the report, an exit status. ``python -m banxin`` and every installed name come here.

The installed names lead here and not to ``typeset.py`` at the top of the tree: one of them is called ``typeset.py`` itself, and
in the folder of scripts a module of that name would be the script that asks for it.
"""

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

        status = run(sys.argv[1:], called(sys.argv[0]))
    except ModuleNotFoundError as missing:
        if not missing.name or missing.name.partition(".")[0] == "banxin":
            raise
        status = _without(missing.name)
    except KeyboardInterrupt:
        status = 130
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # All files are written and closed: taking apart a page's worth of objects would only keep the desk waiting.
    os._exit(status)


def _without(package: str) -> int:
    """Without its packages the command cannot even read its words; ``doctor`` can, and says all that are missing."""
    if sys.argv[1:2] == ["doctor"]:
        from banxin.desk.doctor import alone  # noqa: PLC0415 - as above

        return alone(sys.argv[1:], called(sys.argv[0]))
    print(f"banxin: package {package} is not installed: run `make edition` once, then .venv/bin/banxin; "
          "`banxin doctor` says what else is missing", file=sys.stderr)  # fmt: skip
    return 4


def called(path: str) -> str:
    """What is typed for the command that was started from ``path``, so that a hint can be typed as it stands."""
    folder, name = os.path.split(path)
    if name == "__main__.py":
        return "python -m banxin"
    if not folder and name.endswith(".py"):
        return f"python {name}"  # a shell that found it would have said where
    plain = all(letter.isalnum() or letter in "._-/" for letter in path)
    return path if plain and not os.path.isabs(path) else name


if __name__ == "__main__":
    main()
