//! What comes in from outside and is not as it should be; what goes out whatever happens.

mod bodies;
mod cors;
mod framing;
mod fuzz;
mod headers;
mod json;
mod languages;
mod numbers;
mod paths;
mod problems;
mod raw;
mod request_ids;
mod slow_heads;
mod text;
