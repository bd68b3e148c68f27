-- user-5-inbox: Cleo's inbox, with an ended session pending. Written once, never edited.
-- Object: u3c5f3c5f3c5f3c5f3c5f
CREATE TABLE budgets (
       what TEXT PRIMARY KEY, tokens INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE ended (session TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE ending (
       conversation TEXT NOT NULL, session TEXT NOT NULL,
       PRIMARY KEY (conversation, session)) WITHOUT ROWID;
CREATE TABLE inbox (
       conversation TEXT PRIMARY KEY,
       kind TEXT NOT NULL, title TEXT NOT NULL, role TEXT,
       head INTEGER NOT NULL, posts INTEGER NOT NULL,
       read INTEGER NOT NULL, read_posts INTEGER NOT NULL,
       last_at INTEGER NOT NULL, last TEXT, away INTEGER NOT NULL DEFAULT 0, ended_told INTEGER DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0, handle TEXT, profile_at INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), online INTEGER NOT NULL,
       seen_at INTEGER NOT NULL);
CREATE TABLE profile (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       profile TEXT NOT NULL, listed INTEGER NOT NULL, told INTEGER NOT NULL,
       charged_until INTEGER NOT NULL);
CREATE TABLE schema (one INTEGER PRIMARY KEY CHECK (one = 1), steps INTEGER NOT NULL);
CREATE INDEX ended_by_at ON ended (at);
CREATE INDEX inbox_by_ended_told ON inbox (ended_told);
INSERT INTO ended (session, at) VALUES
  ('sj3c5fj3c5fj3c5fj3c5f', 1790000408000);
INSERT INTO inbox (conversation, kind, title, role, head, posts, read, read_posts, last_at, last, away, ended_told, mentions, handle, profile_at) VALUES
  ('d.u1ee11ee11ee11ee11ee1.u3c5f3c5f3c5f3c5f3c5f', 'direct', unistr('\u00c4nne ''von'' Berg \+01f989'), 'member', 9, 8, 8, 8, 1790000130000, unistr('{"seq":8,"at":1790000130000,"handle":"cleo","preview":"Eule 1 \+01f989 ''am Zaun''.png"}'), 2, 1790000408000, 0, 'anna', 1790000258000),
  ('d.u25e25e25e25e25e25e25.u3c5f3c5f3c5f3c5f3c5f', 'direct', 'ben', 'member', 0, 0, 0, 0, 1790000125000, NULL, -1, 1790000408000, 0, 'ben', 1790000258000),
  ('g41qe41qe41qe41qe41qe', 'group', unistr('D\u00e4mmerung'), NULL, 3, 0, 2, 0, 1790000130000, NULL, -2, NULL, 0, NULL, 0),
  ('gc1jbkc1jbkc1jbkc1jbk', 'group', 'Larks', 'owner', 3, 1, 1, 0, 1790000130000, '{"seq":3,"at":1790000130000,"handle":"ben","preview":"Too early for me"}', -1, 1790000408000, 0, NULL, 1790000258000),
  ('gfqckfqckfqckfqckfqck', 'group', unistr('N\u00e4chtliche Eulen \+01f989'), 'member', 15, 5, 7, 3, 1790000250000, '{"seq":15,"at":1790000250000,"handle":"anna","preview":"two lines, a tab, and blanks at the end"}', 1, 1789913601000, 0, NULL, 1790000258000);
INSERT INTO mark (one, online, seen_at) VALUES
  (1, 0, 1790000130000);
INSERT INTO profile (one, profile, listed, told, charged_until) VALUES
  (1, unistr('{"user":"u3c5f3c5f3c5f3c5f3c5f","handle":"cleo","name":"\u674e\u5c0f\u9f8d","at":1790000258000}'), 1790000258000, 1790000258000, 1790003858000);
INSERT INTO schema (one, steps) VALUES
  (1, 5);
