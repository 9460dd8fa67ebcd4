-- Mức áp dụng: what this installation laid over a criterion of the rules, by a paper and from a day. Every version stays; of
-- those that have begun, the one entered last holds. Without bound and periods those of the rules hold.
CREATE TABLE criterion_setting (
  id BIGINT PRIMARY KEY, criterion TEXT NOT NULL, version BIGINT NOT NULL, from_on TEXT NOT NULL,
  chosen TEXT NOT NULL CHECK (chosen IN ('on', 'off')),
  numerator BIGINT, denominator BIGINT CHECK (denominator > 0), n_periods BIGINT CHECK (n_periods > 0),
  paper_id BIGINT NOT NULL REFERENCES paper (id), recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  UNIQUE (criterion, version),
  CHECK ((numerator IS NULL) = (denominator IS NULL) AND (numerator IS NULL) = (n_periods IS NULL))
);
-- What of that a round was run with, as code and version; its findings carry the bounds themselves.
ALTER TABLE round ADD COLUMN settings TEXT NOT NULL DEFAULT '';
