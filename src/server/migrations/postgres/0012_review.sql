-- Submissions as lines of a table: what is shown of each, and the marks that it has (one on each line). They follow from the
-- submissions, behind ingest, and can be made anew at any time: no backup carries them. `at`: milliseconds, of a day where the
-- survey is anonymous; those of one day then stand in the order of their ids, which chance made.
CREATE TABLE review_rows (
  id uuid NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  at bigint NOT NULL,
  entries integer NOT NULL,
  line text NOT NULL,
  marks text NOT NULL
);

CREATE INDEX review_rows_of_survey ON review_rows (survey_id, at, id);

-- A row for each mark by which one looks for submissions: any page of any filter is a range of this key.
CREATE TABLE review_marks (
  survey_id text NOT NULL,
  mark text NOT NULL,
  at bigint NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (survey_id, mark, at, id)
);

-- How many have a mark: the sum of its slots, so that writers do not queue for one row.
CREATE TABLE review_counts (
  slot integer NOT NULL,
  survey_id text NOT NULL,
  mark text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (slot, survey_id, mark)
);
