/** Migration files that are hard to cut into statements, in an order that runs on an empty PostgreSQL 15. */
export const TRICKY_FILES: Record<string, string> = {
  '20260101000000_plain.sql':
    'create table t (id int, note text);\n\n-- a comment\ninsert into t values (1, null);;\n',
  '20260101000100_empty.sql': '',
  '20260101000200_comment_only.sql': '-- nothing here yet; really\n/* nor; here */\n',
  '20260101000300_no_last_semicolon.sql': "insert into t values (2, 'x')\n-- the end;",
  '20260101000400_quotes.sql': `insert into t (note) values ('a;b'), ('it''s; fine'), ('--no comment;'), ('/* nor; this');
create table "odd;name" ("a""b;c" int, "--d" int);
comment on table "odd;name" is 'x; y';`,
  '20260101000500_dollars.sql': `do $$ begin perform 1; perform 2; end $$;
do $outer$ begin execute 'select 1;'; perform $$ ; $$; end $outer$;
create function f(a int) returns int language sql as $body$ select $1; $body$;
create function g(money$ int) returns int language plpgsql as $$ begin return money$; end; $$;`,
  '20260101000600_nested_comments.sql': `/* one /* two; */ still; one */ select 1;
select 2 /* ; */ + 3 -- ; four
;
select 4 - -5, 6/2;`,
  '20260101000700_escapes.sql':
    String.raw`insert into t (note) values (E'tab\t; line\n'), (U&'d\0061t; a'), (B'101'::text), ('back\');
select E'a' 'b;' where false;`.replace(" 'b;'", "\n 'b;'"),
  '20260101000800_atomic.sql': `create function h(x int) returns int language sql
begin atomic
  select 1;
  select x + 2;
end;
select 1;`,
  '20260101000900_parentheses.sql': `create view v as select id from t;
create rule r as on insert to v do instead (delete from t; select 1);
insert into v values (7);`,
  '20260101001000_line_ends.sql':
    "create table crlf (id int);\r\n-- note\r\ninsert into crlf values (1);\r\ninsert into t (note) values ('a\r\nb;');\r\n",
  '20260101001100_unicode.sql': `create table "bücher 📚" (größe int); insert into t (note) values ('📚;'), (' ');
insert into t (note) values ($tagä$ ; $tagä$);`,
  '20260101001200_settings.sql':
    "select set_config('search_path', '', false);\ncreate table public.after_search_path (id int);",
}
