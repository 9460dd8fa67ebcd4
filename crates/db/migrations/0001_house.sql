-- The house: numbers, events and seals, accounts and rights, files. No noun of the domain.

CREATE TABLE id_counter (noun TEXT PRIMARY KEY, next_id BIGINT NOT NULL);

-- Which of the two installations this is, by whose decision; one row a fact, the newest counts.
CREATE TABLE setting (
  name TEXT NOT NULL, value TEXT NOT NULL, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (name)
);

-- Nhật ký thao tác. Unsealed until the sealer gathers it; holds ids and hashes, never personal data.
CREATE TABLE event (
  id BYTEA PRIMARY KEY, at TEXT NOT NULL, actor_id BIGINT, request_id TEXT NOT NULL,
  noun TEXT NOT NULL, noun_id BIGINT NOT NULL, from_version BIGINT NOT NULL, to_version BIGINT NOT NULL,
  action TEXT NOT NULL, facts_hash BYTEA NOT NULL, seal_no BIGINT, seal_place BIGINT,
  CHECK (to_version = from_version + 1), CHECK ((seal_no IS NULL) = (seal_place IS NULL))
);
CREATE UNIQUE INDEX event_of_noun ON event (noun, noun_id, to_version);
CREATE UNIQUE INDEX event_in_seal ON event (seal_no, seal_place);
CREATE INDEX event_unsealed ON event (at) WHERE seal_no IS NULL;

-- The readable facts of an event, salted, so that they can be erased without breaking the chain.
CREATE TABLE event_facts (
  event_id BYTEA PRIMARY KEY REFERENCES event (id), unit_id BIGINT, salt BYTEA NOT NULL, facts TEXT NOT NULL,
  erased_at TEXT, erased_by BYTEA
);
CREATE INDEX event_facts_unit ON event_facts (unit_id);

CREATE TABLE seal (
  no BIGINT PRIMARY KEY, at TEXT NOT NULL, n_events BIGINT NOT NULL, root BYTEA NOT NULL,
  prev_hash BYTEA NOT NULL, hash BYTEA NOT NULL, signature BYTEA NOT NULL
);

CREATE TABLE account (
  id BIGINT PRIMARY KEY, login TEXT NOT NULL, shown_name TEXT NOT NULL, post TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'ended')),
  password_hash TEXT, password_set_at TEXT, password_set_by TEXT,
  totp_secret BYTEA, totp_pending BYTEA, totp_last_step BIGINT, last_sign_in_at TEXT, notice TEXT,
  version BIGINT NOT NULL, event_id BYTEA NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);

-- A one-time code by which an invited or reset person sets the password himself; only its hash is kept.
CREATE TABLE account_code (
  code_hash BYTEA PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id), purpose TEXT NOT NULL,
  made_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT
);

CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id), csrf TEXT NOT NULL,
  began_at TEXT NOT NULL, seen_at TEXT NOT NULL, expires_at TEXT NOT NULL, ended_at TEXT, from_address TEXT NOT NULL,
  second_factor TEXT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- What was being typed when a session ended; given back to the same account at its next sign-in.
CREATE TABLE draft (
  account_id BIGINT NOT NULL REFERENCES account (id), path TEXT NOT NULL, form TEXT NOT NULL, kept_at TEXT NOT NULL,
  PRIMARY KEY (account_id, path)
);

-- Failed sign-ins, to slow down guessing; by login and by address, forgotten after a day.
CREATE TABLE sign_in_failure (
  about TEXT PRIMARY KEY, n_failures BIGINT NOT NULL, last_at TEXT NOT NULL
);

-- Phân quyền: a role on a subtree for a period. Past grants are shown, never used.
CREATE TABLE access_grant (
  id BIGINT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES account (id), role TEXT NOT NULL,
  unit_id BIGINT, from_on TEXT NOT NULL, until_on TEXT NOT NULL,
  version BIGINT NOT NULL, event_id BYTEA NOT NULL, CHECK (from_on <= until_on)
);
CREATE INDEX access_grant_account ON access_grant (account_id);

-- The matrix of core::access as rows, rewritten at each start, so that lists are scoped in SQL by one text.
CREATE TABLE role_may (role TEXT NOT NULL, action TEXT NOT NULL, PRIMARY KEY (role, action));

-- Idempotency: the outcome of a command by its key, so that a double click does nothing twice.
CREATE TABLE command (
  key TEXT NOT NULL, account_id BIGINT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
);

-- Files in chunks of 256 KiB, shared only within one unit's scope.
CREATE TABLE file (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
  n_bytes BIGINT NOT NULL, hash BYTEA NOT NULL, stored_at TEXT NOT NULL, event_id BYTEA NOT NULL, erased_at TEXT
);
CREATE INDEX file_hash ON file (unit_id, hash);
CREATE TABLE file_chunk (
  file_id BIGINT NOT NULL REFERENCES file (id), no BIGINT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (file_id, no)
);
