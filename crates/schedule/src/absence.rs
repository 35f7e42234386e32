//! Time off as it is kept: with a name to call it by, and a reason.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{number_id, row};

use crate::location::LocationId;
use crate::model::TimeOff;

number_id! {
    /// The number of time off; never shown.
    AbsenceId
}

row! {
    /// Time that a specialist is away from a location.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Absence {
        pub id: AbsenceId,
        pub public_id: PublicId,
        pub location_id: LocationId,
        pub starts_at: Timestamp,
        /// Not part of it.
        pub ends_at: Timestamp,
        /// For the specialist and for staff; clients never see it.
        pub reason: String,
        pub created_at: Timestamp,
    }
}

/// Time off that is to be; whether it ends after it begins is not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAbsence {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub reason: String,
}

impl From<&Absence> for TimeOff {
    fn from(absence: &Absence) -> Self {
        Self { starts_at: absence.starts_at.into(), ends_at: absence.ends_at.into() }
    }
}

impl From<&NewAbsence> for TimeOff {
    fn from(new: &NewAbsence) -> Self {
        Self { starts_at: new.starts_at.into(), ends_at: new.ends_at.into() }
    }
}
