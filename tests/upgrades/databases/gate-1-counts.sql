-- gate-1-counts: a gate that has counted each thing it counts. Written once, never edited.
-- Object: a.anna
CREATE TABLE counts (
       counted TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL)
       WITHOUT ROWID;
INSERT INTO counts (counted, count, at) VALUES
  ('registrations', 3, 1790000090000),
  ('sign_ins', 1234, 1790003600000),
  ('wrong_passwords', 7, 1790000001000);
