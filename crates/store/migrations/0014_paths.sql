-- The ways side by side: which one each customer took first, how it went on, the wait that was told and the one that came.
-- Made from the event log alone, like the ledger, which is emptied here so that all its books are made again together.
CREATE TABLE contact_path (
    -- Of the conversation, or of a request that was started without one.
    org_id UUID NOT NULL, id UUID NOT NULL, conversation_id UUID, ticket_id UUID, customer_id UUID NOT NULL, began_at BIGINT NOT NULL,
    route TEXT NOT NULL, ending TEXT NOT NULL, promise TEXT, clicks BIGINT, told_wait_ms BIGINT, waited_ms BIGINT, facts TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX contact_path_began ON contact_path (org_id, began_at, id);
CREATE INDEX contact_path_route ON contact_path (org_id, route, ending, began_at, id);
CREATE INDEX contact_path_wait ON contact_path (org_id, began_at, id) WHERE promise IS NOT NULL;
CREATE INDEX contact_path_promise ON contact_path (org_id, promise, began_at, id) WHERE promise IS NOT NULL;
CREATE INDEX contact_path_clicks ON contact_path (org_id, clicks, began_at, id) WHERE clicks IS NOT NULL;
CREATE INDEX contact_path_ticket ON contact_path (org_id, ticket_id) WHERE ticket_id IS NOT NULL;
DROP INDEX event_ledger;
CREATE INDEX event_ledger ON event (org_id, seq)
    WHERE kind IN ('bot.turn', 'path.taken', 'conversation.changed', 'ticket.created', 'ticket.changed', 'ticket.entry_added', 'resolution.disputed');
DELETE FROM first_contact;
DELETE FROM ledger;
DELETE FROM ledger_item;
DELETE FROM ledger_count;
DELETE FROM ledger_cursor;

-- Until when something is wished: a call back has it from the customer.
ALTER TABLE ticket ADD COLUMN due_at BIGINT;
CREATE INDEX ticket_due ON ticket (org_id, due_at, id) WHERE due_at IS NOT NULL;
