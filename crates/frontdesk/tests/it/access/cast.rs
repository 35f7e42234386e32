//! Everybody who may stand before a route.

use frontdesk_testkit::{Call, Engine};

use crate::support::{Actor, TestDesk, frontdesk, with_staff};

/// Who is asking, in the order of the matrix's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    Client,
    OtherClient,
    Specialist,
    OtherSpecialist,
    Staff,
    Admin,
    Suspended,
}

impl Who {
    pub const ALL: [Who; 8] = [
        Who::Anonymous,
        Who::Client,
        Who::OtherClient,
        Who::Specialist,
        Who::OtherSpecialist,
        Who::Staff,
        Who::Admin,
        Who::Suspended,
    ];
}

/// A desk with one of each. Whatever somebody owns in a test is the client's or the specialist's, never the others'.
pub struct Cast {
    pub desk: TestDesk,
    pub client: Actor,
    pub other_client: Actor,
    pub specialist: Actor,
    pub other_specialist: Actor,
    pub staff: Actor,
    pub admin: Actor,
    pub suspended: Actor,
}

impl Cast {
    pub async fn open(engine: Engine) -> Self {
        let people = [("sam", "staff"), ("chief", "admin")];
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &people).await).await;
        let suspended = desk.specialist("vera").await;
        desk.suspend(&suspended).await;
        Self {
            client: desk.client("ada").await,
            other_client: desk.client("ben").await,
            specialist: desk.specialist("noor").await,
            other_specialist: desk.specialist("omar").await,
            staff: desk.signed_in("sam").await,
            admin: desk.signed_in("chief").await,
            suspended,
            desk,
        }
    }

    /// The actor who is meant; nobody for [`Who::Anonymous`].
    pub fn actor(&self, who: Who) -> Option<&Actor> {
        match who {
            Who::Anonymous => None,
            Who::Client => Some(&self.client),
            Who::OtherClient => Some(&self.other_client),
            Who::Specialist => Some(&self.specialist),
            Who::OtherSpecialist => Some(&self.other_specialist),
            Who::Staff => Some(&self.staff),
            Who::Admin => Some(&self.admin),
            Who::Suspended => Some(&self.suspended),
        }
    }

    /// A request with the token of `who`, if there is one.
    pub fn call(&self, who: Who, method: &str, path: &str) -> Call {
        match self.actor(who) {
            Some(actor) => actor.call(method, path),
            None => self.desk.call(method, path),
        }
    }
}
