-- First-contact resolution: one row a conversation, whoever served it. Made from the event log alone, like the ledger,
-- which is emptied here so that both are made again together.
CREATE TABLE first_contact (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, customer_id UUID NOT NULL, began_at BIGINT NOT NULL, ended_at BIGINT,
    served_by TEXT NOT NULL,
    -- By the window of 72 hours, and by that of seven days.
    outcome TEXT NOT NULL, reason TEXT NOT NULL, outcome_7d TEXT NOT NULL, reason_7d TEXT NOT NULL,
    due_at BIGINT, facts TEXT NOT NULL,
    PRIMARY KEY (org_id, conversation_id)
);
CREATE INDEX first_contact_customer ON first_contact (org_id, customer_id, began_at);
CREATE INDEX first_contact_ended ON first_contact (org_id, ended_at, conversation_id) WHERE ended_at IS NOT NULL;
CREATE INDEX first_contact_outcome ON first_contact (org_id, outcome, ended_at, conversation_id) WHERE ended_at IS NOT NULL;
CREATE INDEX first_contact_outcome_7d ON first_contact (org_id, outcome_7d, ended_at, conversation_id) WHERE ended_at IS NOT NULL;
CREATE INDEX first_contact_due ON first_contact (due_at) WHERE due_at IS NOT NULL;
DELETE FROM ledger;
DELETE FROM ledger_item;
DELETE FROM ledger_count;
DELETE FROM ledger_cursor;
