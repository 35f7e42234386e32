//! Users move in, page by page.

use std::collections::{HashMap, HashSet};

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{Arrival, Hindrance, Prospect, import_people, prospects, reserve_numbers};
use frontdesk_accounts::identifier::{Email, Username};
use frontdesk_dialects::django::{Left, Newcomer, OldUser, Reader, Reading, read_person};
use frontdesk_kit::db::Foreign;
use frontdesk_kit::ids::PublicId;

use super::pictures::Album;
use super::report::{Report, Tally};
use crate::cli::Failure;
use crate::demo::Progress;

/// Users that one transaction takes.
const AT_ONCE: usize = 500;

/// Who of this run has which name, so that two rows of the old database are told from one another.
#[derive(Default)]
struct Names {
    usernames: HashMap<String, i64>,
    emails: HashMap<String, i64>,
    unique: HashSet<(String, String)>,
}

/// Lets people in.
pub struct Mover<'a> {
    desk: &'a Desk,
    reading: Reading<'a>,
    album: Option<Album>,
    dry_run: bool,
    names: Names,
    tally: Tally,
    pictures_without_album: u64,
    /// Everybody who came or would come.
    coming: HashSet<i64>,
}

impl<'a> Mover<'a> {
    /// Nobody has come yet.
    pub fn new(desk: &'a Desk, reading: Reading<'a>, album: Option<Album>, dry_run: bool) -> Self {
        let (names, tally, coming) = (Names::default(), Tally::default(), HashSet::new());
        Self { desk, reading, album, dry_run, names, tally, pictures_without_album: 0, coming }
    }

    /// Takes all users; tells who came, or would.
    pub async fn run(mut self, source: &mut Foreign, report: &mut Report) -> Result<HashSet<i64>, Failure> {
        let mut reader = Reader::new(source, self.reading.mapping).await?;
        let (count, highest, profiles) = reader.extent().await?;
        if !self.dry_run {
            reserve_numbers(self.desk, highest, profiles).await?;
        }
        let progress = Progress::start("Users", u64::try_from(count).unwrap_or(0));
        let mut left = u64::try_from(count).unwrap_or(0);
        loop {
            let page = reader.page(AT_ONCE).await?;
            if page.is_empty() {
                break;
            }
            let many = page.len();
            left = left.saturating_sub(many as u64);
            self.take(page, report).await?;
            (0..many).for_each(|_| progress.step());
        }
        progress.finish();
        if left > 0 {
            self.tally.not_taken += left;
            report.say(format!("{left} rows of {} have no whole number as their key.", self.reading.mapping.users));
        }
        report.say(self.tally.told("Users"));
        if self.pictures_without_album > 0 {
            let count = self.pictures_without_album;
            report.say(format!("Pictures: {count} left behind; --media names the folder they lie in."));
        }
        Ok(self.coming)
    }

    /// Takes one page, in one transaction.
    async fn take(&mut self, page: Vec<OldUser>, report: &mut Report) -> Result<(), Failure> {
        let table = &self.reading.mapping.users;
        let newcomers = self.read(&page, report)?;
        let asked: Vec<Arrival> = newcomers.iter().map(|newcomer| newcomer.arrival.clone()).collect();
        let mut welcome = Vec::with_capacity(newcomers.len());
        for (mut newcomer, prospect) in newcomers.into_iter().zip(prospects(self.desk, &asked).await?) {
            match self.admit(&mut newcomer, &prospect) {
                Ok(()) => welcome.push(newcomer),
                Err(None) => self.tally.there_already += 1,
                Err(Some(why)) => {
                    self.tally.not_taken += 1;
                    report.not_taken(table, newcomer.arrival.id.0, &why)?;
                }
            }
        }
        if let Some(album) = &mut self.album {
            album.take(self.desk, welcome.iter().filter_map(|newcomer| newcomer.picture.clone())).await?;
        }
        let mut admitted = Vec::with_capacity(welcome.len());
        for mut newcomer in welcome {
            self.hang_picture(&mut newcomer);
            self.tally.partly += u64::from(!newcomer.left.is_empty());
            for Left { what, why } in &newcomer.left {
                report.left_behind(table, newcomer.arrival.id.0, what, why)?;
            }
            admitted.push(newcomer.arrival);
        }
        self.tally.taken += admitted.len() as u64;
        self.coming.extend(admitted.iter().map(|arrival| arrival.id.0));
        if !self.dry_run && !admitted.is_empty() {
            import_people(self.desk, admitted).await?;
        }
        Ok(())
    }

    /// Those of a page who are fit to come.
    fn read(&mut self, page: &[OldUser], report: &mut Report) -> Result<Vec<Newcomer>, Failure> {
        let mut newcomers = Vec::with_capacity(page.len());
        for old in page {
            let fresh = || PublicId(self.desk.entropy.uuid(self.reading.now));
            match read_person(&self.reading, old, (fresh(), fresh())) {
                Ok(newcomer) => newcomers.push(newcomer),
                Err(why) => {
                    self.tally.not_taken += 1;
                    report.not_taken(&self.reading.mapping.users, old.id, &why)?;
                }
            }
        }
        Ok(newcomers)
    }

    /// Whether somebody may come; `Err` says why not, or nothing where they are here.
    fn admit(&mut self, newcomer: &mut Newcomer, prospect: &Prospect) -> Result<(), Option<String>> {
        if let Some(hindrance) = prospect.hindrance {
            return Err(said(hindrance));
        }
        let id = newcomer.arrival.id.0;
        let user = &newcomer.arrival.user;
        let (username, email) = (user.username.as_ref().map(Username::key), user.email.as_ref().map(Email::key));
        if let Some(other) = username.and_then(|key| self.names.usernames.get(key)) {
            return Err(Some(format!("row {other} has the same user name in another spelling")));
        }
        if let Some(other) = email.and_then(|key| self.names.emails.get(key)) {
            return Err(Some(format!("row {other} has the same e-mail address in another spelling")));
        }
        self.names.usernames.extend(username.map(|key| (key.to_owned(), id)));
        self.names.emails.extend(email.map(|key| (key.to_owned(), id)));
        if prospect.profile_number_taken {
            newcomer.arrival.profile_id = None;
            newcomer.leave("profile number", "another profile has it");
        }
        self.settle_unique(newcomer, &prospect.taken_fields);
        Ok(())
    }

    /// Empties unique fields whose values others have.
    fn settle_unique(&mut self, newcomer: &mut Newcomer, taken: &[String]) {
        for (field, value) in self.desk.model.keys(&newcomer.arrival.fields).unique {
            if !taken.contains(&field) && self.names.unique.insert((field.clone(), value)) {
                continue;
            }
            let empty = self.desk.model.field(&field).map_or(serde_json::Value::Null, |field| field.empty_value());
            newcomer.arrival.fields.insert(field.clone(), empty);
            newcomer.leave(&field, "somebody else has the same value");
        }
    }

    fn hang_picture(&mut self, newcomer: &mut Newcomer) {
        let Some(path) = newcomer.picture.take() else { return };
        match self.album.as_ref().map(|album| album.fate(&path)) {
            None => self.pictures_without_album += 1,
            Some(Ok(name)) => newcomer.arrival.avatar = name,
            Some(Err(why)) => newcomer.leave("picture", &format!("{path}: {why}")),
        }
    }
}

/// What is said of somebody who cannot come; nothing of one who came before.
fn said(hindrance: Hindrance) -> Option<String> {
    match hindrance {
        Hindrance::Here => None,
        Hindrance::Gone => Some("it came over before and has been deleted here since".to_owned()),
        Hindrance::Number => Some("another account has its number".to_owned()),
        Hindrance::Username(other) => Some(format!("account {other} has its user name, perhaps in another spelling")),
        Hindrance::Email(other) => Some(format!("account {other} has its e-mail address, perhaps in another spelling")),
    }
}
