create table public.matches (
  id bigint primary key,
  home text not null,
  away text not null,
  starts_at timestamptz not null
);
alter table public.matches enable row level security;
create policy "everybody reads matches" on public.matches for select to anon, authenticated using (true);

create table public.follows (
  user_id uuid not null,
  match_id bigint not null references public.matches (id),
  primary key (user_id, match_id)
);
alter table public.follows enable row level security;
create policy "users have their own follows" on public.follows for all to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
