-- The enrolled device that sent a submission (empty where the survey is anonymous or none is known), and whether it came from
-- none though only those answer. Both stand in the log's link of the row, where there is something to say.
ALTER TABLE submissions ADD COLUMN device text NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN review integer NOT NULL DEFAULT 0;

-- Codes as they are shown: a coordinator may show one again. They end soon, and let in only so many.
CREATE TABLE enrolment_codes (
  code text NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  made_by text NOT NULL,
  made_at text NOT NULL,
  ends_at text NOT NULL,
  uses integer NOT NULL,
  used integer NOT NULL,
  revoked integer NOT NULL
);

CREATE TABLE devices (
  survey_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  code text NOT NULL,
  enrolled_at text NOT NULL,
  seen_on text NOT NULL,
  retired_at text NOT NULL,
  PRIMARY KEY (survey_id, id)
);

-- Hashes only. A device may have several: a reply that was lost has given it one that it never heard of.
CREATE TABLE device_tokens (
  token text NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  device_id text NOT NULL
);

-- Only ever added to: a chain for each device, counted in the days of the survey like the lines of submissions.
CREATE TABLE device_log (
  survey_id text NOT NULL,
  device_id text NOT NULL,
  number integer NOT NULL,
  day text NOT NULL,
  kind text NOT NULL,
  note text NOT NULL,
  entry text NOT NULL,
  PRIMARY KEY (survey_id, device_id, number)
);
