-- What the running processes may do.  After every `asbreview migrate`, as the
-- superuser:
--   psql -v ON_ERROR_STOP=1 -f grants.sql asbreview
GRANT USAGE ON SCHEMA events TO asbreview_app;
-- UPDATE because LOCK TABLE asks for it: the lock is what numbers events in order.  A
-- trigger, which this role cannot drop, refuses to change or delete what was recorded.
GRANT SELECT, INSERT, UPDATE ON events.stored_events TO asbreview_app;
GRANT SELECT, INSERT ON events.commands TO asbreview_app;
GRANT SELECT, UPDATE ON events.clock TO asbreview_app;
GRANT SELECT ON events.store TO asbreview_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA events TO asbreview_app;

GRANT USAGE ON SCHEMA office TO asbreview_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA office TO asbreview_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA office TO asbreview_app;

-- Views are made anew by whoever runs; their tables are the running processes' own.
GRANT USAGE, CREATE ON SCHEMA views TO asbreview_app;

-- Reports by SQL read the views, and nothing of the log or the office.
GRANT USAGE ON SCHEMA views TO asbreview_reports;
GRANT SELECT ON ALL TABLES IN SCHEMA views TO asbreview_reports;
ALTER DEFAULT PRIVILEGES FOR ROLE asbreview_app IN SCHEMA views
    GRANT SELECT ON TABLES TO asbreview_reports;
