//! The widget's session and snapshot.
