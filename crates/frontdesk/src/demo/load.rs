//! A world on its way into the database.

use std::sync::Arc;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::password::Password;
use frontdesk_accounts::picture::{PictureRules, process};
use frontdesk_accounts::store::users;
use frontdesk_booking::store::calendar_changes;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;

use super::progress::Progress;
use super::regulars::Guests;
use super::rows::{Clerk, PersonRow, ServiceRow};
use super::{PORTRAITS, Specialist, World, diaries, store};
use crate::cli::Failure;

/// Everybody's password in a demo.
pub const PASSWORD: &str = "Demo-Password-2026";
/// People or services that one transaction adds. Each transaction writes most pages of the scattered indexes anew, so
/// few large ones are several times as fast as many small ones.
const AT_ONCE: usize = 25_000;
/// The administrator's number; specialists follow, then clients.
const ADMIN: i64 = 1;
pub(super) const FIRST_SPECIALIST: i64 = ADMIN + 1;
/// When the administrator came: before anybody else, who came within three years.
const ADMIN_SECONDS_AGO: u64 = 4 * 365 * 86_400;

/// Fills the empty database of `desk` with `world`, as it is at the moment `at`.
///
/// The same world at the same moment gives the same rows, numbers and ids included.
pub async fn load(desk: &Desk, world: World, at: Timestamp) -> Result<(), Failure> {
    check(desk).await?;
    let clerk = Clerk { model: &desk.model, seed: world.seed, at };
    let password = Password::parse(PASSWORD).map_err(|error| Failure::new(error.to_string()))?;
    let hash =
        desk.hasher.hash(password, clerk.bytes("salt", 0)).await.map_err(|busy| Failure::new(busy.to_string()))?;
    let hash: Arc<str> = hash.into();
    let portraits = save_portraits(desk, world, &clerk)?;

    let mut people = People { desk, hash: hash.clone(), waiting: vec![clerk.admin(ADMIN, ADMIN_SECONDS_AGO)] };
    let progress = Progress::start("Specialists", world.size.specialists());
    for (id, person) in (FIRST_SPECIALIST..).zip(world.specialists()) {
        let avatar = person.portrait.map(|number| portraits[number].clone());
        people.add(clerk.specialist(id, &person, avatar)).await?;
        progress.step();
    }
    people.flush().await?;
    progress.finish();

    load_services(desk, world, &clerk).await?;

    let progress = Progress::start("Clients", world.size.clients());
    let first_client = FIRST_SPECIALIST + world.size.specialists() as i64;
    let mut guests = Guests::default();
    for (id, person) in (first_client..).zip(world.clients()) {
        guests.add(&person);
        people.add(clerk.client(id, &person)).await?;
        progress.step();
    }
    people.flush().await?;
    progress.finish();

    diaries::load(desk, world, &clerk, &guests).await?;
    desk.db.write(async move |tx| calendar_changes::sum_up(tx, at).await).await?;
    Ok(desk.db.write(async |tx| store::finish(tx).await).await?)
}

/// A demo never mixes with real accounts, and needs the roles that it plays.
async fn check(desk: &Desk) -> Result<(), Failure> {
    for role in ["specialist", "client", "admin"] {
        if desk.model.role(role).is_none() {
            return Err(Failure::new(format!(
                "the model {} has no role {role}, which the demo needs",
                desk.model.name
            )));
        }
    }
    if desk.db.read(async |tx| users::any(tx).await).await? {
        return Err(Failure::new("there are accounts already; the demo goes into an empty database only"));
    }
    Ok(())
}

/// Stores the portraits like uploads; tells their media names.
fn save_portraits(desk: &Desk, world: World, clerk: &Clerk<'_>) -> Result<Vec<String>, Failure> {
    let progress = Progress::start("Portraits", PORTRAITS as u64);
    let mut names = Vec::with_capacity(PORTRAITS);
    for number in 0..PORTRAITS {
        let picture = process(&world.portrait(number), None, &PictureRules::native());
        let picture = picture.map_err(|error| Failure::new(error.to_string()))?;
        let id = uuid::Builder::from_random_bytes(clerk.bytes("portrait", number as i64)).into_uuid();
        names.push(desk.media.save(id, &picture)?.to_string());
        progress.step();
    }
    progress.finish();
    Ok(names)
}

/// People who wait to be written together.
struct People<'a> {
    desk: &'a Desk,
    hash: Arc<str>,
    waiting: Vec<PersonRow>,
}

impl People<'_> {
    async fn add(&mut self, person: PersonRow) -> Result<(), DbError> {
        self.waiting.push(person);
        if self.waiting.len() < AT_ONCE { Ok(()) } else { self.flush().await }
    }

    async fn flush(&mut self) -> Result<(), DbError> {
        // Shared, because PostgreSQL may want the transaction repeated.
        let (people, hash) = (Arc::new(std::mem::take(&mut self.waiting)), self.hash.clone());
        self.desk.db.write(async move |tx| store::add_people(tx, &people, &hash).await).await
    }
}

/// Writes all services.
async fn load_services(desk: &Desk, world: World, clerk: &Clerk<'_>) -> Result<(), Failure> {
    let progress = Progress::start("Services", world.size.offers());
    let mut waiting: Vec<ServiceRow> = Vec::with_capacity(AT_ONCE + 16);
    for (_, services) in specialists_with_services(world, clerk) {
        services.iter().for_each(|_| progress.step());
        waiting.extend(services);
        if waiting.len() >= AT_ONCE {
            add_services(desk, std::mem::take(&mut waiting)).await?;
        }
    }
    add_services(desk, waiting).await?;
    progress.finish();
    Ok(())
}

/// All specialists with their services, whose numbers rise with the moment of publication, as "newest first" expects.
pub(super) fn specialists_with_services<'a>(
    world: World,
    clerk: &'a Clerk<'_>,
) -> impl Iterator<Item = (Specialist, Vec<ServiceRow>)> + 'a {
    let mut numbers = numbers_by_age(world).into_iter();
    (FIRST_SPECIALIST..).zip(world.specialists()).map(move |(id, person)| {
        let offers = world.services_of(&person).zip(&mut numbers);
        let services = offers.map(|(offer, number)| clerk.service(number, id, offer)).collect();
        (person, services)
    })
}

async fn add_services(desk: &Desk, services: Vec<ServiceRow>) -> Result<(), DbError> {
    let services = Arc::new(services);
    desk.db.write(async move |tx| store::add_services(tx, &services).await).await
}

/// The number of each service in the order in which the world tells them: 1 for the oldest.
fn numbers_by_age(world: World) -> Vec<i64> {
    let ages = world.specialists().flat_map(|person| world.services_of(&person).collect::<Vec<_>>());
    let ages: Vec<u64> = ages.map(|offer| offer.created_seconds_ago).collect();
    let mut places: Vec<usize> = (0..ages.len()).collect();
    places.sort_by_key(|place| (std::cmp::Reverse(ages[*place]), *place));
    let mut numbers = vec![0; ages.len()];
    for (number, place) in (1..).zip(places) {
        numbers[place] = number;
    }
    numbers
}
