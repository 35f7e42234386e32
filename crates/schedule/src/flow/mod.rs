//! What can be done with locations and hours, one verb per file; every face calls these.

mod add_location;
mod change_date;
mod edit_location;
mod load_schedules;
mod manage_hours;
mod name_holiday;
mod replace_rules;
mod take_time_off;
mod withdraw_location;

pub use add_location::{add_location, add_location_once};
pub use change_date::change_date;
pub use edit_location::edit_location;
pub use load_schedules::{Workday, load_schedules};
pub use manage_hours::{find_managed, load_schedule};
pub use name_holiday::{name_holiday, withdraw_holiday};
pub use replace_rules::{NewRules, replace_rules};
pub use take_time_off::{end_time_off, take_time_off};
pub use withdraw_location::withdraw_location;
