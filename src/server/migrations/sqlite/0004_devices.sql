-- The enrolled device that sent a submission (empty where the survey is anonymous or none is known), and whether it came from
-- none though only those answer. Both stand in the log's link of the row, where there is something to say.
ALTER TABLE submissions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN review INTEGER NOT NULL DEFAULT 0;

-- Codes as they are shown: a coordinator may show one again. They end soon, and let in only so many.
CREATE TABLE enrolment_codes (
  code TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL,
  revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  survey_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  retired_at TEXT NOT NULL,
  PRIMARY KEY (survey_id, id)
) STRICT, WITHOUT ROWID;

-- Hashes only. A device may have several: a reply that was lost has given it one that it never heard of.
CREATE TABLE device_tokens (
  token TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  device_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Only ever added to: a chain for each device, counted in the days of the survey like the lines of submissions.
CREATE TABLE device_log (
  survey_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (survey_id, device_id, number)
) STRICT, WITHOUT ROWID;
