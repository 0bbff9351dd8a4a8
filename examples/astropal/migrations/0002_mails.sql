-- What was written for a perspective and a locale, and by which release of the mailer. Moments in milliseconds since 1970.
create table content (
  id integer primary key,
  release text not null,
  perspective text not null,
  made_at integer not null,
  failed integer not null default 0,
  dollars real not null,
  tokens integer not null
);
create index content_by_time on content (made_at);

-- Every mail and its fate.
create table mails (
  id integer primary key,
  user_id integer not null references users (id),
  release text not null,
  sent_at integer not null,
  delivered_at integer,
  opened_at integer
);
create index mails_by_time on mails (sent_at);
