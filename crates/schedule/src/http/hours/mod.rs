//! Hours as they travel: what handlers read and show. The handlers stand in the room above.

mod input;
mod views;

pub use input::{DATE, RULES, TIME_OFF, read_changes, read_date, read_rules, read_time_off};
pub use views::{AbsenceView, ChangedDateView, CycleView, HoursView, RuleView, RulesView, changed_dates};
