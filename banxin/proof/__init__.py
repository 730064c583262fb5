"""校样: pure judgement of plans, stories and pages. Nothing is changed here, only said."""

from banxin.proof._crosscheck import check_edition, check_page
from banxin.proof._unready import check_ready, weighed

__all__ = ["check_edition", "check_page", "check_ready", "weighed"]
