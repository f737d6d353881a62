-- One text for both engines. SQLite takes any type name: UUID and BYTEA columns hold blobs there, BOOLEAN 0/1.
-- Times are BIGINT milliseconds, money BIGINT fen, JSON is TEXT. The tenant comes first in every key.

CREATE TABLE org (
    id UUID PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, locale TEXT NOT NULL,
    settings TEXT NOT NULL, created_at BIGINT NOT NULL
);
-- The write lock of an organisation and its gapless counters, one row each.
CREATE TABLE org_counter (
    org_id UUID PRIMARY KEY, event_seq BIGINT NOT NULL, ticket_no BIGINT NOT NULL
);
CREATE TABLE event (
    org_id UUID NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL, actor_id UUID,
    conversation_id UUID, ticket_id UUID, customer_id UUID, agent_id UUID,
    data TEXT NOT NULL,
    PRIMARY KEY (org_id, seq)
);
CREATE INDEX event_customer ON event (org_id, customer_id, seq) WHERE customer_id IS NOT NULL;

CREATE TABLE agent (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, nickname TEXT NOT NULL,
    avatar TEXT NOT NULL, role TEXT NOT NULL, capacity BIGINT NOT NULL, seat BIGINT NOT NULL,
    password_hash TEXT NOT NULL, enabled BOOLEAN NOT NULL, preferences TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX agent_email ON agent (org_id, email);
CREATE INDEX agent_by_email ON agent (email);
-- Live working state; one row an agent, changed only by commands.
CREATE TABLE agent_state (
    org_id UUID NOT NULL, agent_id UUID NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, since BIGINT NOT NULL,
    ready_since BIGINT, last_assigned_at BIGINT, load BIGINT NOT NULL,
    PRIMARY KEY (org_id, agent_id)
);
CREATE TABLE agent_state_interval (
    org_id UUID NOT NULL, agent_id UUID NOT NULL, from_at BIGINT NOT NULL, to_at BIGINT,
    state TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (org_id, agent_id, from_at)
);
CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY, id UUID NOT NULL, org_id UUID NOT NULL, agent_id UUID NOT NULL,
    -- The token before the last rotation stays good for a minute, for requests under way.
    previous_hash BYTEA, rotated_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, user_agent TEXT NOT NULL, ip TEXT NOT NULL
);
CREATE INDEX session_agent ON session (org_id, agent_id);
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX session_previous ON session (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE TABLE api_key (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, name TEXT NOT NULL, prefix TEXT NOT NULL, token_hash BYTEA NOT NULL UNIQUE,
    permissions TEXT NOT NULL, created_by UUID NOT NULL, created_at BIGINT NOT NULL, used_at BIGINT, revoked_at BIGINT
);
CREATE INDEX api_key_org ON api_key (org_id, id);
CREATE TABLE idempotency (
    org_id UUID NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, request_hash BYTEA NOT NULL,
    status BIGINT NOT NULL, response TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, scope, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE agent_group (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, strategy TEXT NOT NULL,
    -- Seat of the last one rung; survives restart and the removal of that member.
    pointer_seat BIGINT, pointer_agent_id UUID, settings TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX agent_group_key ON agent_group (org_id, key);
CREATE TABLE group_member (
    org_id UUID NOT NULL, group_id UUID NOT NULL, agent_id UUID NOT NULL, seat BIGINT NOT NULL,
    PRIMARY KEY (org_id, group_id, agent_id)
);
CREATE INDEX group_member_agent ON group_member (org_id, agent_id);

CREATE TABLE entry (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, name TEXT NOT NULL, public_key TEXT NOT NULL UNIQUE,
    identity_secret TEXT NOT NULL, group_id UUID, page TEXT NOT NULL, allowed_origins TEXT NOT NULL, settings TEXT NOT NULL,
    enabled BOOLEAN NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL
);
CREATE INDEX entry_org ON entry (org_id, id);

CREATE TABLE customer (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, external_id TEXT, nickname TEXT NOT NULL, gender TEXT NOT NULL,
    registered_at BIGINT, is_member BOOLEAN NOT NULL, tier TEXT NOT NULL, tags TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
    city TEXT NOT NULL, note TEXT NOT NULL, locale TEXT NOT NULL, anonymous BOOLEAN NOT NULL,
    last_contact_at BIGINT, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    -- The shop's time of what it last told us; null until it told us anything.
    source_at BIGINT,
    -- The nickname for prefix search: lower case, simplified, as bytes, because text compares differently on both engines.
    nickname_key BYTEA
);
CREATE UNIQUE INDEX customer_external ON customer (org_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_phone ON customer (org_id, phone) WHERE phone <> '';
CREATE INDEX customer_nickname ON customer (org_id, nickname_key) WHERE nickname_key IS NOT NULL;
CREATE INDEX customer_email ON customer (org_id, email) WHERE email <> '';
CREATE TABLE visitor (
    token_hash BYTEA PRIMARY KEY, org_id UUID NOT NULL, entry_id UUID NOT NULL, customer_id UUID NOT NULL,
    user_agent TEXT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX visitor_customer ON visitor (org_id, customer_id);
CREATE INDEX visitor_expires ON visitor (expires_at);
-- Visitors who never said a word, for sweeping.
CREATE INDEX customer_silent ON customer (created_at) WHERE anonymous AND last_contact_at IS NULL;
CREATE TABLE page_visit (
    org_id UUID NOT NULL, customer_id UUID NOT NULL, id UUID NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, customer_id, id)
);

CREATE TABLE product (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, sku TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, category TEXT NOT NULL,
    price_fen BIGINT NOT NULL, spec TEXT NOT NULL, image_url TEXT NOT NULL, url TEXT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX product_sku ON product (org_id, sku);
CREATE INDEX product_url ON product (org_id, url) WHERE url <> '';
CREATE TABLE shop_order (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, order_no TEXT NOT NULL, customer_id UUID NOT NULL, state TEXT NOT NULL,
    total_fen BIGINT NOT NULL, paid_fen BIGINT NOT NULL, freight_fen BIGINT NOT NULL, discount_fen BIGINT NOT NULL,
    receiver TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL, url TEXT NOT NULL, note TEXT NOT NULL,
    ordered_at BIGINT NOT NULL, paid_at BIGINT, shipped_at BIGINT, delivered_at BIGINT, completed_at BIGINT, cancelled_at BIGINT,
    updated_at BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE UNIQUE INDEX shop_order_no ON shop_order (org_id, order_no);
CREATE INDEX shop_order_customer ON shop_order (org_id, customer_id, ordered_at);
CREATE TABLE order_line (
    org_id UUID NOT NULL, order_id UUID NOT NULL, line_no BIGINT NOT NULL, sku TEXT NOT NULL, title TEXT NOT NULL, spec TEXT NOT NULL,
    image_url TEXT NOT NULL, quantity BIGINT NOT NULL, unit_fen BIGINT NOT NULL, paid_fen BIGINT NOT NULL,
    PRIMARY KEY (org_id, order_id, line_no)
);
CREATE TABLE shipment (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, order_id UUID NOT NULL, carrier TEXT NOT NULL, tracking_no TEXT NOT NULL,
    state TEXT NOT NULL, shipped_at BIGINT NOT NULL, delivered_at BIGINT, last_scan_at BIGINT, scans TEXT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX shipment_tracking ON shipment (org_id, order_id, tracking_no);
CREATE INDEX shipment_by_tracking ON shipment (org_id, tracking_no);
CREATE TABLE aftersale (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, external_id TEXT NOT NULL, order_id UUID NOT NULL, line_no BIGINT, kind TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, amount_fen BIGINT NOT NULL, applied_at BIGINT NOT NULL, deadline_at BIGINT, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX aftersale_external ON aftersale (org_id, external_id);
CREATE INDEX aftersale_order ON aftersale (org_id, order_id);

CREATE TABLE category (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, parent_id UUID, name TEXT NOT NULL, keywords TEXT NOT NULL,
    position BIGINT NOT NULL, enabled BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX category_key ON category (org_id, key);

CREATE TABLE conversation (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, customer_id UUID NOT NULL, entry_id UUID, channel TEXT NOT NULL, state TEXT NOT NULL,
    -- Owner while offered, active or in wrap-up, the last one once ended; `last_agent_id` stays over every queue.
    group_id UUID, agent_id UUID, last_agent_id UUID, priority BIGINT NOT NULL,
    -- Kept over transfers and failed offers: the customer's real wait.
    enqueued_at BIGINT, queued_at BIGINT, offered_at BIGINT, offer_expires_at BIGINT, offer_count BIGINT NOT NULL, declined_by TEXT NOT NULL,
    accepted_at BIGINT, first_reply_at BIGINT, ended_at BIGINT, end_reason TEXT NOT NULL, wrapup_until BIGINT,
    -- The customer's turn runs out then: first a reminder, then the end.
    idle_due_at BIGINT, idle_warned BOOLEAN NOT NULL,
    last_seq BIGINT NOT NULL, last_message_at BIGINT, last_sender TEXT NOT NULL, last_preview TEXT NOT NULL,
    -- Oldest customer message without an answer; null when nobody waits.
    waiting_since BIGINT, unread_agent BIGINT NOT NULL, unread_customer BIGINT NOT NULL,
    agent_read_seq BIGINT NOT NULL, customer_read_seq BIGINT NOT NULL, customer_messages BIGINT NOT NULL, agent_messages BIGINT NOT NULL,
    mood TEXT NOT NULL, category_id UUID, bot_misses BIGINT NOT NULL, path TEXT NOT NULL,
    rating BIGINT, rating_comment TEXT NOT NULL, rated_at BIGINT, bot_outcome TEXT NOT NULL,
    page_url TEXT NOT NULL, page_title TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, sort_at BIGINT NOT NULL
);
CREATE INDEX conversation_customer ON conversation (org_id, customer_id, created_at);
CREATE INDEX conversation_sort ON conversation (org_id, sort_at, id);
CREATE INDEX conversation_agent ON conversation (org_id, agent_id, sort_at, id) WHERE state IN ('offered', 'active', 'wrapup');
-- What an agent has finished; live ones are in the index above, so that a message moves one index less.
CREATE INDEX conversation_done ON conversation (org_id, agent_id, sort_at, id) WHERE state = 'ended';
CREATE INDEX conversation_bot ON conversation (org_id, sort_at, id) WHERE state = 'bot';
CREATE INDEX conversation_waiting ON conversation (org_id, group_id, priority DESC, enqueued_at, id) WHERE state = 'queued';
CREATE INDEX conversation_accepted ON conversation (org_id, group_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX conversation_idle ON conversation (idle_due_at) WHERE idle_due_at IS NOT NULL;
CREATE INDEX conversation_offer ON conversation (offer_expires_at) WHERE state = 'offered';
CREATE INDEX conversation_wrapup ON conversation (wrapup_until) WHERE state = 'wrapup';
CREATE TABLE message (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, seq BIGINT NOT NULL, id UUID NOT NULL, client_id TEXT NOT NULL,
    sender_kind TEXT NOT NULL, sender_id UUID, kind TEXT NOT NULL, internal BOOLEAN NOT NULL,
    body TEXT NOT NULL, payload TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, conversation_id, seq)
);
CREATE UNIQUE INDEX message_client ON message (org_id, conversation_id, client_id);
CREATE TABLE routing_decision (
    org_id UUID NOT NULL, conversation_id UUID NOT NULL, id UUID NOT NULL, at BIGINT NOT NULL, group_id UUID, strategy TEXT NOT NULL,
    winner UUID, reason TEXT NOT NULL, candidates TEXT NOT NULL,
    PRIMARY KEY (org_id, conversation_id, id)
);
-- One row for every contact (S1-12); `contact` rows are what happened, `record` rows what was written about it.
CREATE TABLE contact (
    org_id UUID NOT NULL, id UUID NOT NULL, customer_id UUID NOT NULL, conversation_id UUID, ticket_id UUID, channel TEXT NOT NULL, started_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE TABLE contact_record (
    org_id UUID NOT NULL, contact_id UUID NOT NULL, id UUID NOT NULL, category_id UUID, summary TEXT NOT NULL, outcome TEXT NOT NULL,
    mood TEXT NOT NULL, recorded_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, contact_id)
);

CREATE TABLE ticket_type (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, family TEXT NOT NULL, definition TEXT NOT NULL,
    enabled BOOLEAN NOT NULL, position BIGINT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX ticket_type_key ON ticket_type (org_id, key);
CREATE TABLE ticket (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, number BIGINT NOT NULL, type_id UUID NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    state TEXT NOT NULL, priority BIGINT NOT NULL, priority_reason TEXT NOT NULL, mood TEXT NOT NULL,
    customer_id UUID, requester_kind TEXT NOT NULL, conversation_id UUID, order_id UUID, category_id UUID,
    -- owner_id: the first agent who took it; answers for it until the customer confirms.
    group_id UUID, agent_id UUID, owner_id UUID, follow_up_of UUID, source TEXT NOT NULL,
    -- Chosen by the customer who started it: the same one again is the same ticket.
    client_id TEXT NOT NULL DEFAULT '', fields TEXT NOT NULL, step TEXT NOT NULL, steps_done TEXT NOT NULL,
    rebound_count BIGINT NOT NULL, first_facts TEXT NOT NULL, failed_by TEXT NOT NULL DEFAULT '[]', hops BIGINT NOT NULL DEFAULT 0, urge_count BIGINT NOT NULL, urged_at BIGINT,
    last_entry_seq BIGINT NOT NULL, last_public_at BIGINT, customer_read_seq BIGINT NOT NULL,
    rating BIGINT, rating_comment TEXT NOT NULL,
    first_reply_at BIGINT, solved_at BIGINT, closed_at BIGINT, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX ticket_number ON ticket (org_id, number);
CREATE UNIQUE INDEX ticket_client ON ticket (org_id, customer_id, client_id) WHERE client_id <> '';
CREATE INDEX ticket_updated ON ticket (org_id, updated_at, id);
CREATE INDEX ticket_customer ON ticket (org_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX ticket_group ON ticket (org_id, group_id, updated_at, id);
CREATE INDEX ticket_agent ON ticket (org_id, agent_id, updated_at, id) WHERE agent_id IS NOT NULL;
CREATE INDEX ticket_state ON ticket (org_id, state, updated_at, id);
CREATE INDEX ticket_main_order ON ticket (org_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ticket_type_of ON ticket (org_id, type_id, updated_at, id);
CREATE INDEX ticket_conversation ON ticket (org_id, conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX ticket_priority ON ticket (org_id, priority, updated_at, id);
-- Covers the search for words in titles.
CREATE INDEX ticket_title ON ticket (org_id, title, id);
-- What people work from: the open ones are few among many, and the odd ones few among those.
CREATE INDEX ticket_open ON ticket (org_id, updated_at, id) WHERE state IN ('new', 'open', 'pending_customer', 'on_hold');
CREATE INDEX ticket_open_number ON ticket (org_id, number) WHERE state IN ('new', 'open', 'pending_customer', 'on_hold');
CREATE INDEX ticket_open_group ON ticket (org_id, group_id, updated_at, id) WHERE state IN ('new', 'open', 'pending_customer', 'on_hold');
CREATE INDEX ticket_open_agent ON ticket (org_id, agent_id, updated_at, id) WHERE state IN ('new', 'open', 'pending_customer', 'on_hold');
CREATE INDEX ticket_open_priority ON ticket (org_id, priority, updated_at, id) WHERE state IN ('new', 'open', 'pending_customer', 'on_hold');
CREATE INDEX ticket_rebound ON ticket (org_id, state, updated_at, id) WHERE rebound_count > 0;
CREATE INDEX ticket_mood ON ticket (org_id, mood, updated_at, id) WHERE mood <> 'calm';
CREATE INDEX ticket_solved ON ticket (solved_at) WHERE state = 'solved';
CREATE TABLE ticket_entry (
    org_id UUID NOT NULL, ticket_id UUID NOT NULL, seq BIGINT NOT NULL, id UUID NOT NULL, client_id TEXT NOT NULL, kind TEXT NOT NULL,
    public BOOLEAN NOT NULL, actor_kind TEXT NOT NULL, actor_id UUID, body TEXT NOT NULL, payload TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, ticket_id, seq)
);
CREATE UNIQUE INDEX ticket_entry_client ON ticket_entry (org_id, ticket_id, client_id);
CREATE TABLE ticket_order (
    org_id UUID NOT NULL, ticket_id UUID NOT NULL, order_id UUID NOT NULL, line_no BIGINT NOT NULL,
    PRIMARY KEY (org_id, ticket_id, order_id, line_no)
);
CREATE INDEX ticket_order_order ON ticket_order (org_id, order_id, ticket_id);
CREATE TABLE saved_view (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, agent_id UUID, name TEXT NOT NULL, target TEXT NOT NULL, filter TEXT NOT NULL, position BIGINT NOT NULL
);
CREATE INDEX saved_view_org ON saved_view (org_id, target, position);
CREATE TABLE notice (
    org_id UUID NOT NULL, agent_id UUID NOT NULL, id UUID NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    conversation_id UUID, ticket_id UUID, at BIGINT NOT NULL, read_at BIGINT,
    PRIMARY KEY (org_id, agent_id, id)
);

CREATE TABLE knowledge (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, key TEXT NOT NULL, category TEXT NOT NULL, lang TEXT NOT NULL, question TEXT NOT NULL, similar_questions TEXT NOT NULL,
    answer TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, valid_from BIGINT, valid_to BIGINT,
    helped BIGINT NOT NULL, not_helped BIGINT NOT NULL, asked BIGINT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX knowledge_key ON knowledge (org_id, key);
CREATE INDEX knowledge_updated ON knowledge (org_id, updated_at, id);
CREATE TABLE bot_menu (
    org_id UUID NOT NULL, id UUID NOT NULL, position BIGINT NOT NULL, definition TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE TABLE script (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, shortcut TEXT NOT NULL, title TEXT NOT NULL, category TEXT NOT NULL, body TEXT NOT NULL,
    used BIGINT NOT NULL, version BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX script_shortcut ON script (org_id, shortcut);
CREATE TABLE attachment (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, uploader_kind TEXT NOT NULL, uploader_id UUID, customer_id UUID, name TEXT NOT NULL, mime TEXT NOT NULL,
    size_bytes BIGINT NOT NULL, sha256 TEXT NOT NULL, width BIGINT, height BIGINT, created_at BIGINT NOT NULL
);
CREATE INDEX attachment_org ON attachment (org_id, id);
CREATE TABLE audit (
    org_id UUID NOT NULL, id UUID NOT NULL, at BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor_id UUID, action TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- Counters kept in the transaction of the event that moves them (core::metric).
CREATE TABLE org_stat (
    org_id UUID NOT NULL, key TEXT NOT NULL, value BIGINT NOT NULL,
    PRIMARY KEY (org_id, key)
);
