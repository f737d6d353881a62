-- What a shop sets for its bot, one JSON document for each subject: predicted questions, terms, hand-over.
CREATE TABLE bot_setting (
    org_id UUID NOT NULL, what TEXT NOT NULL, definition TEXT NOT NULL, version BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, what)
);
-- What became of a predicted question, by rule and state of the order.
CREATE TABLE bot_rule_figure (
    org_id UUID NOT NULL, rule TEXT NOT NULL, state TEXT NOT NULL, shown BIGINT NOT NULL, clicked BIGINT NOT NULL, asked BIGINT NOT NULL,
    PRIMARY KEY (org_id, rule, state)
);
-- First words by day (in China): how many had chips before them, and how many were foreseen.
CREATE TABLE bot_prediction_day (
    org_id UUID NOT NULL, day BIGINT NOT NULL, sessions BIGINT NOT NULL, clicked BIGINT NOT NULL, asked BIGINT NOT NULL,
    PRIMARY KEY (org_id, day)
);
-- The chips that a customer saw last, until the first word comes.
CREATE TABLE bot_shown (
    org_id UUID NOT NULL, customer_id UUID NOT NULL, chips TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, customer_id)
);
-- Task flows: the draft is drawn, `published` is the version that customers get (null: none). Versions stay as they were.
CREATE TABLE bot_flow (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, draft TEXT NOT NULL, published BIGINT,
    version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX bot_flow_key ON bot_flow (org_id, key);
CREATE TABLE bot_flow_version (
    org_id UUID NOT NULL, flow_id UUID NOT NULL, number BIGINT NOT NULL, definition TEXT NOT NULL, agent_id UUID, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, flow_id, number)
);
-- The flow under way in a conversation, on the version with which it began.
CREATE TABLE bot_run (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, flow_id UUID NOT NULL, number BIGINT NOT NULL, state TEXT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, conversation_id)
);
-- What the bot really did, once for each run and step.
CREATE TABLE bot_action (
    org_id UUID NOT NULL, run_id UUID NOT NULL, step TEXT NOT NULL, conversation_id UUID NOT NULL, customer_id UUID NOT NULL, tool TEXT NOT NULL,
    done BOOLEAN NOT NULL, result TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, run_id, step)
);
CREATE INDEX bot_action_conversation ON bot_action (org_id, conversation_id);
CREATE TABLE booking (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, resource TEXT NOT NULL, slot TEXT NOT NULL, customer_id UUID NOT NULL, conversation_id UUID NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX booking_slot ON booking (org_id, resource, slot);
CREATE INDEX booking_customer ON booking (org_id, customer_id, id);
-- Why the bot handed a conversation over.
CREATE TABLE bot_handover (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, conversation_id)
);
