//! The columns of a service, in one order for all that reads them.

use frontdesk_kit::db::{DbError, FromRow, Param, Row};

use crate::model::{Service, ServiceTerms};

/// The columns of [`ServiceTerms`]; no other table that is read beside them has any called so.
macro_rules! terms {
    () => {
        "buffer_before_minutes, buffer_after_minutes, lead_minutes, horizon_days, grid_minutes, grid_from, daily_limit,
         confirmation, cancel_until_minutes, reschedule_until_minutes, max_reschedules, seats"
    };
}
pub(super) use terms;

/// A `select` of a whole [`Service`] from `services s` and whatever else `$from` says.
macro_rules! select_service {
    ($from:literal) => {
        concat!(
            "select s.id, s.public_id, s.specialist_id, s.name, s.description, s.category, s.price_minor, s.currency,
                    s.duration_minutes, s.active, s.created_at, s.updated_at, s.version, ",
            crate::store::columns::terms!(),
            " ",
            $from
        )
    };
}
pub(super) use select_service;

/// The values of the columns [`terms`].
pub(super) fn values(terms: &ServiceTerms) -> [&dyn Param; 12] {
    [
        &terms.buffer_before_minutes,
        &terms.buffer_after_minutes,
        &terms.lead_minutes,
        &terms.horizon_days,
        &terms.grid_minutes,
        &terms.grid_from,
        &terms.daily_limit,
        &terms.confirmation,
        &terms.cancel_until_minutes,
        &terms.reschedule_until_minutes,
        &terms.max_reschedules,
        &terms.seats,
    ]
}

impl FromRow for Service {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get(0)?,
            public_id: row.get(1)?,
            specialist_id: row.get(2)?,
            name: row.get(3)?,
            description: row.get(4)?,
            category: row.get(5)?,
            price: row.get(6)?,
            currency: row.get(7)?,
            duration_minutes: row.get(8)?,
            active: row.get(9)?,
            created_at: row.get(10)?,
            updated_at: row.get(11)?,
            version: row.get(12)?,
            terms: ServiceTerms {
                buffer_before_minutes: row.get(13)?,
                buffer_after_minutes: row.get(14)?,
                lead_minutes: row.get(15)?,
                horizon_days: row.get(16)?,
                grid_minutes: row.get(17)?,
                grid_from: row.get(18)?,
                daily_limit: row.get(19)?,
                confirmation: row.get(20)?,
                cancel_until_minutes: row.get(21)?,
                reschedule_until_minutes: row.get(22)?,
                max_reschedules: row.get(23)?,
                seats: row.get(24)?,
            },
        })
    }
}
