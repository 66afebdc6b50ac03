"""The gateway's operations: they say of a command what its outcome says. Pure."""

from collections.abc import Collection
from uuid import UUID

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Operation, Picture, Told
from deploy.audit.services import GATEWAY, SOURCES
from services.gateway.domain.outcomes import outcome_of


def judge_operations(picture: Picture, sent: Collection[UUID]) -> Finding:
    """Operations and outcomes of one stream, as far as the gateway has taken these in.

    `sent` are the commands of this stream that stand on Kafka. The operation of an outcome is
    among those of the stream where the outcome stands, wherever it was asked.
    """
    finding = Finding(Invariant.OPERATIONS_AGREE)
    part = picture.part(GATEWAY)
    answered: set[UUID] = set()
    for service in SOURCES:
        for told in picture.part(service).journal:
            own_id = told.envelope.outcome
            if own_id is None:
                continue
            answered.add(own_id)
            if told.sequence > part.cursor(service):
                finding.waiting["not in the views yet"] += 1
            else:
                _judge_answer(own_id, told, part.operations.get(own_id), finding)
    for own_id, operation in part.operations.items():
        finding.looked["operations"] += 1
        if own_id in answered or operation.outcome_stream not in (None, picture.stream):
            continue
        if operation.status != "pending":
            finding.fault(
                "operation_without_outcome", GATEWAY, operation.stream, own_id, operation.status
            )
        elif own_id in sent:
            finding.waiting["pending"] += 1
        else:
            finding.waiting["never acknowledged by Kafka, or too old"] += 1
    return finding


def _judge_answer(own_id: UUID, told: Told, operation: Operation | None, finding: Finding) -> None:
    stream = told.envelope.stream
    if operation is None:
        place = f"{told.envelope.source} {stream} {told.sequence}"
        finding.fault("operation_missing", GATEWAY, stream, own_id, place)
        return
    if told.event is None:
        return  # found where journals are judged
    outcome = outcome_of(told.event)
    pairs = {
        "status": (operation.status, outcome.status),
        "code": (operation.code, outcome.code),
        "field": (operation.field, outcome.field),
        "made": (operation.made, outcome.made),
        "stream of the outcome": (operation.outcome_stream, stream),
    }
    differing = [name for name, (said, expected) in pairs.items() if said != expected]
    if differing:
        finding.fault("operation_differs", GATEWAY, operation.stream, own_id, ", ".join(differing))
