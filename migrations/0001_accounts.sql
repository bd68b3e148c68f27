-- People, their sessions, and the directory of public groups.
-- Wrangler applies this file (`d1 migrations apply`), or the Worker applies it on first use.
-- See src/store/d1/schema.rs. A statement ends where a line ends with a semicolon.

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  -- In lower case.
  handle TEXT NOT NULL,
  -- The handle with look-alike letters made the same. It must be unique, and search uses it.
  handle_key TEXT NOT NULL UNIQUE,
  -- A PHC string. It names its hash parameters, so they can be raised later.
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  role TEXT NOT NULL DEFAULT 'person',
  disabled_at INTEGER,
  -- A hint. The presence lease behind it is in the person's own object.
  online INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER
) WITHOUT ROWID;

CREATE TABLE sessions (
  -- SHA-256 of the token, in hex. The token itself is stored nowhere.
  token_hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- Updated at most once an hour, because each update writes a row.
  used_at INTEGER NOT NULL,
  label TEXT NOT NULL,
  -- This index also serves the list of a person's sessions. A second index would cost one more
  -- written row for each sign-in.
  UNIQUE (user, id)
) WITHOUT ROWID;

-- The last entry that each conversation object sent. A group that is not listed keeps its row and
-- its seq, so that a late older entry cannot list it again.
CREATE TABLE groups (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  -- NULL: not listed.
  title_key TEXT,
  topic TEXT NOT NULL,
  members INTEGER NOT NULL,
  seq INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX groups_by_title ON groups (title_key, id) WHERE title_key IS NOT NULL;
