-- What became of each bot conversation. Made from the event log alone: it may be emptied and made again.
CREATE TABLE ledger (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, customer_id UUID NOT NULL, entry_id UUID, started_at BIGINT NOT NULL,
    -- By the window of 72 hours, and by that of seven days.
    class TEXT NOT NULL, reason TEXT NOT NULL, class_7d TEXT NOT NULL, reason_7d TEXT NOT NULL,
    -- When time alone changes one of the two.
    due_at BIGINT, knowledge_id UUID, deflected BOOLEAN NOT NULL, facts TEXT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, conversation_id)
);
CREATE INDEX ledger_customer ON ledger (org_id, customer_id, started_at);
CREATE INDEX ledger_started ON ledger (org_id, started_at, conversation_id);
CREATE INDEX ledger_class ON ledger (org_id, class, started_at, conversation_id);
CREATE INDEX ledger_class_7d ON ledger (org_id, class_7d, started_at, conversation_id);
CREATE INDEX ledger_entry ON ledger (org_id, entry_id, started_at, conversation_id) WHERE entry_id IS NOT NULL;
CREATE INDEX ledger_credited ON ledger (org_id, knowledge_id, started_at, conversation_id) WHERE knowledge_id IS NOT NULL;
CREATE INDEX ledger_due ON ledger (due_at) WHERE due_at IS NOT NULL;
-- Each item that was said in a conversation, once.
CREATE TABLE ledger_item (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, knowledge_id UUID NOT NULL, started_at BIGINT NOT NULL,
    helped BOOLEAN NOT NULL, not_helped BOOLEAN NOT NULL, annoyed BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, conversation_id, knowledge_id)
);
CREATE INDEX ledger_item_of ON ledger_item (org_id, knowledge_id, started_at, conversation_id);
-- Figures of a day: read, never counted; moved with the row that moves them.
CREATE TABLE ledger_count (
    org_id UUID NOT NULL, scope TEXT NOT NULL, day BIGINT NOT NULL, key TEXT NOT NULL, figure TEXT NOT NULL, value BIGINT NOT NULL,
    PRIMARY KEY (org_id, scope, day, key, figure)
);
-- How far the event log has been read.
CREATE TABLE ledger_cursor (
    org_id UUID PRIMARY KEY, seq BIGINT NOT NULL
);
CREATE INDEX event_ledger ON event (org_id, seq)
    WHERE kind IN ('bot.turn', 'conversation.changed', 'ticket.created', 'ticket.entry_added', 'resolution.disputed');

-- Questions of customers that the bot was not sure of, for people to label. The words stay in the conversation.
CREATE TABLE tuning_question (
    org_id UUID NOT NULL, id UUID NOT NULL, conversation_id UUID NOT NULL, seq BIGINT NOT NULL, said TEXT NOT NULL, at BIGINT NOT NULL,
    state TEXT NOT NULL, knowledge_id UUID, labelled_by UUID, labelled_at BIGINT,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX tuning_question_place ON tuning_question (org_id, conversation_id, seq);
CREATE INDEX tuning_question_state ON tuning_question (org_id, state, at, id);
-- The shop's own examples. One belongs to the versions from `from_version` up to `to_version`; without the first it waits
-- for the next training, `dropped` ones leave with it.
CREATE TABLE tuning_example (
    org_id UUID NOT NULL, id UUID NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL, knowledge_id UUID, created_by UUID, created_at BIGINT NOT NULL,
    from_version BIGINT, to_version BIGINT, dropped BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX tuning_example_created ON tuning_example (org_id, created_at, id);
CREATE TABLE tuning_version (
    org_id UUID NOT NULL, version BIGINT NOT NULL, thresholds TEXT NOT NULL, examples BIGINT NOT NULL, note TEXT NOT NULL,
    made_by UUID, made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, version)
);
-- Which version is live, and the thresholds of the draft.
CREATE TABLE tuning (
    org_id UUID PRIMARY KEY, live_version BIGINT NOT NULL, draft TEXT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE tuning_set (
    org_id UUID NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, questions TEXT NOT NULL, size BIGINT NOT NULL, version BIGINT NOT NULL,
    created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
