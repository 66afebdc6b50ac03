"""Long work: what a row of a job becomes, and the workers that take rows to their end."""
