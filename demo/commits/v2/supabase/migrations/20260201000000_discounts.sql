-- Expand only: the release before knows nothing of this table and goes on as it was.
create table discounts (
  product_id integer primary key references products (id),
  percent integer not null default 0 check (percent between 0 and 90)
);

insert into discounts (product_id, percent)
select id, 10 from products where id % 5 = 0;
