-- What the running processes may do with the keys.  After every `asbreview migrate`,
-- as the superuser:
--   psql -v ON_ERROR_STOP=1 -f grants-keys.sql asbreview_keys
GRANT USAGE ON SCHEMA keys TO asbreview_app, asbreview_backup;
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.keys TO asbreview_app;
GRANT SELECT, UPDATE ON keys.parts, keys.counted TO asbreview_app;
-- A tombstone and what the keys belong to are set once.
GRANT SELECT, INSERT ON keys.destroyed, keys.about TO asbreview_app;
GRANT SELECT ON ALL TABLES IN SCHEMA keys TO asbreview_backup;
