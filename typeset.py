#!/usr/bin/env python3
"""What a compositor types at the top of the tree; installed it is ``banxin``."""

from __future__ import annotations

from banxin.__main__ import main

if __name__ == "__main__":
    main()
