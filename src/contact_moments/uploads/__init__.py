"""Files that people upload to be imported: they wait in the register until their owner has decided, and go afterwards.

It owns the file while it waits, what importing it would do, and the import in the background. What a row means and what
it may do belongs to `relations` and `moments`, which the commands use too. Pages call it, and housekeeping.
"""
