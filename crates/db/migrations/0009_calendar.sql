-- Lịch làm việc: the government's decision on a year, as this installation entered it. Every version stays; the newest holds.

CREATE TABLE calendar_year (
  year BIGINT NOT NULL CHECK (year BETWEEN 1990 AND 2050), version BIGINT NOT NULL,
  paper_id BIGINT NOT NULL REFERENCES paper (id), recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (year, version)
);

-- Its days: off for a holiday, in lieu or in exchange; or worked in exchange. A day is one thing in one decision.
CREATE TABLE calendar_day (
  year BIGINT NOT NULL, version BIGINT NOT NULL, on_day TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('holiday', 'in-lieu', 'exchanged', 'make-up')), holiday TEXT,
  PRIMARY KEY (year, version, on_day), CHECK (holiday IS NULL OR mark = 'holiday'),
  FOREIGN KEY (year, version) REFERENCES calendar_year (year, version)
) /* WITHOUT ROWID */;
