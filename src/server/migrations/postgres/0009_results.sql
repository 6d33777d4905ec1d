-- What each submission adds to the figures, by which it is taken away again; how many lines of its log are in them. Facts are empty
-- where it does not count (withdrawn, in review). Both tables follow from the submissions: no backup carries them.
CREATE TABLE result_rows (
  id uuid NOT NULL PRIMARY KEY,
  survey_id text NOT NULL,
  entries integer NOT NULL,
  facts text NOT NULL
);

CREATE INDEX result_rows_of_survey ON result_rows (survey_id, id);

-- A survey's figures, as they stand and as they were last told. Whoever writes names the version that they began from.
CREATE TABLE results (
  slot integer NOT NULL,
  survey_id text NOT NULL,
  version bigint NOT NULL,
  head text NOT NULL,
  live text NOT NULL,
  release text NOT NULL,
  PRIMARY KEY (slot, survey_id)
);
