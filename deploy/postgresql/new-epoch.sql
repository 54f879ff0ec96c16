-- After the log was put back to an earlier instant, before anything is started: what
-- follows is another history, and every view is made anew.  As the superuser:
--   psql -v ON_ERROR_STOP=1 -f new-epoch.sql asbreview
UPDATE events.store
    SET value = substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)
    WHERE name = 'epoch';
