"""The sentences of the report."""

from typing import Final

HEAD: Final = """
# The platform beside a bare loop

Written by `python -m tests.bench --write-docs` (`make bench` only shows it), not by hand.
What counts
here are ratios: both sides ran on the same machine, in one run, taking turns. The absolute
figures beside them depend on that machine and on what else it did.

Measured {at} UTC: {cores} cores, Python {python}, {system}; {rounds} rounds of {seconds} s for
each side and level; {networks} networks with {cards} cards and {offers} offers each;
{partitions} partitions a topic. Other work took {others} cores meanwhile (median over all windows).
"""

BUSY: Final = """
**The machine was busy with other work.** Ratios of times and rates are then rough, in
either direction: both sides wait for the scheduler rather than for their own work, and the two
windows of a round need not meet the same disturbance. The CPU ratio suffers least.
"""

HOW: Final = """
## What is compared

- **Platform**: `samenspel up` as it is, one process of each service and one gateway. Each
  participation is a new one, confirmed and posted: a card, an offer and a day are used once.
- **Bare loop** (`tests/bench/bare/`): aiokafka, asyncpg and nothing else; no framework, tenancy,
  cursors, row level security, sealed data or rules. It makes the same hops and commits as the
  path of an answer: an operation inserted (`synchronous_commit` off), a command on Kafka; process
  A consumes, commits a journal row and a state row, produces; process B does the same; the
  gateway's process consumes, commits the operation and a view row, and answers. Same Kafka, same
  PostgreSQL, same number of partitions, batches of up to 500, the same uvicorn settings.
- What the platform does beside the path of an answer (cards settles its limit after budget has
  spoken, budget and the gateway take that in) the bare loop does not do. It weighs on the
  platform's throughput and CPU here, as it does in life.
- **Client**: one process, a closed loop, the same client code for both sides; requests are made
  before the window opens, and it opens when the loop is full. p50 and p99 are of answers within
  the window; *not done* are answers of the platform that were no `Done` (a no, or `Pending` after
  5 s), which count nowhere else.
- Before and after each window the platform comes to rest: every cursor at its head. Its idle
  processes go on beside the bare loop's windows.
- **CPU ratio**: CPU seconds of all processes of a side, PostgreSQL's and Kafka's with them, for
  one participation, platform to bare. Other work on the machine disturbs it least.
- **One gateway process**: a process of Python has one core at most, so how many mutations it can
  serve is what it can serve with a second of CPU. For the gateway that is: participations that
  ended in `Done`, through the whole platform, for each CPU second of the gateway's process, its
  views, statistics and waiting counted with it. For the bare Strawberry app
  (`tests/bench/strawberry_app.py`): the same mutation with the same query, scalars, caches,
  limits and server, which does nothing but return.
"""

PROFILE: Final = """
py-spy at 200 Hz for {profile_seconds} s, {profile_in_flight} in flight through GraphQL. Percent
of the samples in which the process was busy; a library's compiled code counts to the function
that called it, so the event loop's own work stands under `run`.
"""

PROFILE_ABSENT: Final = "### {name}\n\nNo profile: {why}"

FOOT: Final = """
## Run it yourself

`make bench` takes about eight minutes; `python -m tests.bench --quick` one to two. Both write
`bench-results/`: `bench.json` with every window, `bench.md`, `bench.svg`, and py-spy's samples
under `profiles/`.

How many decisions a core makes by a card regulation is measured apart, in seconds:
[bench-deciding.md](bench-deciding.md). What it costs to find a person among a million in all
networks: [bench-lookup.md](bench-lookup.md).
"""
