-- The table and the question of docs/flags/sql-table.md.
create table public.sluice_flags (
  flag text primary key,
  weight numeric(6, 3) not null default 0 check (weight between 0 and 100),
  seed text not null,
  cohort text,
  users text[],
  regions text[],
  version bigint not null default 1,
  changed_by text,
  changed_at timestamptz not null default now()
);
alter table public.sluice_flags enable row level security;
-- The app asks the function below; nobody but Sluice's own role sees the table.
revoke all on public.sluice_flags from anon, authenticated;

create function public.sluice_flag_on(
  flag_key text, user_id text, user_groups text[] default '{}', user_region text default null
) returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((
    select f.weight > 0
      and (f.regions is null or user_region = any (f.regions))
      and case
        when f.users is not null then user_id = any (f.users)
        else (f.cohort is null or f.cohort = any (user_groups))
          and (('x' || substr(md5(f.seed || '/' || user_id), 1, 8))::bit(32)::bigint * 100.0 / 4294967296) < f.weight
      end
    from public.sluice_flags as f where f.flag = flag_key
  ), false)
$$;
