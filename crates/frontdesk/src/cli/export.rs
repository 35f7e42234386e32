//! `frontdesk export django`

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::store::arrivals::departures;
use frontdesk_dialects::django::{Fixture, groups};
use frontdesk_kit::db::Tx;

use super::Failure;
use super::open::{Load, open_desk};
use crate::config::Settings;

/// Accounts that are read at once.
const AT_ONCE: i64 = 1_000;

/// Where everybody goes.
#[derive(Debug, Args)]
pub struct DjangoFlags {
    /// The file to write, for `manage.py loaddata`
    #[arg(long, value_name = "FILE.json")]
    to: PathBuf,
    /// The project's AUTH_USER_MODEL
    #[arg(long, value_name = "APP.MODEL", default_value = "auth.user")]
    user_model: String,
    /// Its field for telephone numbers, if it has one
    #[arg(long, value_name = "FIELD")]
    phone_field: Option<String>,
    /// Its field for roles, if it has one; groups are named after roles in any case
    #[arg(long, value_name = "FIELD")]
    role_field: Option<String>,
}

/// Writes everybody as Django knows them; every password goes on working there.
pub async fn run(settings: &Settings, flags: DjangoFlags) -> Result<(), Failure> {
    let DjangoFlags { to, user_model, phone_field, role_field } = flags;
    let desk = open_desk(settings, Load::Usual).await?;
    let fixture = Fixture { user_model, phone_field, role_field };
    let incoming = to.with_extension("json.part");
    let written = write(&desk, &fixture, &incoming).await;
    let count = written.map_err(|failure| failure.about(incoming.display()))?;
    fs::rename(&incoming, &to).map_err(|error| Failure::from(error).about(to.display()))?;
    println!("{count} accounts are in {}. It holds password hashes: keep it from others.", to.display());
    desk.db.close();
    Ok(())
}

async fn write(desk: &Desk, fixture: &Fixture, path: &Path) -> Result<u64, Failure> {
    let mut file = BufWriter::new(File::create(path)?);
    let (mut separator, mut count, mut after) = ("[\n", 0, UserId(0));
    for group in groups(&desk.model) {
        write!(file, "{separator}{group}")?;
        separator = ",\n";
    }
    loop {
        let page = desk.db.report(async move |tx: &mut Tx| departures(tx, after, AT_ONCE).await).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for account in &page {
            let random: String = desk.entropy.bytes::<20>().iter().map(|byte| format!("{byte:02x}")).collect();
            write!(file, "{separator}{}", fixture.user(&desk.model, account, &random))?;
            separator = ",\n";
            count += 1;
        }
    }
    writeln!(file, "\n]")?;
    file.into_inner().map_err(|error| Failure::from(error.into_error()))?.sync_all()?;
    Ok(count)
}
