//! Ten thousand people move in from a Django backend.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::told;
use crate::stage::Stage;
use crate::trouble::Fallible;

const PEOPLE: u64 = 10_000;
const GOAL: Duration = Duration::from_secs(60);

/// Prints how long `import django` takes, process start included.
pub fn measure(stage: &Stage) -> Fallible<()> {
    let dump = stage.path("dumpdata.json");
    write_dump(&dump)?;
    let began = Instant::now();
    let output = stage.run(&["import", "django", "--from", &dump.display().to_string(), "--data", "moved"])?;
    let took = began.elapsed();
    let wanted = format!("Users: {PEOPLE} taken");
    if !output.contains(&wanted) {
        return Err(format!("{wanted:?} was to be told; it told\n{output}").into());
    }
    let goal = told(took < GOAL, format!("<{} s", GOAL.as_secs()));
    println!("{PEOPLE} Django users and their tokens moved in {:.1} s   {goal}", took.as_secs_f64());
    Ok(())
}

/// What `manage.py dumpdata` writes of a project with Django's own users and SimpleJWT's blacklist.
fn write_dump(path: &Path) -> Fallible<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for number in 1..=PEOPLE {
        let start = if number == 1 { '[' } else { ',' };
        write!(out, "{start}{},{}", user(number), token(number))?;
    }
    out.write_all(b"]")?;
    Ok(out.flush()?)
}

fn user(number: u64) -> Value {
    json!({"model": "auth.user", "pk": number, "fields": {
        "username": format!("user{number}"), "email": format!("user{number}@example.com"),
        "password": format!("pbkdf2_sha256$1000000$salt{number:018}$Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDA="),
        "first_name": "Анна", "last_name": format!("Петрова {number}"), "is_active": !number.is_multiple_of(50),
        "is_staff": false, "is_superuser": false, "last_login": null, "date_joined": "2025-03-01T10:00:00Z",
        "groups": [], "user_permissions": [],
    }})
}

fn token(number: u64) -> Value {
    json!({"model": "token_blacklist.outstandingtoken", "pk": number, "fields": {
        "user": number, "jti": format!("{number:032x}"), "token": "", "created_at": "2026-11-01T10:00:00Z",
        "expires_at": "2099-11-08T10:00:00Z",
    }})
}
