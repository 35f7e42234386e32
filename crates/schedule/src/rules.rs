//! Decisions without a database: who may manage which schedules, and what a change makes of a location.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;

use crate::error::ScheduleError;
use crate::location::{Location, LocationChange, Point, Reach};

/// In whose name `caller` may have locations: the caller's own.
pub fn working(caller: &Caller) -> Result<UserId, ScheduleError> {
    if caller.may(Permission::ManageOwnSchedule) { Ok(caller.user_id) } else { Err(ScheduleError::Forbidden) }
}

/// Whose locations and hours `caller` may change.
pub fn managing(caller: &Caller) -> Result<Reach, ScheduleError> {
    if caller.may(Permission::ManageAnySchedule) { Ok(Reach::All) } else { working(caller).map(Reach::Only) }
}

/// Which locations `caller` may look at.
pub fn seeing(caller: Option<&Caller>) -> Reach {
    match caller.map(managing) {
        Some(Ok(Reach::Only(own))) => Reach::Also(own),
        Some(Ok(reach)) => reach,
        Some(Err(_)) | None => Reach::Everybody,
    }
}

/// Whether one more can be added to the `there` that a list called `field` has: it may have `most`.
pub fn room(field: &'static str, there: i64, most: i64) -> Result<(), ScheduleError> {
    if there < most { Ok(()) } else { Err(ScheduleError::TooMany { field, most }) }
}

/// The point that two numbers name; half a point is none.
pub fn point(latitude: Option<i64>, longitude: Option<i64>) -> Result<Option<Point>, ScheduleError> {
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => Ok(Some(Point { latitude, longitude })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(ScheduleError::HalfAPoint("longitude")),
        (None, Some(_)) => Err(ScheduleError::HalfAPoint("latitude")),
    }
}

/// The location as it is after `change`.
pub fn changed(location: &Location, change: &LocationChange) -> Location {
    let kept = location.clone();
    Location {
        name: change.name.clone().unwrap_or(kept.name),
        city: change.city.clone().unwrap_or(kept.city),
        address: change.address.clone().unwrap_or(kept.address),
        latitude: change.latitude.unwrap_or(kept.latitude),
        longitude: change.longitude.unwrap_or(kept.longitude),
        ..kept
    }
}
