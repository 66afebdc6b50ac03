"""The platform on one machine: real Kafka, PostgreSQL and the services under one supervisor."""
