//! The people and offers of a world as rows.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::identifier::{Email, Phone, Username};
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Client, Offer, Specialist};

/// Somebody with an account and a profile.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub id: UserId,
    pub public_id: PublicId,
    pub username: String,
    pub username_key: String,
    pub email: String,
    pub email_key: String,
    pub phone: String,
    pub phone_key: Option<String>,
    pub role: &'static str,
    pub profile_id: PublicId,
    /// The declared fields, one JSON object.
    pub fields: String,
    pub avatar: Option<String>,
    /// What lists can filter the profile by: (field, folded value).
    pub found_by: Vec<(String, String)>,
    pub created_at: Timestamp,
}

/// Something that is offered.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    pub id: ServiceId,
    pub public_id: PublicId,
    pub specialist_id: UserId,
    pub offer: Offer,
    pub created_at: Timestamp,
}

/// Makes rows of one world; the same every time.
pub struct Clerk<'a> {
    pub model: &'a Model,
    pub seed: u64,
    /// The world's present moment.
    pub at: Timestamp,
}

/// What the rows of all people have in common.
struct Particulars<'a> {
    id: i64,
    role: &'static str,
    username: &'a str,
    email: &'a str,
    phone: &'a str,
    seconds_ago: u64,
}

impl Clerk<'_> {
    /// The row of a specialist, whose picture is the media called `avatar`.
    pub fn specialist(&self, id: i64, person: &Specialist, avatar: Option<String>) -> PersonRow {
        let particulars = Particulars {
            id,
            role: "specialist",
            username: &person.username,
            email: &person.email,
            phone: &person.phone,
            seconds_ago: person.created_seconds_ago,
        };
        let fields = [
            ("full_name", json!(person.full_name)),
            ("city", json!(person.city.name)),
            ("bio", json!(person.bio)),
            ("experience_years", json!(person.experience_years)),
        ];
        PersonRow { avatar, ..self.person(&particulars, fields) }
    }

    /// The row of a client.
    pub fn client(&self, id: i64, person: &Client) -> PersonRow {
        let particulars = Particulars {
            id,
            role: "client",
            username: &person.username,
            email: &person.email,
            phone: &person.phone,
            seconds_ago: person.created_seconds_ago,
        };
        self.person(&particulars, [("full_name", json!(person.full_name)), ("city", json!(person.city.name))])
    }

    /// The row of the administrator, who was there before everybody else.
    pub fn admin(&self, id: i64, seconds_ago: u64) -> PersonRow {
        let (username, email, phone) = ("demo.admin", "demo.admin@example.com", "");
        let particulars = Particulars { id, role: "admin", username, email, phone, seconds_ago };
        self.person(&particulars, [("full_name", json!("Администратор"))])
    }

    /// The row of an offer of the specialist with the number `specialist`.
    pub fn service(&self, id: i64, specialist: i64, offer: Offer) -> ServiceRow {
        let created_at = self.ago(offer.created_seconds_ago);
        let public_id = self.uuid("service", id, created_at);
        ServiceRow { id: ServiceId(id), public_id, specialist_id: UserId(specialist), offer, created_at }
    }

    /// Sixteen bytes that follow from the seed, what they are for, and a number.
    pub fn bytes(&self, purpose: &str, number: i64) -> [u8; 16] {
        let digest = Sha256::digest(format!("{} {purpose} {number}", self.seed));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes
    }

    fn person<const N: usize>(&self, of: &Particulars<'_>, told: [(&str, Value); N]) -> PersonRow {
        let created_at = self.ago(of.seconds_ago);
        let username = Username::parse(of.username).expect("usernames are made of plain letters");
        let email = Email::parse(of.email).expect("addresses are made of usernames");
        let phone = Phone::lenient(of.phone).ok();
        let fields = self.fields(told);
        PersonRow {
            id: UserId(of.id),
            public_id: self.uuid("account", of.id, created_at),
            username: username.as_str().to_owned(),
            username_key: username.key().to_owned(),
            email: email.as_str().to_owned(),
            email_key: email.key().to_owned(),
            phone: phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
            phone_key: phone.as_ref().and_then(|phone| phone.key().map(str::to_owned)),
            role: of.role,
            profile_id: self.uuid("profile", of.id, created_at),
            found_by: self.model.keys(&fields).listed,
            fields: Value::Object(fields).to_string(),
            avatar: None,
            created_at,
        }
    }

    /// The declared fields; of what is told only what the model declares.
    fn fields<const N: usize>(&self, told: [(&str, Value); N]) -> Map<String, Value> {
        let mut fields: Map<_, _> =
            self.model.fields.iter().map(|field| (field.key.clone(), field.empty_value())).collect();
        for (key, value) in told {
            if let Some(field) = fields.get_mut(key) {
                *field = value;
            }
        }
        fields
    }

    /// The moment so many seconds before the world's present.
    pub fn ago(&self, seconds: u64) -> Timestamp {
        self.at.plus(-i64::try_from(seconds).unwrap_or(0))
    }

    /// An id that follows from the seed, what it is for, and a number; it tells the moment `at`.
    pub fn uuid(&self, purpose: &str, number: i64, at: Timestamp) -> PublicId {
        let mut random = [0; 10];
        random.copy_from_slice(&self.bytes(purpose, number)[..10]);
        let millis = u64::try_from(at.0).unwrap_or(0) * 1000;
        PublicId(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}
