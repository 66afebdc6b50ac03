"""The public surface: GraphQL, the partner feed, pages, health."""
