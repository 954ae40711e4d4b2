-- The table of the walkthrough. Run once in the database cdctest by the postgres image (compose, Testcontainers) or by
-- the embedded stack.
create table if not exists customers (
  id serial primary key,
  first_name text,
  last_name text,
  email text
);

-- With FULL, updates and deletes carry the complete previous row. The default is only its key.
alter table customers replica identity full;
