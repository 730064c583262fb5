"""规矩: the rules of Chinese setting as data.

``classes.toml``, ``levels.toml``, ``pairs.toml`` and ``ledger.toml`` are the rules, a clause a row; ``table.py`` is
what they compile to. Code asks :class:`Rules`; no Chinese mark stands in another room's code.
"""

from banxin.hanzi.rules import JOINER, KINDS, Rules, classify, joins_previous, kinds_in, rules

__all__ = ["JOINER", "KINDS", "Rules", "classify", "joins_previous", "kinds_in", "rules"]
