//! What the isolation test needs: things of one organisation, calls made from the API document, and a fingerprint of
//! everything that an organisation owns.

pub mod document;
pub mod fingerprint;
pub mod seed;
