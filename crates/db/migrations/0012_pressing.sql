-- Đôn đốc: reminders and escalations of tasks, and what is to be told to whom on which day.

CREATE TABLE reminder (                          -- one for each task, kind, due date and round; made again, it is the same
  task_id BIGINT NOT NULL REFERENCES task (id), kind TEXT NOT NULL CHECK (kind IN ('ahead', 'late')), due_on TEXT NOT NULL,
  round BIGINT NOT NULL CHECK (round >= 0), on_day TEXT NOT NULL, made_at TEXT NOT NULL,
  PRIMARY KEY (task_id, kind, due_on, round)
) /* WITHOUT ROWID */;
CREATE INDEX reminder_day ON reminder (on_day, kind);

CREATE TABLE outbox (                            -- one for each person and day: a mail holds a link and no content
  id BIGINT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id), on_day TEXT NOT NULL,
  n_ahead BIGINT NOT NULL, n_late BIGINT NOT NULL, made_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('page', 'waiting', 'sent', 'given-up')),
  n_tries BIGINT NOT NULL, next_at TEXT, settled_at TEXT, fault TEXT,
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
);
CREATE UNIQUE INDEX outbox_person_day ON outbox (account_id, on_day);
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';

CREATE TABLE mail_address (                      -- where a person wants to be told that something waits for him
  account_id BIGINT PRIMARY KEY REFERENCES account (id), address TEXT NOT NULL, version BIGINT NOT NULL, event_id BYTEA NOT NULL
);
