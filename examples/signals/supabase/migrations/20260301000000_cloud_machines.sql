-- Who has which machine.
create table public.cloud_machines (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  machine_id text not null unique,
  region text not null,
  status text not null,
  websocket_url text,
  created_at timestamptz not null default now(),
  stopped_at timestamptz
);

-- What each user goes through, written down every few minutes. A machine that could not be provisioned is down. `release` is
-- what a machine finds in SLUICE_RELEASE.
create table public.cloud_usage (
  at timestamptz not null,
  release text not null,
  user_id uuid not null references auth.users (id),
  minutes numeric not null,
  down_minutes numeric not null,
  socket_minutes numeric not null,
  broken_minutes numeric not null,
  signals integer not null,
  late_signals integer not null,
  dollars numeric not null
);
create index cloud_usage_by_time on public.cloud_usage (at);

alter table public.cloud_machines enable row level security;
alter table public.cloud_usage enable row level security;
create policy "users see their own" on public.cloud_machines for select using (user_id = auth.uid());
create policy "users see their own" on public.cloud_usage for select using (user_id = auth.uid());

-- The role that judges releases: it reads, and nothing else.
grant select on public.cloud_machines, public.cloud_usage to sluice_reader;
create policy "metrics" on public.cloud_machines for select to sluice_reader using (true);
create policy "metrics" on public.cloud_usage for select to sluice_reader using (true);

-- What happened in each slice of time. Users are few and sleep: where nothing was written down, nothing happened.
create function public.cloud_slices(
  since timestamptz, until timestamptz, slice interval, canary text, baseline text
) returns table (
  slice_start timestamptz, release text, users bigint, minutes numeric, down_minutes numeric,
  socket_minutes numeric, broken_minutes numeric, signals bigint, late_signals bigint, dollars numeric
)
language sql stable
as $$
  select starts, asked, count(distinct u.user_id), coalesce(sum(u.minutes), 0), coalesce(sum(u.down_minutes), 0),
    coalesce(sum(u.socket_minutes), 0), coalesce(sum(u.broken_minutes), 0),
    coalesce(sum(u.signals), 0), coalesce(sum(u.late_signals), 0), coalesce(sum(u.dollars), 0)
  from generate_series(since, until - slice, slice) as starts
  cross join unnest(array_remove(array[canary, baseline], null)) as asked
  left join public.cloud_usage as u on date_bin(slice, u.at, since) = starts and u.release = asked
    and u.at >= since and u.at < until
  group by 1, 2
$$;
