-- Imports of tasks; erasure of tasks: the two tables take more kinds than before.

ALTER TABLE import RENAME TO import_narrow;
CREATE TABLE import (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('units', 'figures', 'listings', 'tasks')),
  unit_id BIGINT NOT NULL REFERENCES unit (id), target TEXT NOT NULL, file_id BIGINT NOT NULL REFERENCES file (id),
  file_hash BYTEA NOT NULL, state TEXT NOT NULL CHECK (state IN ('begun', 'written', 'dropped')), choices TEXT NOT NULL,
  begun_at TEXT NOT NULL, written_at TEXT, n_written BIGINT, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((state = 'written') = (written_at IS NOT NULL AND n_written IS NOT NULL))
);
INSERT INTO import (id, kind, unit_id, target, file_id, file_hash, state, choices, begun_at, written_at, n_written, version, event_id)
  SELECT id, kind, unit_id, target, file_id, file_hash, state, choices, begun_at, written_at, n_written, version, event_id FROM import_narrow;
DROP TABLE import_narrow;
CREATE INDEX import_hash ON import (file_hash);

ALTER TABLE erasure RENAME TO erasure_narrow;
CREATE TABLE erasure (
  id BIGINT PRIMARY KEY, at TEXT NOT NULL, target TEXT NOT NULL CHECK (target IN ('listing', 'paper', 'task')),
  target_id BIGINT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit (id), reason TEXT NOT NULL,
  n_facts BIGINT NOT NULL, event_id BYTEA NOT NULL
);
INSERT INTO erasure (id, at, target, target_id, unit_id, reason, n_facts, event_id)
  SELECT id, at, target, target_id, unit_id, reason, n_facts, event_id FROM erasure_narrow;
DROP TABLE erasure_narrow;
CREATE INDEX erasure_target ON erasure (target, target_id);

-- Closed tasks of a whole province are listed by their dates.
CREATE INDEX task_closed_due ON task (state, due_on, id) WHERE closed_on IS NOT NULL;
-- Beside the index over open tasks a wider one is a trap: the planner may take it and read all that was ever closed.
DROP INDEX task_post;
