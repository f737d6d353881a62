//! What nodes tell each other. It only ever says "there is news up to seq" and things of the moment (typing,
//! presence): a lost message costs a little time, never data.

mod nats;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use uuid::Uuid;
use yingke_core::id::*;

/// From one node to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    pub from: Uuid,
    pub org_id: OrgId,
    pub says: Says,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// The organisation's event log has grown to here.
    News {
        seq: i64,
    },
    Moment(Moment),
}

/// True now, worthless in a minute; never stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    CustomerTyping {
        customer_id: CustomerId,
    },
    AgentTyping {
        conversation_id: ConversationId,
        agent_id: AgentId,
    },
    /// How many sockets of this customer the sending node holds is not said: only whether any.
    CustomerOnline {
        customer_id: CustomerId,
        online: bool,
    },
    /// Agents who look at the conversation on the sending node.
    Viewers {
        conversation_id: ConversationId,
        agent_ids: Vec<AgentId>,
    },
    AgentOnline {
        agent_id: AgentId,
        online: bool,
    },
}

/// The post between nodes; alone, it has nobody to write to.
#[derive(Clone)]
pub struct Bus {
    node: Uuid,
    nats: Option<nats::Nats>,
}

impl Bus {
    pub fn alone() -> Self {
        Bus { node: Uuid::now_v7(), nats: None }
    }

    /// Connects and hands every letter of other nodes to `inbox`.
    pub async fn nats(url: &str, inbox: mpsc::UnboundedSender<Letter>) -> anyhow::Result<Self> {
        let node = Uuid::now_v7();
        Ok(Bus { node, nats: Some(nats::Nats::connect(url, node, inbox).await?) })
    }

    pub fn node(&self) -> Uuid {
        self.node
    }
    pub fn is_alone(&self) -> bool {
        self.nats.is_none()
    }
    pub fn send(&self, org_id: OrgId, says: Says) {
        if let Some(nats) = &self.nats {
            nats.send(Letter { from: self.node, org_id, says });
        }
    }
}
