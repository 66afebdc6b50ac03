"""What the populated network of the isolation tests does not make yet: only to become shorter.

Whoever lets `tests/kit/populated.py` make one takes it off this list. Until
then nothing of it is there to be hidden, and its isolation is shown by the policies alone.
"""

from typing import Final

NOT_MADE_TABLES: Final[frozenset[str]] = frozenset()
