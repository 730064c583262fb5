"""广告: bookings find their places on the pages, and the stories keep what remains.

:class:`Adverts` are those of an edition: :meth:`Adverts.laid` is a page's layout with its advertisements, its
stories cut to what they leave.
"""

from banxin.ads._booked import Adverts

__all__ = ["Adverts"]
