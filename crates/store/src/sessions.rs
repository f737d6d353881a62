//! Sign-in sessions of agents. Only the SHA-256 of a token is stored.

use crate::{Result, Row, Run, q};
use yingke_core::{id::*, permission::Role, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub org_id: OrgId,
    pub agent_id: AgentId,
    pub rotated_at: Millis,
    pub created_at: Millis,
    pub seen_at: Millis,
    pub expires_at: Millis,
    pub user_agent: String,
    pub ip: String,
}

/// A session with the account it belongs to.
#[derive(Debug, Clone)]
pub struct Holder {
    pub session: Session,
    /// The token given was the one before the last rotation.
    pub previous: bool,
    pub role: Role,
    pub enabled: bool,
}

pub async fn insert(on: &mut impl Run, session: &Session, token_hash: [u8; 32]) -> Result<()> {
    on.execute(q!(
        "INSERT INTO session (token_hash, id, org_id, agent_id, rotated_at, created_at, seen_at, expires_at, user_agent, ip)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        token_hash,
        session.id,
        session.org_id,
        session.agent_id,
        session.rotated_at,
        session.created_at,
        session.seen_at,
        session.expires_at,
        &session.user_agent,
        &session.ip
    ))
    .await?;
    Ok(())
}

/// By its token, or by the token before the last rotation.
pub async fn find(on: &mut impl Run, token_hash: [u8; 32]) -> Result<Option<Holder>> {
    let row = on
        .opt(q!(
            "SELECT s.id, s.org_id, s.agent_id, s.rotated_at, s.created_at, s.seen_at, s.expires_at, s.user_agent, s.ip,
                    s.token_hash, a.role, a.enabled
               FROM session s
               JOIN agent a ON a.org_id = s.org_id AND a.id = s.agent_id
              WHERE s.token_hash = $1
                 OR s.previous_hash = $1",
            token_hash
        ))
        .await?;
    row.map(|row| {
        let session = session(&row)?;
        let mut c = row.columns();
        for _ in 0..9 {
            c.skip();
        }
        let current: Vec<u8> = c.take()?;
        Ok(Holder { session, previous: current != token_hash, role: c.word()?, enabled: c.take()? })
    })
    .transpose()
}

/// Puts a new token in the place of `old`; false = another request has rotated it already.
pub async fn rotate(on: &mut impl Run, old: [u8; 32], new: [u8; 32], now: Millis, expires_at: Millis) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE session
                SET token_hash = $2, previous_hash = $1, rotated_at = $3, seen_at = $3, expires_at = $4
              WHERE token_hash = $1",
            old,
            new,
            now,
            expires_at
        ))
        .await?;
    Ok(changed == 1)
}

pub async fn of_agent(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, now: Millis) -> Result<Vec<Session>> {
    on.all(q!(
        "SELECT id, org_id, agent_id, rotated_at, created_at, seen_at, expires_at, user_agent, ip
           FROM session
          WHERE org_id = $1
            AND agent_id = $2
            AND expires_at > $3
          ORDER BY seen_at DESC, id
          LIMIT 100",
        org_id,
        agent_id,
        now
    ))
    .await?
    .iter()
    .map(session)
    .collect()
}

pub async fn delete(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, id: SessionId) -> Result<bool> {
    let gone = on.execute(q!("DELETE FROM session WHERE org_id = $1 AND agent_id = $2 AND id = $3", org_id, agent_id, id)).await?;
    Ok(gone > 0)
}

/// Ends all sessions of the agent but `keep`.
pub async fn delete_others(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, keep: Option<SessionId>) -> Result<u64> {
    on.execute(q!(
        "DELETE FROM session
          WHERE org_id = $1
            AND agent_id = $2
            AND (CAST($3 AS UUID) IS NULL OR id <> $3)",
        org_id,
        agent_id,
        keep
    ))
    .await
}

pub async fn delete_expired(on: &mut impl Run, now: Millis) -> Result<u64> {
    on.execute(q!("DELETE FROM session WHERE expires_at <= $1", now)).await
}

fn session(row: &Row) -> Result<Session> {
    let mut c = row.columns();
    Ok(Session {
        id: c.take()?,
        org_id: c.take()?,
        agent_id: c.take()?,
        rotated_at: c.take()?,
        created_at: c.take()?,
        seen_at: c.take()?,
        expires_at: c.take()?,
        user_agent: c.take()?,
        ip: c.take()?,
    })
}
