-- Nhận biểu: workbooks that came back, as they came, and what was written of each.

CREATE TABLE intake (
  id BIGINT PRIMARY KEY, form TEXT NOT NULL, period_id BIGINT NOT NULL REFERENCES period (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id), received_on TEXT NOT NULL, begun_at TEXT NOT NULL,
  version BIGINT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX intake_unit ON intake (unit_id);

-- A file is kept, or it is told why it could not be read; what was written of it went into one answer.
CREATE TABLE intake_file (
  intake_id BIGINT NOT NULL REFERENCES intake (id), no BIGINT NOT NULL, name TEXT NOT NULL,
  file_id BIGINT REFERENCES file (id), fault TEXT, return_id BIGINT REFERENCES form_return (id),
  n_written BIGINT, written_at TEXT, event_id BYTEA NOT NULL, PRIMARY KEY (intake_id, no),
  CHECK ((file_id IS NULL) = (fault IS NOT NULL)),
  CHECK ((written_at IS NULL) = (n_written IS NULL)), CHECK ((written_at IS NULL) = (return_id IS NULL))
);
CREATE INDEX intake_file_return ON intake_file (return_id);
