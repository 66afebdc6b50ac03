"""What budget promises others: its commands and events. The one door to budget."""
