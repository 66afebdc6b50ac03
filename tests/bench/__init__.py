"""`make bench`: the platform beside a bare loop that makes the same hops and commits."""
