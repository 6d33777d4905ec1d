-- Submissions as lines of a table: what is shown of each, and the marks that it has (one on each line). They follow from the
-- submissions, behind ingest, and can be made anew at any time: no backup carries them. `at`: milliseconds, of a day where the
-- survey is anonymous; those of one day then stand in the order of their ids, which chance made.
CREATE TABLE review_rows (
  id TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  line TEXT NOT NULL,
  marks TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX review_rows_of_survey ON review_rows (survey_id, at, id);

-- A row for each mark by which one looks for submissions: any page of any filter is a range of this key.
CREATE TABLE review_marks (
  survey_id TEXT NOT NULL,
  mark TEXT NOT NULL,
  at INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (survey_id, mark, at, id)
) STRICT, WITHOUT ROWID;

-- How many have a mark: the sum of its slots.
CREATE TABLE review_counts (
  slot INTEGER NOT NULL,
  survey_id TEXT NOT NULL,
  mark TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (slot, survey_id, mark)
) STRICT, WITHOUT ROWID;
