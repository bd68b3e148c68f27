-- conversation-4-group: a group in which all that can happen has happened. Written once, never edited.
-- Object: gfqckfqckfqckfqckfqck
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
  (1, unistr('N\u00e4chtliche Eulen \+01f989'), unistr('F\u00fcr wer ''sp\u00e4t'' noch wach ist'), 'public', '16xds9jf8gg90jp6xb11', 9, 26, '[]', '[]');
INSERT INTO events (seq, at, author, what, notice) VALUES
  (1, 1790000000000, 1, '{"kind":"created","title":"Night owls","topic":"For who is up late","visibility":"public"}', 1),
  (2, 1790000000000, 2, '{"kind":"joined"}', 1),
  (3, 1790000001000, 3, '{"kind":"joined"}', 1),
  (4, 1790000002000, 4, '{"kind":"joined"}', 1),
  (8, 1790000005000, 1, '{"kind":"role_changed","user":"u25e25e25e25e25e25e25","user_handle":"ben","role":"admin"}', 1),
  (9, 1790000005000, 2, unistr('{"kind":"renamed","title":"N\u00e4chtliche Eulen \+01f989","topic":"F\u00fcr wer ''sp\u00e4t'' noch wach ist"}'), 1),
  (10, 1790000005000, 2, '{"kind":"admitted","user":"u5d9c5d9c5d9c5d9c5d9c","user_handle":"emil"}', 1),
  (12, 1790000005000, 2, '{"kind":"removed","user":"u5d9c5d9c5d9c5d9c5d9c","user_handle":"emil"}', 1),
  (13, 1790000005000, 1, '{"kind":"admitted","user":"u5d9c5d9c5d9c5d9c5d9c","user_handle":"emil"}', 1),
  (14, 1790000005000, 4, '{"kind":"left"}', 1),
  (23, 1790000257000, 1, '{"kind":"of_the_future","role":{"of":["guests"]},"title":7,"user":null}', 0),
  (24, 1790000258000, 6, '{"kind":"joined"}', 1),
  (25, 1790000258000, 1, '{"kind":"role_changed","user":"u79e179e179e179e179e1","user_handle":"gina","role":"admin"}', 1),
  (26, 1790000258000, 1, '{"kind":"role_changed","user":"u79e179e179e179e179e1","user_handle":"gina","role":"member"}', 1);
INSERT INTO messages (seq, at, author, client_id, post, body, reply_to, edited, deleted, original, thread_root, mentions) VALUES
  (5, 1790000003000, 1, 'a-1', 1, 'Who is up?', NULL, NULL, NULL, NULL, NULL, NULL),
  (6, 1790000003000, 2, 'b:1', 2, unistr('Me \+01f989'), NULL, NULL, NULL, NULL, NULL, NULL),
  (7, 1790000003000, 3, 'c.1', 3, 'Me too, as ever', NULL, 1790000063000, NULL, 'a4c97272c304919f48d2e7e5cce08e19', NULL, NULL),
  (11, 1790000005000, 5, 'e_1', 4, 'Thank you for letting me in', NULL, NULL, NULL, NULL, NULL, NULL),
  (15, 1790000250000, 1, 'a-2', 5, unistr('two\u000alines, a\u0009tab, and blanks at the end  '), NULL, NULL, NULL, NULL, NULL, NULL),
  (16, 1790000251000, 2, 'b:2', 6, '''); DROP TABLE messages; -- \u0041 \ "quoted" it''''s %s ?1', NULL, NULL, NULL, NULL, NULL, NULL),
  (17, 1790000252000, 3, 'c.2', 7, unistr('e\u0301 is not \u00e9 here, nor is \u212b \u00c5'), NULL, NULL, NULL, NULL, NULL, NULL),
  (18, 1790000253000, 1, 'a-3', 8, unistr('a family \+01f468\u200d\+01f469\u200d\+01f467, a flag \+01f1e8\+01f1ed'), NULL, NULL, NULL, NULL, NULL, NULL),
  (19, 1790000254000, 2, 'b:3', 9, unistr('turned \u202ethgil\u202c and hid\u200bden, \ufeff\u2028\u2029'), NULL, NULL, NULL, NULL, NULL, NULL),
  (20, 1790000255000, 5, 'e_2', 10, unistr('the last there is: \+10ffff, and one that was lost: \ufffd'), NULL, NULL, NULL, NULL, NULL, NULL),
  (21, 1790000256000, 1, 'A', 11, unistr('\u05e9\u05dc\u05d5\u05dd, \u0645\u0631\u062d, \u4f60\u597d, z\u0335\u0321'), NULL, NULL, NULL, NULL, NULL, NULL),
  (22, 1790000257000, 2, 'n0.1:2_3-4', 12, '<script>alert(1)</script> & &amp; {"kind":"left"}', NULL, NULL, NULL, NULL, NULL, NULL),
  (27, 1790000258000, 2, 'b:4', 13, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', NULL, NULL, NULL, NULL, NULL, NULL),
  (28, 1790000258000, 1, 'a-4', 14, 'Good night', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO people (n, user, handle, role, joined, read, read_posts, told, told_read, tell, nudges, next_at, away, away_next_at, wake, mentions) VALUES
  (1, 'u1ee11ee11ee11ee11ee1', 'anna', 'owner', 1, 28, 14, 28, 28, 1, 5, 1790000258000, 0, 1790000258000, 0, '[]'),
  (2, 'u25e25e25e25e25e25e25', 'ben', 'admin', 2, 6, 2, 15, 6, 8, 4, 1790000266000, 4, 1790000266000, 1, '[]'),
  (3, 'u3c5f3c5f3c5f3c5f3c5f', 'cleo', 'member', 3, 19, 9, 15, 7, 3, 0, 0, 1, 0, 0, '[]'),
  (4, 'u4fj14fj14fj14fj14fj1', 'dora', NULL, 4, 4, 0, 14, 4, 14, 1, 1790000005000, 3, 1790000005000, 7, '[]'),
  (5, 'u5d9c5d9c5d9c5d9c5d9c', 'emil', 'member', 13, 20, 10, 28, 20, 13, 1, 1790000380000, -3, 1790000380000, 0, '[]'),
  (6, 'u79e179e179e179e179e1', 'gina', 'member', 24, 24, 12, 28, 24, 26, 2, 1790000264000, 5, 1790000264000, 2, '[]');
INSERT INTO schema (one, steps) VALUES
  (1, 4);
