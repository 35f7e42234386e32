//! What is found by its usual names, and what is not guessed.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::db::{ForeignColumn, ForeignTable};

use super::super::mapping::{Mapping, MappingFile, Place};
use super::super::{DjangoError, detect};

/// `"auth_user: id username"`; columns that end in `id` hold whole numbers.
fn table(text: &str) -> ForeignTable {
    let (name, columns) = text.split_once(": ").expect("a name and columns");
    let column = |name: &str| {
        let (name, references) = name.split_once('>').map_or((name, None), |(name, table)| (name, Some(table)));
        ForeignColumn {
            name: name.to_owned(),
            is_integer: name.ends_with("id"),
            references: references.map(str::to_owned),
        }
    };
    ForeignTable { name: name.to_owned(), columns: columns.split(' ').map(column).collect() }
}

fn found(model: &str, tables: &[&str], file: &str) -> Result<Mapping, DjangoError> {
    let tables: Vec<ForeignTable> = tables.iter().map(|text| table(text)).collect();
    let model = Model::load(model).expect("a shipped model");
    detect(&tables, &model, &MappingFile::parse(file)?)
}

fn why(result: Result<Mapping, DjangoError>) -> String {
    result.err().map(|error| error.to_string()).unwrap_or_default()
}

const AUTH_USER: &str = "auth_user: id password last_login is_superuser username first_name last_name email is_staff \
                         is_active date_joined";

#[test]
fn a_project_without_a_user_model_of_its_own_is_found() {
    let groups = "auth_user_groups: id user_id group_id";
    let mapping = found("marketplace", &[AUTH_USER, groups, "django_session: session_key"], "").expect("found");
    assert_eq!((mapping.users.as_str(), mapping.username.as_deref()), ("auth_user", Some("username")));
    assert_eq!(mapping.joined.as_deref(), Some("date_joined"));
    assert_eq!(mapping.groups.map(|groups| groups.user), Some("user_id".to_owned()));
    assert_eq!((mapping.phone, mapping.role, mapping.profile, mapping.services), (None, None, None, None));
    let places = |column: &str| Place { in_profile: false, column: column.to_owned() };
    assert_eq!(mapping.fields, [("full_name".to_owned(), vec![places("first_name"), places("last_name")])]);
    assert_eq!((mapping.default_role.as_str(), mapping.superuser_role.as_deref()), ("client", Some("admin")));
}

#[test]
fn relations_are_followed_before_names() {
    let tables = [
        "shop_person: id password last_login email role",
        "shop_profile: id person_id>shop_person full_name town",
        "shop_offer: id title price duration provider_id>shop_profile",
        "shop_order: id price duration name user_id>other",
    ];
    let mapping = found("marketplace", &tables, "").expect("found");
    assert_eq!(mapping.profile, Some(("shop_profile".to_owned(), "person_id".to_owned())));
    let services = mapping.services.expect("services");
    assert_eq!((services.table.as_str(), services.by_profile, services.name.as_str()), ("shop_offer", true, "title"));
    assert!(mapping.username.is_none(), "known by address");
    assert!(mapping.fields.iter().any(|(field, places)| field == "city" && places[0].column == "town"));
}

#[test]
fn a_left_over_auth_user_is_passed_by_and_two_models_are_not_guessed_between() {
    let own = "people_user: id password last_login username";
    let mapping = found("accounts", &[AUTH_USER, own], "").expect("found");
    assert_eq!(mapping.users, "people_user");
    let other = "staff_user: id password last_login username";
    assert!(why(found("accounts", &[own, other], "")).contains("people_user, staff_user"));
    let mapping = found("accounts", &[own, other], "[django]\nusers = \"staff_user\"").expect("said");
    assert_eq!(mapping.users, "staff_user");
    assert!(why(found("accounts", &["a: id name"], "")).contains("no table of users"));
    let uuid = "people_user: key password last_login username";
    assert!(why(found("accounts", &[uuid], "[django]\nid = \"key\"")).contains("whole number"));
}

#[test]
fn what_is_shown_is_a_file_that_says_the_same() {
    let tables = [
        AUTH_USER,
        "people_profile: id user_id>auth_user avatar bio phone",
        "people_service: id specialist_id>auth_user name price duration_minutes",
    ];
    let file = "[django]\nstaff = \"\"\n[django.roles]\n\"M\\\"x\" = \"staff\"\n[django.fields]\nbio = \"\"";
    let mapping = found("marketplace", &tables, file).expect("found");
    assert!(mapping.staff.is_none() && mapping.fields.iter().all(|(field, _)| field != "bio"));
    assert_eq!(mapping.roles.get("m\"x").map(String::as_str), Some("staff"));
    let mut shown = mapping.to_string();
    // A field that stands nowhere is looked for, unless the file says so.
    shown = shown.replace("[django.fields]", "[django.fields]\nbio = \"\"");
    assert_eq!(found("marketplace", &tables, &shown).expect("its own words"), mapping, "{shown}");
}
