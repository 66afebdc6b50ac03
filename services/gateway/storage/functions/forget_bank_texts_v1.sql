-- Forgets, in every network, what the other side wrote of lines that came before this instant.
-- Returns how many.
create function operations.forget_bank_texts_v1(p_before timestamptz)
returns bigint language plpgsql volatile as $$
declare
  gone bigint;
begin
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  delete from operations.bank_texts where made_at < p_before;
  get diagnostics gone = row_count;
  return gone;
end $$
