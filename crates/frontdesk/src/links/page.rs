//! The page itself, in both languages, without scripts.

use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_kit::html::Html;
use frontdesk_kit::locale::Lang;

use super::say;

/// Makes pages.
pub struct Page;

impl Page {
    /// What the link is good for, with the button that does it; `refused` says what was wrong with the last try.
    pub fn asking(lang: Lang, purpose: Purpose, refused: Option<String>) -> String {
        let (title, button) = match purpose {
            Purpose::ResetPassword => ("link-reset", "link-reset-button"),
            Purpose::FirstPassword => ("link-first", "link-reset-button"),
            Purpose::ResetLogin => ("link-reset-login", "link-reset-login-button"),
            Purpose::ChangeEmail => ("link-change-email", "link-change-email-button"),
            Purpose::DisownSignIn => ("link-disown", "link-disown-button"),
            Purpose::VerifyEmail | Purpose::VerifyPhone => ("link-verify-email", "link-verify-email-button"),
        };
        let mut out = head(lang, &say(lang, title));
        if let Some(refused) = refused {
            out.raw("<p role='alert'>").text(&refused).raw("</p>");
        }
        if purpose == Purpose::DisownSignIn {
            out.raw("<p>").text(&say(lang, "link-disown-explained")).raw("</p>");
        }
        out.raw("<form method='post'>");
        if purpose.chooses_password() {
            out.raw("<p><label>").text(&say(lang, "link-new-password"));
            out.raw("<br><input type='password' name='new_password' autocomplete='new-password' required></label></p>");
        }
        if purpose == Purpose::ResetLogin {
            out.raw("<p><label>").text(&say(lang, "link-new-login"));
            out.raw("<br><input name='new_login' autocomplete='username' required></label></p>");
        }
        out.raw("<p><button>").text(&say(lang, button)).raw("</button></p></form>");
        foot(out)
    }

    /// One sentence.
    pub fn saying(lang: Lang, sentence: &'static str) -> String {
        foot(head(lang, &say(lang, sentence)))
    }
}

/// What is said when it is done.
pub fn done(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ResetPassword => "link-reset-done",
        Purpose::FirstPassword => "link-first-done",
        Purpose::ResetLogin => "link-reset-login-done",
        Purpose::ChangeEmail => "link-change-email-done",
        Purpose::DisownSignIn => "link-disown-done",
        Purpose::VerifyEmail | Purpose::VerifyPhone => "link-verify-email-done",
    }
}

/// Everything before what the page is about.
pub fn head(lang: Lang, title: &str) -> Html {
    let mut out = Html::default();
    out.raw("<!DOCTYPE html>\n<html lang='").raw(lang.code()).raw("'><head><meta charset='utf-8'>");
    out.raw("<meta name='viewport' content='width=device-width, initial-scale=1'>");
    out.raw("<meta name='color-scheme' content='light dark'><meta name='robots' content='noindex'><title>");
    out.text(title).raw("</title><link rel='stylesheet' href='/links.css'></head>");
    out.raw("<body><main><h1>").text(title).raw("</h1>");
    out
}

/// Everything behind it.
pub fn foot(mut out: Html) -> String {
    out.raw("</main></body></html>\n");
    out.finish()
}
