-- Facts (prices, promotions, specs, rules) that answers name instead of repeating, and who was told which edition of
-- them; questions that nobody's knowledge answered; votes of the help centre.

CREATE TABLE fact (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, sku TEXT NOT NULL,
    value TEXT NOT NULL, unit TEXT NOT NULL, wording TEXT NOT NULL, valid_from BIGINT, valid_to BIGINT, source TEXT NOT NULL, owner_id UUID,
    -- Moves when what customers hear changes; `version` moves with every change and guards writing.
    edition BIGINT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX fact_key ON fact (org_id, key);
CREATE INDEX fact_updated ON fact (org_id, updated_at, id);
CREATE INDEX fact_sku ON fact (org_id, sku) WHERE sku <> '';
CREATE TABLE fact_edition (
    org_id UUID NOT NULL, fact_id UUID NOT NULL, edition BIGINT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, wording TEXT NOT NULL,
    valid_from BIGINT, valid_to BIGINT, source TEXT NOT NULL, actor_kind TEXT NOT NULL, actor_id UUID, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, fact_id, edition)
);
-- Written with the message that said it. A thread is a conversation or a ticket.
CREATE TABLE fact_told (
    org_id UUID NOT NULL, fact_id UUID NOT NULL, edition BIGINT NOT NULL, thread_kind TEXT NOT NULL, thread_id UUID NOT NULL,
    customer_id UUID NOT NULL, agent_id UUID, knowledge_id UUID, times BIGINT NOT NULL, told_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, fact_id, edition, thread_id)
);
CREATE INDEX fact_told_at ON fact_told (org_id, fact_id, told_at);
CREATE TABLE fact_recall (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, fact_id UUID NOT NULL, edition BIGINT NOT NULL, body TEXT NOT NULL,
    created_by UUID, created_at BIGINT NOT NULL
);
CREATE INDEX fact_recall_fact ON fact_recall (org_id, fact_id, id);
-- The key is the promise: a customer hears one correction of an edition once, whoever orders how many recalls.
CREATE TABLE fact_recall_target (
    org_id UUID NOT NULL, fact_id UUID NOT NULL, edition BIGINT NOT NULL, customer_id UUID NOT NULL, recall_id UUID NOT NULL,
    thread_kind TEXT NOT NULL, thread_id UUID NOT NULL, state TEXT NOT NULL, way TEXT NOT NULL, attempts BIGINT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, fact_id, edition, customer_id)
);
CREATE INDEX fact_recall_target_recall ON fact_recall_target (org_id, recall_id, customer_id);
CREATE INDEX fact_recall_target_pending ON fact_recall_target (at) WHERE state = 'pending';

-- One row for a customer's question that knowledge did not answer, named by its place in the thread.
CREATE TABLE unanswered (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, seq BIGINT NOT NULL, reason TEXT NOT NULL, lang TEXT NOT NULL, question TEXT NOT NULL,
    answer TEXT NOT NULL, agent_id UUID, knowledge_id UUID, state TEXT NOT NULL, draft_id UUID, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, conversation_id, seq)
);
CREATE INDEX unanswered_at ON unanswered (org_id, state, at);
-- How far conversations have been read for such questions.
CREATE TABLE unanswered_mark (
    org_id UUID PRIMARY KEY, sort_at BIGINT NOT NULL, conversation_id UUID NOT NULL
);
-- Two items that a person has judged to be fine beside each other, as they stood then.
CREATE TABLE knowledge_pair (
    org_id UUID NOT NULL, a UUID NOT NULL, b UUID NOT NULL, a_version BIGINT NOT NULL, b_version BIGINT NOT NULL, agent_id UUID, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, a, b)
);
CREATE TABLE help_vote (
    org_id UUID NOT NULL, knowledge_id UUID NOT NULL, voter BYTEA NOT NULL, helped BOOLEAN NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, knowledge_id, voter)
);
