-- conversation-4-opened: a direct conversation in which nothing was said yet. Written once, never edited.
-- Object: d.u25e25e25e25e25e25e25.u3c5f3c5f3c5f3c5f3c5f
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
  (1, '', '', 'private', 'dfrfzp5v52f7fw08vm16', 0, 0, '[]', '[]');
INSERT INTO people (n, user, handle, role, joined, read, read_posts, told, told_read, tell, nudges, next_at, away, away_next_at, wake, mentions) VALUES
  (1, 'u25e25e25e25e25e25e25', 'ben', 'member', 0, 0, 0, -1, 0, -1, 0, 0, 0, 0, 0, '[]'),
  (2, 'u3c5f3c5f3c5f3c5f3c5f', 'cleo', 'member', 0, 0, 0, 0, 0, 0, 0, 1790000130000, -1, 1790000130000, 0, '[]');
INSERT INTO schema (one, steps) VALUES
  (1, 4);
