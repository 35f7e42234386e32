//! Packs lists of passwords for `src/password/common`, whose README says from what: one password a line in each FILE.
//!
//!     cargo run -p frontdesk-accounts --example pack_passwords -- breached FILE... > breached.packed
//!     cargo run -p frontdesk-accounts --example pack_passwords -- first FILE > first.packed

use std::error::Error;
use std::io::Write as _;

use frontdesk_accounts::password::pack;

/// The shortest password of any policy, in code points.
const SHORTEST_PASSWORD: usize = 8;
/// Of a list that begins with the commonest so many are words that are tried first.
const FIRST: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().ok_or("breached or first?")?;
    let mut text = String::new();
    for file in arguments {
        text += &std::fs::read_to_string(file)?;
        text.push('\n');
    }
    let lines = text.lines().map(str::trim_end);
    let packed = match kind.as_str() {
        // Digits alone are refused by a rule of their own.
        "breached" => {
            pack(lines.filter(|line| line.chars().count() >= SHORTEST_PASSWORD && !line.chars().all(char::is_numeric)))
        }
        "first" => pack(lines.take(FIRST).filter(|line| line.chars().filter(|it| it.is_alphabetic()).count() >= 4)),
        other => return Err(format!("no kind of list: {other}").into()),
    };
    Ok(std::io::stdout().write_all(packed.bytes())?)
}
