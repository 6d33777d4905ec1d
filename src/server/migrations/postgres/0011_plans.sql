-- Set with the first submission: from then on a survey's privacy stays as it is.
ALTER TABLE surveys ADD COLUMN answered integer NOT NULL DEFAULT 0;

UPDATE surveys SET answered = 1 WHERE EXISTS (SELECT 1 FROM submissions WHERE submissions.survey_id = surveys.id);

CREATE TABLE invitation_batches (
  survey_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  made_by text NOT NULL,
  made_at text NOT NULL,
  PRIMARY KEY (survey_id, id)
);

-- Hashes of the links. In an anonymous survey no submission stands beside one, and which of them are used is written down for
-- ten at a time, in the order of the hashes: docs/invitations.md.
CREATE TABLE invitations (
  token text NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  batch text NOT NULL,
  number integer NOT NULL,
  label text NOT NULL,
  used integer NOT NULL,
  submission text NOT NULL
);

CREATE INDEX invitations_of_batch ON invitations (survey_id, batch, number);

-- Those that were used since, sealed by a key that is not in the database, and always of the same length.
CREATE TABLE invitations_open (
  survey_id text NOT NULL PRIMARY KEY,
  sealed text NOT NULL
);

-- What a device said last that it still has: drafts and submissions that wait, `3 12`. Never of an anonymous survey.
ALTER TABLE devices ADD COLUMN holds text NOT NULL DEFAULT '';
