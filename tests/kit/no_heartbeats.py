"""Records on the topic of heartbeats that are none, whoever put them there."""

import orjson

NO_HEARTBEATS = (
    b"",
    b"{}",
    b"[]",
    b"not JSON",
    b"null",
    orjson.dumps({"instance": "x", "service": "x", "time": 7}),
    orjson.dumps({"instance": "x", "service": "x", "time": "yesterday"}),
)
