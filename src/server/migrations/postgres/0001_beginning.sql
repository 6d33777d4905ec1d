-- Bodies as text, exactly as they were sent: the hash is over these bytes, and jsonb would halve the speed of an export.
CREATE TABLE submissions (
  id uuid NOT NULL,
  revision integer NOT NULL,
  survey_id text NOT NULL,
  questionnaire text NOT NULL,
  hash text NOT NULL,
  code text NOT NULL,
  received_at text NOT NULL,
  late integer NOT NULL,
  signing_key text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (id, revision)
);

CREATE INDEX submissions_of_survey ON submissions (survey_id, id);

-- Kept in the transaction that keeps the rows. The figure of a survey is the sum of its slots: so writers do not queue for one row.
CREATE TABLE survey_counts (
  survey_id text NOT NULL,
  slot integer NOT NULL,
  submissions bigint NOT NULL,
  revisions bigint NOT NULL,
  late bigint NOT NULL,
  PRIMARY KEY (survey_id, slot)
);

CREATE TABLE questionnaires (
  hash text NOT NULL PRIMARY KEY,
  body text NOT NULL
);

CREATE TABLE surveys (
  id text NOT NULL PRIMARY KEY,
  document text NOT NULL
);

CREATE TABLE coordinators (
  name text NOT NULL PRIMARY KEY,
  password text NOT NULL
);

CREATE TABLE sessions (
  token text NOT NULL PRIMARY KEY,
  coordinator text NOT NULL,
  ends_at text NOT NULL
);
