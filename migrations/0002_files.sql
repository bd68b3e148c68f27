-- The room that files take. A statement ends where a line ends with a semicolon.

-- A file from when its upload is declared until its bytes are deleted.
CREATE TABLE files (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  declared_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The sum of a person's files, and of all files under the owner ''. Sums are kept, because adding
-- up would read every file.
CREATE TABLE file_room (
  owner TEXT NOT NULL PRIMARY KEY,
  bytes INTEGER NOT NULL DEFAULT 0,
  -- When all uploads of the hour will have come back.
  owed_until INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
