-- People, their sessions, and the directory of public groups.
-- Applied by wrangler (`d1 migrations apply`) or by the Worker itself on first use; see src/store/d1/schema.rs.
-- One statement ends where a line ends with a semicolon.

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  -- As its owner writes it, capitals folded.
  handle TEXT NOT NULL,
  -- Look-alike letters made the same: what is unique, and what search goes by.
  handle_key TEXT NOT NULL UNIQUE,
  -- A PHC string, so that parameters can grow.
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  role TEXT NOT NULL DEFAULT 'person',
  disabled_at INTEGER,
  -- A hint: the lease behind it lives in the person's own object.
  online INTEGER NOT NULL DEFAULT 0,
  seen_at INTEGER
) WITHOUT ROWID;

CREATE TABLE sessions (
  -- SHA-256 of the token, in hex. The token itself is stored nowhere.
  token_hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- Right to the hour.
  used_at INTEGER NOT NULL,
  label TEXT NOT NULL,
  -- One index for uniqueness and for a person's list: each further one would be one more row written per sign-in.
  UNIQUE (user, id)
) WITHOUT ROWID;

-- What the conversation objects last said of themselves. A group that is not (or no longer) listed keeps its row and its
-- seq, so that an older word that arrives late cannot bring it back.
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
