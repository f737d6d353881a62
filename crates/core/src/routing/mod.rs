//! Who gets the next conversation, and why.

crate::word_enum! {
    Strategy { RoundRobin = "round_robin", LeastLoaded = "least_loaded", }
}
