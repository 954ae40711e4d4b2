-- The standby's role. Run once by psql on the primary, after connector.sql, in compose-ha.
\set password `cat /run/secrets/standby`
create role standby login replication password :'password';
