-- The connector's role, its rights and its publication, as `./cdc grant` prints them. Run once by psql, after init.sql, in
-- compose. The embedded stack creates the same itself.
\set password `sed -n 's/^password=//p' /run/secrets/connector`
create role cdc_connector login replication password :'password';
grant connect on database cdctest to cdc_connector;
grant usage on schema public to cdc_connector;
grant select on public.customers to cdc_connector;
create publication cdctest for table public.customers with (publish = 'insert, update, delete, truncate');
