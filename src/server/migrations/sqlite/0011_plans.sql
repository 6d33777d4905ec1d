-- Set with the first submission: from then on a survey's privacy stays as it is.
ALTER TABLE surveys ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;

UPDATE surveys SET answered = 1 WHERE EXISTS (SELECT 1 FROM submissions WHERE submissions.survey_id = surveys.id);

CREATE TABLE invitation_batches (
  survey_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (survey_id, id)
) STRICT, WITHOUT ROWID;

-- Hashes of the links. In an anonymous survey no submission stands beside one, and which of them are used is written down for
-- ten at a time, in the order of the hashes: docs/invitations.md.
CREATE TABLE invitations (
  token TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  batch TEXT NOT NULL,
  number INTEGER NOT NULL,
  label TEXT NOT NULL,
  used INTEGER NOT NULL,
  submission TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_of_batch ON invitations (survey_id, batch, number);

-- Those that were used since, sealed by a key that is not in the database, and always of the same length.
CREATE TABLE invitations_open (
  survey_id TEXT NOT NULL PRIMARY KEY,
  sealed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a device said last that it still has: drafts and submissions that wait, `3 12`. Never of an anonymous survey.
ALTER TABLE devices ADD COLUMN holds TEXT NOT NULL DEFAULT '';
