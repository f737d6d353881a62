//! The working state of an agent (DOMAIN §3.4): what he may choose himself, and what happens to him.

use super::AgentState;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Chosen by the agent or forced by a supervisor.
    Choose(AgentState),
    /// An offer ran out.
    LetRingOut,
    /// His last conversation is off his hands.
    HandsFree,
    /// Signed out, or no screen for a minute.
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StateRefusal {
    #[error("choose ready, busy, break or offline")]
    NotChoosable,
}

/// The state afterwards; the same one when nothing changes.
pub fn decide(state: AgentState, load: i64, change: Change) -> Result<AgentState, StateRefusal> {
    use AgentState::*;
    Ok(match change {
        // Going home with customers on the line: finish them, get no new ones.
        Change::Choose(Offline | OfflinePending) if load > 0 => OfflinePending,
        Change::Choose(Offline | OfflinePending) => Offline,
        Change::Choose(chosen @ (Ready | Busy | Break)) => chosen,
        Change::Choose(Wrapup | NotResponding) => return Err(StateRefusal::NotChoosable),
        Change::LetRingOut => match state {
            Ready => NotResponding,
            Offline | Busy | Wrapup | Break | NotResponding | OfflinePending => state,
        },
        Change::HandsFree => match state {
            OfflinePending => Offline,
            Offline | Ready | Busy | Wrapup | Break | NotResponding => state,
        },
        Change::Gone => Offline,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use AgentState::*;

    #[test]
    fn going_offline_with_open_conversations_waits_for_the_last_one() {
        assert_eq!(decide(Ready, 2, Change::Choose(Offline)), Ok(OfflinePending));
        assert_eq!(decide(OfflinePending, 0, Change::HandsFree), Ok(Offline));
        assert_eq!(decide(Ready, 0, Change::Choose(Offline)), Ok(Offline));
        assert_eq!(decide(OfflinePending, 2, Change::Choose(Ready)), Ok(Ready), "he may change his mind");
    }

    #[test]
    fn only_a_ready_agent_is_marked_as_not_responding() {
        for state in AgentState::ALL {
            let after = decide(*state, 1, Change::LetRingOut).expect("never refused");
            assert_eq!(after, if *state == Ready { NotResponding } else { *state });
        }
    }

    #[test]
    fn an_agent_whose_screens_are_gone_is_offline_whatever_he_was() {
        for state in AgentState::ALL {
            assert_eq!(decide(*state, 3, Change::Gone), Ok(Offline));
        }
    }

    #[test]
    fn nobody_chooses_the_states_that_only_happen() {
        assert_eq!(decide(Ready, 0, Change::Choose(NotResponding)), Err(StateRefusal::NotChoosable));
        assert_eq!(decide(Ready, 0, Change::Choose(Wrapup)), Err(StateRefusal::NotChoosable));
    }
}
