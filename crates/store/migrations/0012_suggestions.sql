-- What customers ask of the product (S0-27): items made of clusters of conversations and requests, with their evidence,
-- and the customers who are told what became of it.
CREATE TABLE suggestion (
    org_id UUID NOT NULL, id UUID NOT NULL, title TEXT NOT NULL, category_id UUID, state TEXT NOT NULL, owner_id UUID, note TEXT NOT NULL,
    threads BIGINT NOT NULL, customers BIGINT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX suggestion_state ON suggestion (org_id, state, updated_at, id);
-- A thread stands for one suggestion: counts are never counted twice.
CREATE TABLE suggestion_evidence (
    org_id UUID NOT NULL, thread_kind TEXT NOT NULL, thread_id UUID NOT NULL, suggestion_id UUID NOT NULL, customer_id UUID NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, thread_kind, thread_id)
);
CREATE INDEX suggestion_evidence_of ON suggestion_evidence (org_id, suggestion_id, at, thread_id);
-- One row a customer: told once.
CREATE TABLE suggestion_news (
    org_id UUID NOT NULL, suggestion_id UUID NOT NULL, customer_id UUID NOT NULL, thread_kind TEXT NOT NULL, thread_id UUID NOT NULL,
    body TEXT NOT NULL, state TEXT NOT NULL, way TEXT NOT NULL, attempts BIGINT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, suggestion_id, customer_id)
);
CREATE INDEX suggestion_news_pending ON suggestion_news (at) WHERE state = 'pending';
CREATE INDEX conversation_categorised ON conversation (org_id, created_at, id) WHERE category_id IS NOT NULL;
CREATE INDEX ticket_categorised ON ticket (org_id, created_at, id) WHERE category_id IS NOT NULL;
