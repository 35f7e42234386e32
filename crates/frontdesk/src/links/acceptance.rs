//! The page behind an invitation: a sign-up form of what the model asks for.

use axum::response::Response;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::declared::{DeclaredField, FieldType};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow;
use frontdesk_accounts::http::{acceptance_request, acceptance_shape};
use frontdesk_accounts::store::invitations::Invitation;
use frontdesk_kit::html::Html;
use frontdesk_kit::input::{Body, Field, FieldError, Invalid, Kind, Manners, Mode};
use frontdesk_kit::locale::{Lang, Message, text};
use frontdesk_kit::problem::Problem;
use http::StatusCode;
use serde_json::{Map, Value};

use super::page::{Page, foot, head};
use super::{say, shown};

/// The invitation itself, which the address of the page says already.
const TOKEN: &str = "token";

/// The form, and what was sent with it the last time, with what was wrong with that.
pub struct Form<'a> {
    pub lang: Lang,
    pub desk: &'a Desk,
    pub invitation: &'a Invitation,
}

impl Form<'_> {
    /// The page with an empty form: what the invitation says already stands in it.
    pub fn asking(&self) -> String {
        let preset: Map<String, Value> = serde_json::from_str(&self.invitation.fields).unwrap_or_default();
        let told = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let pairs = preset.iter().flat_map(|(key, value)| match value {
            Value::Null => vec![],
            Value::Array(some) => some.iter().map(|one| (key.clone(), told(one))).collect(),
            one => vec![(key.clone(), told(one))],
        });
        self.page(&Body::from_pairs(pairs.collect()), &Invalid::default())
    }

    /// Does what the button says.
    pub async fn press(&self, token: &str, body: Body, origin: &Origin) -> Result<Response, Problem> {
        let (values, mut invalid) =
            acceptance_shape(&self.desk.model).sift(&body.clone().without_blanks(), Manners::Lenient, Mode::Create);
        invalid.errors.retain(|error| error.field != TOKEN);
        let request = acceptance_request(self.desk, &values, invalid);
        match flow::accept_invitation(self.desk, token, request, origin).await {
            Ok(_) => Ok(shown(StatusCode::OK, Page::saying(self.lang, "link-accept-done"))),
            Err(AccountError::Invalid(invalid)) if invalid.errors.iter().any(|error| error.field == TOKEN) => {
                Ok(shown(StatusCode::NOT_FOUND, Page::saying(self.lang, "link-gone")))
            }
            Err(AccountError::Invalid(invalid)) => {
                Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, self.page(&body, &invalid)))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn page(&self, sent: &Body, invalid: &Invalid) -> String {
        let Self { lang, desk, invitation } = self;
        let role = desk.model.role(&invitation.role).map_or(&*invitation.role, |role| role.label.in_lang(*lang));
        let explained = Message::new("link-accept-explained").arg("role", role).arg("email", &*invitation.email);
        let mut out = head(*lang, &say(*lang, "link-accept"));
        out.raw("<p>").text(&text(*lang, &explained)).raw("</p>");
        let shape = acceptance_shape(&desk.model);
        // What belongs to no field of the form is told above it.
        let is_asked = |error: &&FieldError| shape.fields.iter().any(|field| field.name == error.field);
        for error in invalid.errors.iter().filter(|error| !is_asked(error)) {
            out.raw("<p role='alert'>").text(&text(*lang, &error.message)).raw("</p>");
        }
        if invalid.errors.iter().any(|error| is_asked(&error)) {
            out.raw("<p role='alert'>").text(&say(*lang, "problem-invalid")).raw("</p>");
        }
        out.raw("<form method='post'>");
        for field in shape.fields.iter().filter(|field| field.name != TOKEN) {
            self.field(&mut out, field, sent, invalid);
        }
        out.raw("<p><button>").text(&say(*lang, "link-accept-button")).raw("</button></p></form>");
        foot(out)
    }

    fn field(&self, out: &mut Html, field: &Field, sent: &Body, invalid: &Invalid) {
        let declared = self.desk.model.field(&field.name);
        let is_group = matches!(field.kind, Kind::Many(_));
        out.raw(if is_group { "<fieldset><legend>" } else { "<p><label>" });
        out.text(&self.label(field, declared));
        if !field.required {
            out.raw(" <small>").text(&say(self.lang, "link-optional")).raw("</small>");
        }
        out.raw(if is_group { "</legend>" } else { "<br>" });
        self.control(out, field, declared, sent);
        for error in invalid.errors.iter().filter(|error| error.field == field.name) {
            out.raw("<span class='fault'>").text(&text(self.lang, &error.message)).raw("</span>");
        }
        let help = declared.and_then(|field| field.help.as_ref());
        if let Some(help) = help {
            out.raw("<small>").text(help.in_lang(self.lang)).raw("</small>");
        }
        out.raw(if is_group { "</fieldset>" } else { "</label></p>" });
    }

    fn label(&self, field: &Field, declared: Option<&DeclaredField>) -> String {
        match (declared, field.name.as_str()) {
            (Some(declared), _) => declared.label.in_lang(self.lang).to_owned(),
            (None, "username") => say(self.lang, "link-accept-username"),
            (None, "password") => say(self.lang, "link-accept-password"),
            (None, "phone") => say(self.lang, "link-accept-phone"),
            (None, other) => other.to_owned(),
        }
    }

    fn control(&self, out: &mut Html, field: &Field, declared: Option<&DeclaredField>, sent: &Body) {
        let value = sent.text(&field.name).unwrap_or_default();
        let required = if field.required { " required" } else { "" };
        let chosen = sent.texts(&field.name);
        match &field.kind {
            Kind::Text { prose: true, .. } => {
                out.raw("<textarea rows='4' name='").text(&field.name).raw("'").raw(required).raw(">");
                out.text(value).raw("</textarea>");
            }
            Kind::Boolean => {
                let words = [("true", "link-yes"), ("false", "link-no")].map(|(key, word)| (key, say(self.lang, word)));
                options(out, field, words.iter().map(|(key, word)| (*key, word.as_str())), &chosen);
            }
            Kind::Choice(_) => options(out, field, self.choices(declared), &chosen),
            Kind::Many(_) => {
                for (key, word) in self.choices(declared) {
                    out.raw("<label class='choice'><input type='checkbox' name='").text(&field.name);
                    out.raw("' value='").text(key).raw(if chosen.contains(&key) { "' checked> " } else { "'> " });
                    out.text(word).raw("</label>");
                }
            }
            _ => {
                out.raw("<input name='").text(&field.name).raw("'").raw(kind(field, declared)).raw(required);
                if field.name != "password" {
                    out.raw(" value='").text(value).raw("'");
                }
                out.raw(">");
            }
        }
    }

    fn choices<'a>(&self, declared: Option<&'a DeclaredField>) -> impl Iterator<Item = (&'a str, &'a str)> {
        let lang = self.lang;
        let choices = declared.map_or(&[][..], |field| &field.choices);
        choices.iter().map(move |choice| (choice.key.as_str(), choice.label.in_lang(lang)))
    }
}

/// A list of which one is chosen, or nothing.
fn options<'a>(out: &mut Html, field: &Field, words: impl Iterator<Item = (&'a str, &'a str)>, chosen: &[&str]) {
    out.raw("<select name='").text(&field.name).raw(if field.required { "' required>" } else { "'>" });
    out.raw("<option value=''></option>");
    for (key, word) in words {
        out.raw("<option value='").text(key).raw(if chosen.contains(&key) { "' selected>" } else { "'>" });
        out.text(word).raw("</option>");
    }
    out.raw("</select>");
}

/// What the browser is to know of an input.
fn kind(field: &Field, declared: Option<&DeclaredField>) -> &'static str {
    match (field.name.as_str(), declared.map(|field| field.kind)) {
        ("password", _) => " type='password' autocomplete='new-password'",
        ("username", _) => " autocomplete='username'",
        ("phone", _) => " type='tel' autocomplete='tel'",
        (_, Some(FieldType::Integer)) => " inputmode='numeric'",
        (_, Some(FieldType::Decimal)) => " inputmode='decimal'",
        (_, Some(FieldType::Date)) => " type='date'",
        (_, Some(FieldType::Url)) => " type='url'",
        (_, Some(FieldType::Phone)) => " type='tel'",
        (_, Some(FieldType::Email)) => " type='email'",
        _ => "",
    }
}
