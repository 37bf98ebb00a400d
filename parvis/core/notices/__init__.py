"""Who is told what, and how: people read notices on the site and by e-mail, at the rhythm they choose.

Everything here follows from the public acts of the record, and from nothing else.
"""
