-- How people want to be shown. See src/chat/profile.rs.

-- The person's profile, in JSON. NULL: they never set one.
ALTER TABLE accounts ADD COLUMN profile TEXT;
-- Its time. An earlier profile that comes late changes nothing.
ALTER TABLE accounts ADD COLUMN profile_at INTEGER NOT NULL DEFAULT 0;
