"""Places: the county's service areas, what a ZIP code says about them, and the organisations and sites we
work with.

A *service area* is one of the eight Service Planning Areas (SPA). A *site* is where a group meets: a hall, a
group home, a school. Where a girl lives and where her group meets are two facts and never stand in for each
other.
"""
