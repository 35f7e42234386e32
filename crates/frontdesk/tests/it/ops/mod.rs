//! What the operator does to the program, and what happens to the machine under it.

mod bounds;
mod config;
mod crash;
mod database_lost;
mod database_tls;
mod delivery;
mod demo;
mod disk;
mod document;
mod first_admin;
mod health;
mod import;
mod logs;
mod mail;
mod metrics;
mod offers;
mod orders;
mod security_txt;
mod shutdown;
mod users;
