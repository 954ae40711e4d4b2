-- The table of the walkthrough. Run once, in the database cdctest: by the postgres image (compose), by Testcontainers
-- and by the embedded stack.
create table if not exists customers (
  id serial primary key,
  first_name text,
  last_name text,
  email text
);

-- Updates and deletes then carry the whole row as it was, not only its key.
alter table customers replica identity full;
