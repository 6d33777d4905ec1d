-- Submissions that were taken back before they came: a request that is late, or a hand-over file, may still bring them. Under an
-- id that nothing had come for, whatever comes; else only with all that stands there once the revision with this code comes.
CREATE TABLE awaited_withdrawals (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (id, code)
) STRICT, WITHOUT ROWID;
