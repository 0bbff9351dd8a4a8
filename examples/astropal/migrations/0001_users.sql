create table users (
  id integer primary key,
  email text not null unique,
  perspective text not null,
  locale text not null,
  registered_at integer
);
