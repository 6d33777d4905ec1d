-- What each submission adds to the figures, by which it is taken away again; how many lines of its log are in them. Facts are empty
-- where it does not count (withdrawn, in review). Both tables follow from the submissions: no backup carries them.
CREATE TABLE result_rows (
  id TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  entries INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX result_rows_of_survey ON result_rows (survey_id, id);

-- A survey's figures, as they stand and as they were last told. Whoever writes names the version that they began from.
CREATE TABLE results (
  slot INTEGER NOT NULL,
  survey_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  head TEXT NOT NULL,
  live TEXT NOT NULL,
  release TEXT NOT NULL,
  PRIMARY KEY (slot, survey_id)
) STRICT, WITHOUT ROWID;
