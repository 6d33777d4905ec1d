-- The questionnaires that the office keeps, version by version: who brought each, and what a list says of it (JSON).
CREATE TABLE questionnaire_versions (
  form TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  note TEXT NOT NULL,
  summary TEXT NOT NULL,
  PRIMARY KEY (form, number)
) STRICT, WITHOUT ROWID;
