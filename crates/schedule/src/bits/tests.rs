//! Every operation against a row of booleans.

use proptest::prelude::*;

use super::Bits;

fn bits(row: &[bool]) -> Bits {
    let mut bits = Bits::none(row.len());
    for (place, _) in row.iter().enumerate().filter(|(_, set)| **set) {
        bits.fill(place..place + 1);
    }
    bits
}

fn row(bits: &Bits) -> Vec<bool> {
    (0..bits.len).map(|place| bits.has(place)).collect()
}

/// Rows with long runs, as hours are.
fn rows() -> impl Strategy<Value = Vec<bool>> {
    proptest::collection::vec((any::<bool>(), 1..90usize), 1..12)
        .prop_map(|runs| runs.into_iter().flat_map(|(set, length)| std::iter::repeat_n(set, length)).collect())
}

fn at(row: &[bool], place: i64) -> bool {
    usize::try_from(place).ok().and_then(|place| row.get(place)).copied().unwrap_or(false)
}

fn where_so(row: &[bool], so: impl Fn(i64) -> bool) -> Vec<bool> {
    (0..row.len() as i64).map(so).collect()
}

proptest! {
    #[test]
    fn a_set_is_what_was_put_into_it(one in rows()) {
        let set = bits(&one);
        prop_assert_eq!(row(&set), one.clone());
        prop_assert_eq!(set.count(), one.iter().filter(|set| **set).count());
        prop_assert_eq!(set.iter().collect::<Vec<_>>(), (0..one.len()).filter(|place| one[*place]).collect::<Vec<_>>());
        prop_assert_eq!(row(&set.not()), one.iter().map(|set| !set).collect::<Vec<_>>());
        prop_assert_eq!(set.not().not(), set);
    }

    #[test]
    fn ranges_are_filled_cleared_and_kept(one in rows(), from in 0..900usize, length in 0..300usize) {
        let range = from..from + length;
        let within = |place: i64| range.contains(&(place as usize));
        let changed = |change: fn(&mut Bits, std::ops::Range<usize>)| {
            let mut set = bits(&one);
            change(&mut set, range.clone());
            row(&set)
        };
        prop_assert_eq!(changed(Bits::fill), where_so(&one, |place| at(&one, place) || within(place)));
        prop_assert_eq!(changed(Bits::clear), where_so(&one, |place| at(&one, place) && !within(place)));
        prop_assert_eq!(changed(Bits::keep), where_so(&one, |place| at(&one, place) && within(place)));
    }

    #[test]
    fn stripes_are_counted_from_their_origin(
        one in rows(), from in 0..500usize, length in 0..300usize, step in prop::sample::select(vec![1usize, 2, 3, 4, 6, 12]), origin in 0..900usize,
    ) {
        let mut set = bits(&one);
        set.stripe(from..from + length, step, origin);
        let striped = |place: i64| {
            (from..from + length).contains(&(place as usize)) && (place - origin as i64).rem_euclid(step as i64) == 0
        };
        prop_assert_eq!(row(&set), where_so(&one, |place| at(&one, place) || striped(place)));
    }

    #[test]
    fn erosion_asks_for_so_many_in_a_row(one in rows(), length in 1..400usize) {
        let mut set = bits(&one);
        set.erode(length);
        let all = |place: i64| (0..length as i64).all(|ahead| at(&one, place + ahead));
        prop_assert_eq!(row(&set), where_so(&one, all));
    }

    #[test]
    fn shifted_sets_meet_where_they_should(mut one in rows(), mut other in rows(), by in 0..200usize) {
        let length = one.len().min(other.len());
        one.truncate(length);
        other.truncate(length);
        let (by_ticks, set) = (by as i64, bits(&other));
        let mut back = bits(&one);
        back.and_further_back(&set, by);
        prop_assert_eq!(row(&back), where_so(&one, |place| at(&one, place) && at(&other, place - by_ticks)));
        let mut ahead = bits(&one);
        ahead.and_further_on(&set, by);
        prop_assert_eq!(row(&ahead), where_so(&one, |place| at(&one, place) && at(&other, place + by_ticks)));
        let mut both = bits(&one);
        both.and(&set);
        prop_assert_eq!(row(&both), where_so(&one, |place| at(&one, place) && at(&other, place)));
        let mut either = bits(&one);
        either.or(&set);
        prop_assert_eq!(row(&either), where_so(&one, |place| at(&one, place) || at(&other, place)));
    }

    #[test]
    fn words_of_48_are_put_anywhere(one in rows(), start in -100..900i64, word in 0..1u64 << 48) {
        let mut set = bits(&one);
        set.put(start, word);
        let put = |place: i64| (0..48).contains(&(place - start)) && word >> (place - start) & 1 == 1;
        prop_assert_eq!(row(&set), where_so(&one, |place| at(&one, place) || put(place)));
    }
}
