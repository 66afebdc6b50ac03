-- A stream has one writer at a time: whoever holds the lock on its row here.
-- head: sequence of its last event; published: up to here Kafka has acknowledged.
create table streams (
  stream text primary key,
  partition int not null,
  head bigint not null default 0,
  published bigint not null default 0,
  changed_at timestamptz not null default now(),
  repeated boolean not null default false
);
create index on streams (partition);
create table journal (
  stream text not null,
  sequence bigint not null,
  id uuid not null,
  type text not null,
  at timestamptz not null,
  data text not null,
  correlation uuid not null,
  causation uuid,
  outcome uuid,
  after text,
  deadline timestamptz,
  actor text,
  traceparent text,
  primary key (stream, sequence)
);
-- sequence: everything up to here is taken in; seen: the highest that ever came by.
create table cursors (
  source text not null,
  stream text not null,
  sequence bigint not null default 0,
  seen bigint not null default 0,
  stopped text,
  asked_at timestamptz,
  primary key (source, stream)
);
create index on cursors (stream) where seen > sequence;
-- Ids of messages that led to events here; never forgotten, so a repeat has no effect.
create table known (
  stream text not null,
  id uuid not null,
  at timestamptz not null default now(),
  primary key (stream, id)
);
-- reason: behind (waits for cursors), parked (waits for an operator), copy (to be looked at).
create table set_aside (
  stream text not null,
  id uuid not null,
  reason text not null,
  arrival bigint generated always as identity,
  at timestamptz not null default now(),
  note text,
  topic text not null,
  value bytea,
  headers jsonb,
  expires_at timestamptz not null default now() + interval '30 days',
  primary key (stream, id)
);
create index on set_aside (stream, arrival) where reason = 'behind';
-- Commands for another stream, sent again until they are known to be decided.
create table addressed (
  stream text not null,
  id uuid not null,
  topic text not null,
  value bytea not null,
  headers jsonb not null,
  sent_at timestamptz,
  primary key (stream, id)
);
-- Up to which offset of its own events topic this service knows what it wrote.
create table positions (
  partition int primary key,
  next_offset bigint not null
);
