-- Staffing: figures of each group's half hours, made from the event log alone by a follower with a place of its own, so
-- that a forecast reads some thousand short rows whatever the number of conversations.
CREATE TABLE staffing_slot (
    -- Half hours since 1970. The whole shop has rows of its own, under the group of only zeros: it is asked for most, and
    -- fifty groups need not be added up for that.
    org_id UUID NOT NULL, group_id UUID NOT NULL, slot BIGINT NOT NULL,
    contacts BIGINT NOT NULL, answered BIGINT NOT NULL, abandoned BIGINT NOT NULL, left_message BIGINT NOT NULL, turned_away BIGINT NOT NULL,
    bot_only BIGINT NOT NULL, handled BIGINT NOT NULL, wait_ms BIGINT NOT NULL, answered_wait_ms BIGINT NOT NULL,
    held_ms BIGINT NOT NULL, shared_ms BIGINT NOT NULL,
    PRIMARY KEY (org_id, group_id, slot)
);
-- Conversations that are not over, as far as the follower has read; gone with their end.
CREATE TABLE staffing_open (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, agent_id UUID, facts TEXT NOT NULL,
    PRIMARY KEY (org_id, conversation_id)
);
CREATE INDEX staffing_open_agent ON staffing_open (org_id, agent_id) WHERE agent_id IS NOT NULL;
CREATE TABLE staffing_cursor (
    org_id UUID PRIMARY KEY, seq BIGINT NOT NULL
);
CREATE INDEX event_staffing ON event (org_id, seq) WHERE kind IN ('conversation.created', 'conversation.changed');
