//! What every room of Frontdesk stands on: the database, time, chance, ids, money, problems, pages, languages.
//!
//! Knows no room's name.

pub mod clock;
pub mod csv;
pub mod db;
pub mod documented;
pub mod entropy;
pub mod etag;
pub mod html;
pub mod ids;
pub mod input;
pub mod keyed;
pub mod locale;
pub mod money;
pub mod page;
pub mod problem;
pub mod revision;
pub mod tls;
