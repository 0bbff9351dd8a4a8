create table products (
  id integer primary key,
  name text not null,
  cents integer not null check (cents > 0)
);

insert into products
select id, 'Product ' || id, 500 + id * 25 from generate_series(1, 50) as id;
