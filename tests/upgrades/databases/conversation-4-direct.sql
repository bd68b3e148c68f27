-- conversation-4-direct: a direct conversation of Anna and Cleo. Written once, never edited.
-- Object: d.u1ee11ee11ee11ee11ee1.u3c5f3c5f3c5f3c5f3c5f
CREATE TABLE about (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       title TEXT NOT NULL, topic TEXT NOT NULL, visibility TEXT NOT NULL, epoch TEXT NOT NULL,
       tell_all INTEGER NOT NULL DEFAULT 0, listed INTEGER NOT NULL DEFAULT 0, everyone TEXT NOT NULL DEFAULT '[]', corrections TEXT NOT NULL DEFAULT '[]');
CREATE TABLE events (
       seq INTEGER PRIMARY KEY,
       at INTEGER NOT NULL, author INTEGER NOT NULL, what TEXT NOT NULL, notice INTEGER NOT NULL DEFAULT 1);
CREATE TABLE marks (
       message INTEGER PRIMARY KEY,
       reactions TEXT, deleted_at INTEGER, removed_by INTEGER);
CREATE TABLE messages (
       seq INTEGER PRIMARY KEY,
       at INTEGER NOT NULL, author INTEGER NOT NULL, client_id TEXT NOT NULL,
       post INTEGER NOT NULL, body TEXT NOT NULL,
       reply_to INTEGER, edited INTEGER, deleted INTEGER, original TEXT, thread_root INTEGER, mentions TEXT,
       UNIQUE (author, client_id));
CREATE TABLE people (
       n INTEGER PRIMARY KEY,
       user TEXT NOT NULL UNIQUE, handle TEXT NOT NULL, role TEXT,
       joined INTEGER NOT NULL, read INTEGER NOT NULL, read_posts INTEGER NOT NULL,
       told INTEGER NOT NULL DEFAULT -1, told_read INTEGER NOT NULL DEFAULT 0,
       tell INTEGER NOT NULL DEFAULT -1,
       nudges INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0, away INTEGER NOT NULL DEFAULT 0, away_next_at INTEGER NOT NULL DEFAULT 0, wake INTEGER NOT NULL DEFAULT 0, mentions TEXT NOT NULL DEFAULT '[]');
CREATE TABLE schema (one INTEGER PRIMARY KEY CHECK (one = 1), steps INTEGER NOT NULL);
CREATE INDEX notices ON events (seq) WHERE notice = 1;
INSERT INTO about (one, title, topic, visibility, epoch, tell_all, listed, everyone, corrections) VALUES
  (1, '', '', 'private', 'qqfjr51hj117ezc3taqk', 0, 0, '[]', '[]');
INSERT INTO messages (seq, at, author, client_id, post, body, reply_to, edited, deleted, original, thread_root, mentions) VALUES
  (1, 1790000125000, 1, 'd-1', 1, 'Only for you, 1', NULL, NULL, NULL, NULL, NULL, NULL),
  (2, 1790000126000, 1, 'd-2', 2, 'Only for you, 2', NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 1790000127000, 1, 'd-3', 3, 'Only for you, 3', NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 1790000128000, 1, 'd-4', 4, 'Only for you, 4', NULL, NULL, NULL, NULL, NULL, NULL),
  (5, 1790000129000, 1, 'd-5', 5, 'Only for you, 5', NULL, NULL, NULL, NULL, NULL, NULL),
  (6, 1790000130000, 2, 'd-1', 6, 'The same name, another sender', NULL, NULL, NULL, NULL, NULL, NULL),
  (7, 1790000130000, 1, 'd-6', 7, unistr('Good night \+01f319'), NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO people (n, user, handle, role, joined, read, read_posts, told, told_read, tell, nudges, next_at, away, away_next_at, wake, mentions) VALUES
  (1, 'u1ee11ee11ee11ee11ee1', 'anna', 'member', 0, 7, 7, 7, 7, 0, 1, 1790000138000, 0, 1790000138000, 0, '[]'),
  (2, 'u3c5f3c5f3c5f3c5f3c5f', 'cleo', 'member', 0, 6, 6, 7, 6, -1, 2, 1790000134000, -1, 1790000134000, 0, '[]');
INSERT INTO schema (one, steps) VALUES
  (1, 4);
