//! Regular expressions of the decimals within a range, as [`super::patterns`] needs them.

use super::patterns::same_length;

/// The decimals from `low` to `high` (in units of `10^-places`), without a sign: zeros may stand before them, as long
/// as there are at most `whole` digits before the point.
pub fn magnitude(whole: u32, places: u32, low: u64, high: u64) -> String {
    let (scale, most) = (10_u64.pow(places), 10_u64.pow(whole + places) - 1);
    let any = format!("(?:\\.[0-9]{{1,{places}}})?");
    if low == 0 && high >= most {
        return format!("[0-9]{{1,{whole}}}{any}");
    }
    let (first, last) = (low / scale, high.min(most) / scale);
    let (least, greatest) = (low % scale, high.min(most) % scale);
    let units = |from: u64, to: u64| integers(whole, from, to);
    if first == last {
        return format!("(?:{}){}", units(first, last), after_point(places, least, greatest));
    }
    let mut all = vec![format!("(?:{}){}", units(first, first), after_point(places, least, scale - 1))];
    if last - first > 1 {
        all.push(format!("(?:{}){any}", units(first + 1, last - 1)));
    }
    all.push(format!("(?:{}){}", units(last, last), after_point(places, 0, greatest)));
    all.join("|")
}

/// The whole numbers from `from` to `to` with at most `most` digits, zeros before them included.
fn integers(most: u32, from: u64, to: u64) -> String {
    let (shortest, longest) = (from.to_string().len(), to.to_string().len());
    let mut all = Vec::new();
    for length in shortest..=longest {
        let first = if length == shortest { from.to_string() } else { format!("1{}", "0".repeat(length - 1)) };
        let last = if length == longest { to.to_string() } else { "9".repeat(length) };
        let zeros = format!("0{{0,{}}}", (most as usize).saturating_sub(length));
        same_length(zeros, first.as_bytes(), last.as_bytes(), &mut all);
    }
    all.join("|")
}

/// What may follow a whole number, so that its decimals are from `least` to `greatest` (of `places` digits).
fn after_point(places: u32, least: u64, greatest: u64) -> String {
    let mut all = Vec::new();
    for length in 1..=places {
        let rest = 10_u64.pow(places - length);
        let (from, to) = (least.div_ceil(rest), greatest / rest);
        if from <= to {
            let padded = |number: u64| format!("{number:0width$}", width = length as usize);
            same_length(String::new(), padded(from).as_bytes(), padded(to).as_bytes(), &mut all);
        }
    }
    format!("(?:\\.(?:{})){}", all.join("|"), if least == 0 { "?" } else { "" })
}
