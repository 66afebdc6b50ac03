"""The bare loop: aiokafka and asyncpg, three processes, no framework, tenancy or cursors."""
