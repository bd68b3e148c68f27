-- d1-3-accounts: accounts, their sessions, and public groups. Written once, never edited.
-- Object: DB
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
, profile TEXT, profile_at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE file_room (
  owner TEXT NOT NULL PRIMARY KEY,
  bytes INTEGER NOT NULL DEFAULT 0,
  -- When all uploads of the hour will have come back.
  owed_until INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE files (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  declared_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE groups (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  -- NULL: not listed.
  title_key TEXT,
  topic TEXT NOT NULL,
  members INTEGER NOT NULL,
  seq INTEGER NOT NULL
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
CREATE INDEX groups_by_title ON groups (title_key, id) WHERE title_key IS NOT NULL;
INSERT INTO accounts (id, handle, handle_key, password_hash, created_at, role, disabled_at, online, seen_at, profile, profile_at) VALUES
  ('u1ee11ee11ee11ee11ee1', 'anna', 'anna', '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$h0TRxQhENGAvuNSrSPQh2m+hJ3R8DS9BKhQ9JeBZJwo', 1790000000000, 'operator', NULL, 1, 1790000070000, NULL, 0),
  ('u2e5ezh2e5ezh2e5ezh2e', 'b.en_1', 'b-en-l', '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$h0TRxQhENGAvuNSrSPQh2m+hJ3R8DS9BKhQ9JeBZJwo', 1790000005000, 'person', NULL, 0, NULL, NULL, 0),
  ('u3c5f3c5f3c5f3c5f3c5f', 'cleo', 'cleo', '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$h0TRxQhENGAvuNSrSPQh2m+hJ3R8DS9BKhQ9JeBZJwo', 1790000009000, 'person', NULL, 0, 1790000080000, unistr('{"user":"u3c5f3c5f3c5f3c5f3c5f","handle":"cleo","name":"\u674e\u5c0f\u9f8d","at":1790000000000}'), 1790000000000),
  ('u4fj14fj14fj14fj14fj1', 'dora', 'dora', '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$h0TRxQhENGAvuNSrSPQh2m+hJ3R8DS9BKhQ9JeBZJwo', 1790000009500, 'person', 1790000090000, 0, NULL, NULL, 0);
INSERT INTO d1_migrations (id, name, applied_at) VALUES
  (1, '0001_accounts.sql', '2026-09-21 13:33:20'),
  (2, '0002_files.sql', '2026-09-21 13:33:20'),
  (3, '0003_profiles.sql', '2026-09-21 13:33:20');
INSERT INTO groups (id, title, title_key, topic, members, seq) VALUES
  ('g41qe41qe41qe41qe41qe', unistr('D\u00e4mmerung'), unistr('d\u00e4mmerung'), 'A topic', 1, 2),
  ('g7fe57fe57fe57fe57fe5', '', NULL, '', 0, 9),
  ('gfqckfqckfqckfqckfqck', unistr('N\u00e4chtliche Eulen \+01f989'), unistr('n\u00e4chtliche eulen \+01f989'), 'A topic', 4, 30);
INSERT INTO sessions (token_hash, id, user, created_at, used_at, label) VALUES
  ('01579b557896d0ce1764c47fed644f9b35f58bad620674af23f356d80ed0c503', 'sh1ee1h1ee1h1ee1h1ee1', 'u1ee11ee11ee11ee11ee1', 1790000000000, 1790000000000, 'Safari on a phone'),
  ('01851ba0667b18705130ecdeeb585f1c9d812ebc7469ab58d247e9503e7fe4fe', 'sh2e5ezhh2e5ezhh2e5ez', 'u2e5ezh2e5ezh2e5ezh2e', 1790000005000, 1790000005000, 'Safari on a phone'),
  ('01db31976ead37b85cc42a49c95fd06eec99cfd9b7ff219a25c0f59cb4049343', 'sh4fj1h4fj1h4fj1h4fj1', 'u4fj14fj14fj14fj14fj1', 1790000009500, 1790000009500, 'Safari on a phone'),
  ('01dd10d72000b3a4068a0ea6c99aec6b306c0d49beb065c105143ee2e815256f', 'sh3c5fh3c5fh3c5fh3c5f', 'u3c5f3c5f3c5f3c5f3c5f', 1790000009000, 1790007200000, 'Safari on a phone'),
  ('02dd10d72000b3a4068a0ea6c99aec6b306c0d49beb065c105143ee2e815256f', 'sj3c5fj3c5fj3c5fj3c5f', 'u3c5f3c5f3c5f3c5f3c5f', 1790000060000, 1790000060000, unistr('Firefox \u2014 Cleo\u2019s laptop \+01f989'));
