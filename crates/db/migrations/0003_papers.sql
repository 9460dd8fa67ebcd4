-- Văn bản, and the decisions of collective bodies that rest on them.

CREATE TABLE paper (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id), number TEXT NOT NULL, signed_on TEXT NOT NULL,
  issuer TEXT NOT NULL, signer TEXT NOT NULL,
  secrecy TEXT NOT NULL CHECK (secrecy IN ('open', 'internal', 'secret', 'top-secret', 'utmost')),
  about TEXT, kept_at TEXT NOT NULL, file_id BIGINT REFERENCES file (id), version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  -- From Mật up neither abstract nor file can be stored, whoever asks.
  CHECK (secrecy IN ('open', 'internal') OR (about IS NULL AND file_id IS NULL AND kept_at <> ''))
);
CREATE INDEX paper_number ON paper (number, signed_on);
CREATE INDEX paper_unit ON paper (unit_id);

CREATE TABLE decision (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id), paper_id BIGINT NOT NULL REFERENCES paper (id),
  body_kind TEXT NOT NULL, body TEXT NOT NULL, form TEXT NOT NULL CHECK (form IN ('meeting', 'written')),
  decided_on TEXT NOT NULL, n_summoned BIGINT NOT NULL, n_present BIGINT NOT NULL, n_agreed BIGINT NOT NULL,
  event_id BYTEA NOT NULL, CHECK (n_agreed <= n_present AND n_present <= n_summoned AND n_agreed >= 0)
);
