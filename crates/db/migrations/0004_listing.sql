-- Hồ sơ theo dõi, củng cố: proposals, open and closed listings, and the spells from which stock and flow come.

CREATE TABLE listing (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'open', 'removed', 'ended', 'declined', 'annulled')),
  proposed_on TEXT, proposed_by TEXT NOT NULL, reasons TEXT NOT NULL,
  opened_on TEXT, closed_on TEXT, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((state IN ('proposed', 'open')) = (closed_on IS NULL)),
  CHECK (state <> 'open' OR opened_on IS NOT NULL)
);
-- At most one live file for a unit, by the store too.
CREATE UNIQUE INDEX listing_one_open ON listing (unit_id) WHERE closed_on IS NULL;
CREATE INDEX listing_unit ON listing (unit_id);

CREATE TABLE listing_spell (                     -- contiguous spells of level, status, group and owner
  listing_id BIGINT NOT NULL REFERENCES listing (id), from_on TEXT NOT NULL, until_on TEXT NOT NULL, prev_until_on TEXT,
  tier TEXT NOT NULL CHECK (tier IN ('upper', 'lower')), status TEXT NOT NULL CHECK (status IN ('weak', 'attention')),
  grp TEXT NOT NULL CHECK (grp IN ('1', '2', '3')), owner_id BIGINT NOT NULL REFERENCES unit (id), due_on TEXT NOT NULL,
  begun_by TEXT NOT NULL, decision_id BIGINT NOT NULL REFERENCES decision (id),
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (listing_id, from_on), UNIQUE (listing_id, until_on), UNIQUE (listing_id, prev_until_on),
  CHECK (from_on < until_on), CHECK (prev_until_on IS NULL OR prev_until_on = from_on),
  FOREIGN KEY (listing_id, prev_until_on) REFERENCES listing_spell (listing_id, until_on) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX listing_spell_first ON listing_spell (listing_id) WHERE prev_until_on IS NULL;

-- How a listing closed: by which decision.
CREATE TABLE listing_close (
  listing_id BIGINT PRIMARY KEY REFERENCES listing (id), closed_on TEXT NOT NULL, decision_id BIGINT NOT NULL REFERENCES decision (id),
  result TEXT NOT NULL, recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL
);

-- Đồng chí phụ trách, as the decision names the post.
CREATE TABLE listing_charge (
  listing_id BIGINT NOT NULL REFERENCES listing (id), from_on TEXT NOT NULL, until_on TEXT NOT NULL, post TEXT NOT NULL,
  event_id BYTEA NOT NULL, PRIMARY KEY (listing_id, from_on)
);
