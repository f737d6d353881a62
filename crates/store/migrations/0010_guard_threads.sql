-- What the guard held back and somebody sent all the same stands in a conversation or in a ticket.
ALTER TABLE guard_override ADD COLUMN thread_kind TEXT NOT NULL DEFAULT 'conversation';
ALTER TABLE guard_override RENAME COLUMN conversation_id TO thread_id;
-- The message, or the entry of the ticket.
ALTER TABLE guard_override RENAME COLUMN message_id TO said_id;
