"""The language in which a municipality writes its card regulation, and what it means.

A document is data: routes of predicates, validity, benefit, ceilings, decision. It is published
(JSON Schema) and pure, so that whoever shows a price or previews a version computes exactly what
cards decides. The vocabulary is drawn from what is common to many regulations, not from any one.
"""
