"""校样: pure judgement of plans, stories and pages. Nothing is changed here, only said."""

from banxin.proof.crosscheck import check_page, check_edition

__all__ = ["check_edition", "check_page"]
