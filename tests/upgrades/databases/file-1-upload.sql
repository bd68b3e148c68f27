-- file-1-upload: an upload of which the bucket has one chunk. Written once, never edited.
-- Object: b11111111111111111111
CREATE TABLE file (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       owner TEXT NOT NULL, conversation TEXT NOT NULL, declared TEXT NOT NULL, finished TEXT);
CREATE TABLE pieces (n INTEGER PRIMARY KEY, bytes BLOB);
CREATE TABLE schema (one INTEGER PRIMARY KEY CHECK (one = 1), steps INTEGER NOT NULL);
INSERT INTO file (one, owner, conversation, declared, finished) VALUES
  (1, 'u1ee11ee11ee11ee11ee1', 'gfqckfqckfqckfqckfqck', unistr('{"name":"Eule 1 \+01f989 ''am Zaun''.png","media_type":"image/png","size":7000000,"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","width":2000,"height":1000,"alt":"An owl,\\n\\"asleep\\""}'), NULL);
INSERT INTO pieces (n, bytes) VALUES
  (1, NULL);
INSERT INTO schema (one, steps) VALUES
  (1, 1);
