-- Ends, in every network, the jobs that were drafted or stopped before an instant and that nobody
-- has started since: what their open rows hold is gone. Returns how many jobs.
create function operations.lapse_jobs_v1(p_before timestamptz)
returns bigint language plpgsql volatile as $$
declare
  gone bigint;
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  with waiting as (
    select stream, key from operations.jobs
      where (state = 'draft' and made_at < p_before)
        or (state = 'stopped' and coalesce(stopped_at, started_at) < p_before)
      for update skip locked),
  emptied as (
    update operations.job_rows r set state = 'refused', input = null, taken_until = null,
        problems = '[[null, "job_lapsed"]]'
      from waiting w where r.stream = w.stream and r.job = w.key and r.state = 'open'
      returning r.stream, r.job),
  counted as (
    select w.stream, w.key, count(e.job) as rows
      from waiting w left join emptied e on e.stream = w.stream and e.job = w.key
      group by w.stream, w.key)
  update operations.jobs j set state = 'done', refused = j.refused + c.rows,
      closed_at = clock_timestamp()
    from counted c where j.stream = c.stream and j.key = c.key;
  get diagnostics gone = row_count;
  return gone;
end $$
