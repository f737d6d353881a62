//! The way of a change: draft → (polish →) review → published (S0-26). The business writes, customer service finds the
//! words, and somebody else than the writers lets it out.

use crate::id::AgentId;

crate::word_enum! {
    /// Where a working copy stands.
    Stage {
        Draft = "draft",
        /// The business has said what holds; customer service finds the words. The original is kept beside them.
        Polish = "polish",
        Review = "review",
    }
}

crate::word_enum! {
    /// What made a version.
    Action { Published = "published", RolledBack = "rolled_back", Archived = "archived", Restored = "restored", }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("it stands there already")]
    Same,
    #[error("send it to review first; a colleague publishes it")]
    NotReviewed,
    #[error("somebody else than its authors must publish this")]
    OwnWork,
}

pub fn move_to(from: Stage, to: Stage) -> Result<Stage, Refusal> {
    if from == to { Err(Refusal::Same) } else { Ok(to) }
}

/// Four eyes, unless there is only one pair: `others` is how many colleagues could approve.
pub fn may_publish(stage: Stage, by: AgentId, authors: &[AgentId], others: usize) -> Result<(), Refusal> {
    if others == 0 {
        return Ok(());
    }
    if stage != Stage::Review {
        return Err(Refusal::NotReviewed);
    }
    if authors.contains(&by) { Err(Refusal::OwnWork) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn nobody_publishes_what_he_wrote_unless_he_is_alone() {
        let (ann, bo) = (AgentId(Uuid::from_u128(1)), AgentId(Uuid::from_u128(2)));
        assert_eq!(may_publish(Stage::Review, bo, &[ann], 1), Ok(()));
        assert_eq!(may_publish(Stage::Review, ann, &[ann], 1), Err(Refusal::OwnWork));
        assert_eq!(may_publish(Stage::Review, bo, &[ann, bo], 1), Err(Refusal::OwnWork));
        assert_eq!(may_publish(Stage::Draft, bo, &[ann], 1), Err(Refusal::NotReviewed));
        assert_eq!(may_publish(Stage::Polish, bo, &[ann], 1), Err(Refusal::NotReviewed));
        assert_eq!(may_publish(Stage::Draft, ann, &[ann], 0), Ok(()));
        assert_eq!(move_to(Stage::Draft, Stage::Draft), Err(Refusal::Same));
    }
}
