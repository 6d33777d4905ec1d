-- Bodies as they were sent. No rowid: it would number the rows as they came, and tell in an anonymous survey who was first.
CREATE TABLE submissions (
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  survey_id TEXT NOT NULL,
  questionnaire TEXT NOT NULL,
  hash TEXT NOT NULL,
  code TEXT NOT NULL,
  received_at TEXT NOT NULL,
  late INTEGER NOT NULL,
  signing_key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (id, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX submissions_of_survey ON submissions (survey_id, id);

-- Kept in the transaction that keeps the rows. The figure of a survey is the sum of its slots.
CREATE TABLE survey_counts (
  survey_id TEXT NOT NULL,
  slot INTEGER NOT NULL,
  submissions INTEGER NOT NULL,
  revisions INTEGER NOT NULL,
  late INTEGER NOT NULL,
  PRIMARY KEY (survey_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE questionnaires (
  hash TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
  id TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coordinators (
  name TEXT NOT NULL PRIMARY KEY,
  password TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token TEXT NOT NULL PRIMARY KEY,
  coordinator TEXT NOT NULL,
  ends_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
