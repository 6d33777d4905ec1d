-- The questionnaires that the office keeps, version by version: who brought each, and what a list says of it (JSON).
CREATE TABLE questionnaire_versions (
  form text NOT NULL,
  number integer NOT NULL,
  hash text NOT NULL UNIQUE,
  at text NOT NULL,
  who text NOT NULL,
  note text NOT NULL,
  summary text NOT NULL,
  PRIMARY KEY (form, number)
);
