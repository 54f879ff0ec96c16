-- The roles and the database of data keys, on a server of its own.  Once, as the
-- superuser:
--   psql -v ON_ERROR_STOP=1 -f roles-keys.sql postgres
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
\getenv replication REPLICATION_PASSWORD
\getenv backup BACKUP_PASSWORD
SET password_encryption = 'scram-sha-256';
CREATE ROLE asbreview_owner LOGIN PASSWORD :'owner';
CREATE ROLE asbreview_app LOGIN PASSWORD :'app';
CREATE ROLE asbreview_replication LOGIN REPLICATION PASSWORD :'replication';
CREATE ROLE asbreview_backup LOGIN PASSWORD :'backup';
ALTER ROLE asbreview_backup SET default_transaction_read_only = on;
CREATE DATABASE asbreview_keys OWNER asbreview_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE asbreview_keys FROM PUBLIC;
GRANT CONNECT ON DATABASE asbreview_keys TO asbreview_app, asbreview_backup;
\connect asbreview_keys
REVOKE ALL ON SCHEMA public FROM PUBLIC;
