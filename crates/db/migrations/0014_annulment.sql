-- Biên bản hủy việc ghi nhận: what should never have been entered; the rows themselves lie in the past.

CREATE TABLE annulment (
  id BIGINT PRIMARY KEY, at TEXT NOT NULL, target TEXT NOT NULL CHECK (target IN ('unit', 'listing')),
  target_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES unit (id),  -- in whose scope the record is read
  said TEXT NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''), event_id BYTEA NOT NULL,
  UNIQUE (target, target_id)
);
CREATE INDEX annulment_unit ON annulment (unit_id);

-- A link ends by a paper of its own, and holds at most once at a time.
ALTER TABLE unit_link ADD COLUMN until_paper_id BIGINT REFERENCES paper (id);
CREATE UNIQUE INDEX unit_link_open ON unit_link (unit_id, relation, other_id) WHERE until_on = '9999-12-31';
