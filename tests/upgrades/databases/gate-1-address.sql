-- gate-1-address: the gate of an address. Written once, never edited.
-- Object: address:192.0.2.1
CREATE TABLE counts (
       counted TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL)
       WITHOUT ROWID;
CREATE TABLE schema (one INTEGER PRIMARY KEY CHECK (one = 1), steps INTEGER NOT NULL);
INSERT INTO counts (counted, count, at) VALUES
  ('registrations', 3, 1790000090000),
  ('sign_ins', 1234, 1790003600000);
INSERT INTO schema (one, steps) VALUES
  (1, 1);
