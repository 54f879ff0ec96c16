-- The roles and the database of events, office and views.  Once, as the superuser:
--   psql -v ON_ERROR_STOP=1 -f roles.sql postgres
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
\getenv replication REPLICATION_PASSWORD
\getenv reports REPORTS_PASSWORD
SET password_encryption = 'scram-sha-256';
CREATE ROLE asbreview_owner LOGIN PASSWORD :'owner';
CREATE ROLE asbreview_app LOGIN PASSWORD :'app';
CREATE ROLE asbreview_replication LOGIN REPLICATION PASSWORD :'replication';
CREATE ROLE asbreview_reports LOGIN PASSWORD :'reports';
ALTER ROLE asbreview_reports SET default_transaction_read_only = on;
CREATE DATABASE asbreview OWNER asbreview_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE asbreview FROM PUBLIC;
GRANT CONNECT ON DATABASE asbreview TO asbreview_app, asbreview_reports;
\connect asbreview
REVOKE ALL ON SCHEMA public FROM PUBLIC;
