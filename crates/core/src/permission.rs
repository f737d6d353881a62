//! What a role may do. Handlers ask for a permission by type; nothing compares role names.

crate::word_enum! {
    Role {
        /// Owns the account: everything.
        Owner = "owner",
        Admin = "admin",
        Supervisor = "supervisor",
        /// Front-line agent.
        Agent = "agent",
        /// Works on tickets of the own group only (warehouse, finance, other departments).
        Light = "light",
    }
}

crate::word_enum! {
    Permission {
        /// See and answer conversations one owns, or that wait in one's groups.
        ConversationsOwn = "conversations.own",
        /// See and answer every conversation of the organisation.
        ConversationsAll = "conversations.all",
        TicketsGroup = "tickets.group",
        TicketsAll = "tickets.all",
        CustomersRead = "customers.read",
        CustomersEdit = "customers.edit",
        /// Reveal a full phone number; every reveal is logged.
        PhoneReveal = "customers.phone",
        WallRead = "wall.read",
        AgentsManage = "agents.manage",
        /// Force the state of another agent, transfer or end somebody else's conversation.
        Supervise = "supervise",
        KnowledgeEdit = "knowledge.edit",
        /// Publish what others wrote, roll back, archive.
        KnowledgeApprove = "knowledge.approve",
        ScriptsEdit = "scripts.edit",
        SettingsManage = "settings.manage",
        ApiKeysManage = "api_keys.manage",
        /// Bulk upsert of customers, products and orders.
        Import = "import",
    }
}

impl Role {
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::*;
        match self {
            Role::Owner | Role::Admin => Permission::ALL,
            Role::Supervisor => &[
                ConversationsOwn,
                ConversationsAll,
                TicketsGroup,
                TicketsAll,
                CustomersRead,
                CustomersEdit,
                PhoneReveal,
                WallRead,
                Supervise,
                KnowledgeEdit,
                KnowledgeApprove,
                ScriptsEdit,
            ],
            Role::Agent => &[ConversationsOwn, TicketsGroup, TicketsAll, CustomersRead, CustomersEdit],
            Role::Light => &[TicketsGroup, CustomersRead],
        }
    }
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}
