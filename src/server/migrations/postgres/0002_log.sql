-- The revision that a revision corrects, by hash; empty where it follows none. Until now each revision followed the one before.
ALTER TABLE submissions ADD COLUMN based_on text NOT NULL DEFAULT '';

UPDATE submissions SET based_on = before.hash
FROM submissions before WHERE before.id = submissions.id AND before.revision = submissions.revision - 1;

-- A person who takes an answer back may have nothing but the code on paper.
CREATE INDEX submissions_by_code ON submissions (code);

-- The log: only ever added to. What it says of a kept row stands in the row; the entry is a hash over both and over the line before.
CREATE TABLE submission_log (
  submission_id uuid NOT NULL,
  number integer NOT NULL,
  day text NOT NULL,
  kind text NOT NULL,
  revision integer NOT NULL,
  note text NOT NULL,
  entry text NOT NULL,
  PRIMARY KEY (submission_id, number)
);

-- A survey's days: how many came, and the sum of the log's entries, which tells that nothing is missing and not in which order
-- it came. A figure is the sum of its slots, so that writers do not queue for one row. Filled from the rows by the program.
CREATE TABLE survey_days (
  slot integer NOT NULL,
  survey_id text NOT NULL,
  day text NOT NULL,
  submissions bigint NOT NULL,
  revisions bigint NOT NULL,
  late bigint NOT NULL,
  entries bigint NOT NULL,
  sum numeric NOT NULL,
  PRIMARY KEY (slot, survey_id, day)
);

DROP TABLE survey_counts;

-- Only of submissions to which more has happened than that they came once.
CREATE TABLE standings (
  id uuid NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  standing text NOT NULL,
  current integer NOT NULL,
  comment text NOT NULL
);

CREATE INDEX standings_of_survey ON standings (survey_id, standing, id);
