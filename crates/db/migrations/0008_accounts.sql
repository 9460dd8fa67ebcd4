-- Biên bản gỡ nội dung nhập nhầm: that something was erased, never what.

CREATE TABLE erasure (
  id BIGINT PRIMARY KEY, at TEXT NOT NULL, target TEXT NOT NULL CHECK (target IN ('listing', 'paper')),
  target_id BIGINT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit (id), reason TEXT NOT NULL,
  n_facts BIGINT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX erasure_target ON erasure (target, target_id);
