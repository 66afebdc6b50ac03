"""The gateway promises others no messages: its contract is `schema.graphql` at the root."""
