"""``python -m banxin``: the command."""

from typeset import main

main()
