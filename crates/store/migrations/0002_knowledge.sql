-- Kinds, scope, owner line, working copies, versions, must-read, SOP walks. Scripts become items of kind script;
-- the table `script` stays for one release and is no longer read.
ALTER TABLE knowledge ADD COLUMN kind TEXT NOT NULL DEFAULT 'question';
ALTER TABLE knowledge ADD COLUMN shortcut TEXT NOT NULL DEFAULT '';
ALTER TABLE knowledge ADD COLUMN owner_line TEXT NOT NULL DEFAULT '';
ALTER TABLE knowledge ADD COLUMN html TEXT NOT NULL DEFAULT '';
-- Of a script: its other tones. Of an SOP: its steps.
ALTER TABLE knowledge ADD COLUMN levels TEXT NOT NULL DEFAULT '{}';
ALTER TABLE knowledge ADD COLUMN steps TEXT NOT NULL DEFAULT '[]';
ALTER TABLE knowledge ADD COLUMN scope TEXT NOT NULL DEFAULT '{}';
ALTER TABLE knowledge ADD COLUMN must_read BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE knowledge ADD COLUMN read_groups TEXT NOT NULL DEFAULT '[]';
ALTER TABLE knowledge ADD COLUMN read_version BIGINT NOT NULL DEFAULT 0;
-- Where the working copy stands; '' = there is none.
ALTER TABLE knowledge ADD COLUMN stage TEXT NOT NULL DEFAULT '';
CREATE INDEX knowledge_kind ON knowledge (org_id, kind, updated_at, id);
CREATE INDEX knowledge_stage ON knowledge (org_id, stage, updated_at, id) WHERE stage <> '';
CREATE UNIQUE INDEX knowledge_shortcut ON knowledge (org_id, shortcut) WHERE shortcut <> '';
CREATE INDEX knowledge_must_read ON knowledge (org_id, updated_at, id) WHERE must_read;
INSERT INTO knowledge (id, org_id, key, category, lang, question, similar_questions, answer, source, state, valid_from, valid_to, helped, not_helped, asked,
                       version, created_at, updated_at, kind, shortcut)
SELECT id, org_id, 'script.' || shortcut, category, 'zh-CN', title, '[]', body, '', 'published', NULL, NULL, 0, 0, used,
       version, updated_at, updated_at, 'script', shortcut
  FROM script;
-- Every version that was ever out, whole.
CREATE TABLE knowledge_version (
    org_id UUID NOT NULL, knowledge_id UUID NOT NULL, version BIGINT NOT NULL, action TEXT NOT NULL, content TEXT NOT NULL,
    -- What the business wrote before it was polished; '' = it was not.
    original TEXT NOT NULL DEFAULT '', authors TEXT NOT NULL DEFAULT '[]', approver_id UUID, from_version BIGINT, note TEXT NOT NULL DEFAULT '', at BIGINT NOT NULL,
    PRIMARY KEY (org_id, knowledge_id, version)
);
-- The one working copy of an item.
CREATE TABLE knowledge_draft (
    org_id UUID NOT NULL, knowledge_id UUID NOT NULL, stage TEXT NOT NULL, content TEXT NOT NULL, original TEXT NOT NULL DEFAULT '',
    authors TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', version BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, knowledge_id)
);
CREATE TABLE knowledge_ack (
    org_id UUID NOT NULL, knowledge_id UUID NOT NULL, agent_id UUID NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (org_id, knowledge_id, agent_id)
);
CREATE TABLE sop_walk (
    id UUID PRIMARY KEY, org_id UUID NOT NULL, knowledge_id UUID NOT NULL, knowledge_version BIGINT NOT NULL, title TEXT NOT NULL,
    conversation_id UUID, ticket_id UUID, agent_id UUID NOT NULL, state TEXT NOT NULL, at_step TEXT NOT NULL, steps TEXT NOT NULL, trail TEXT NOT NULL,
    version BIGINT NOT NULL, started_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE INDEX sop_walk_conversation ON sop_walk (org_id, conversation_id, started_at, id) WHERE conversation_id IS NOT NULL;
CREATE INDEX sop_walk_ticket ON sop_walk (org_id, ticket_id, started_at, id) WHERE ticket_id IS NOT NULL;
