#!/usr/bin/env python3
"""What a compositor types: arguments, one call, the report, an exit status."""

from __future__ import annotations

import gc
import os
import sys

from banxin.desk.command import main

if __name__ == "__main__":
    # A run is short and keeps what it makes: collecting cycles would only cost time.
    gc.disable()
    sys.exit(main(sys.argv[1:]))
