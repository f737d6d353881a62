-- What an organisation decides for itself, one row a subject (`guard`, `models`), JSON that `app` reads.
CREATE TABLE org_setting (
    org_id UUID NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, version BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, key)
);
-- Messages that the guard held back and a person sent all the same.
CREATE TABLE guard_override (
    org_id UUID NOT NULL, id UUID NOT NULL, at BIGINT NOT NULL, conversation_id UUID NOT NULL, message_id UUID NOT NULL,
    agent_id UUID NOT NULL, codes TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- The key of the model endpoint, apart from the settings so that reading those never touches it.
CREATE TABLE model_key (
    org_id UUID PRIMARY KEY, key TEXT NOT NULL, hint TEXT NOT NULL, updated_at BIGINT NOT NULL
);
-- Every call of the model endpoint: never what was said, only what it took.
CREATE TABLE model_call (
    org_id UUID NOT NULL, id UUID NOT NULL, at BIGINT NOT NULL, purpose TEXT NOT NULL, model TEXT NOT NULL, outcome TEXT NOT NULL,
    status BIGINT NOT NULL, tries BIGINT NOT NULL, latency_ms BIGINT NOT NULL, tokens_in BIGINT NOT NULL, tokens_out BIGINT NOT NULL,
    cost_micro BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- What a month has cost so far, in millionths of the currency unit.
CREATE TABLE model_spend (
    org_id UUID NOT NULL, month BIGINT NOT NULL, calls BIGINT NOT NULL, cost_micro BIGINT NOT NULL,
    PRIMARY KEY (org_id, month)
);
-- Vectors of knowledge texts by the hash of the text: an unchanged text is never embedded twice.
CREATE TABLE embedding (
    org_id UUID NOT NULL, model TEXT NOT NULL, text_hash BYTEA NOT NULL, vector BYTEA NOT NULL, created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, model, text_hash)
);
