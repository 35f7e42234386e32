//! explained
