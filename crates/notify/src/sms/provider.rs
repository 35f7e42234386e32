//! A provider of text messages, described by settings.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request, StatusCode, Uri};
use url::Url;

use super::http::Answer;
use super::template::{Filling, Form};
use crate::mail::is_loopback;
use crate::{Failure, Receipt, Secret};

/// What the operator says about the provider. Any of it may hold a key, so only the address is shown for debugging.
#[derive(Clone)]
pub struct ProviderSettings {
    /// `https://…`, with gaps `{phone}`, `{phone_digits}`, `{text}`, `{id}` and `{secret}` in path and query.
    pub url: String,
    /// `POST` or `GET`.
    pub method: String,
    pub content_type: String,
    /// With the same gaps; not sent with `GET`.
    pub body: String,
    /// `Name: value`, with the gap `{secret}` in the value.
    pub headers: Vec<String>,
    /// What an answer has to contain besides a status of 2xx; empty for nothing.
    pub expect: String,
    /// What the gap `{secret}` stands for.
    pub secret: Option<Secret>,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings").field("address", &self.address()).finish_non_exhaustive()
    }
}

impl ProviderSettings {
    /// Without the query.
    fn address(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }

    fn mentions(&self, gap: &str) -> bool {
        [&self.url, &self.body].into_iter().chain(&self.headers).any(|template| template.contains(gap))
    }
}

/// Why a provider cannot be used. The first part names the setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    #[error("transport")]
    Url,
    #[error("method")]
    Method,
    #[error("content_type")]
    ContentType,
    #[error("body")]
    Body,
    #[error("headers")]
    Header,
    #[error("secret")]
    NoSecret,
}

/// A provider that can be used: one HTTP request for each message.
#[derive(Clone, Debug)]
pub struct Provider {
    settings: ProviderSettings,
    method: Method,
    form: Form,
}

impl Provider {
    /// Checks the settings.
    pub fn new(settings: ProviderSettings) -> Result<Self, ProviderError> {
        // With the secret itself: one that fits into no header would fail every message.
        let stand_in = Secret::new("x");
        let secret = settings.secret.clone();
        let sample = Filling { phone: "+1", text: "x", id: "x", secret: Some(secret.as_ref().unwrap_or(&stand_in)) };
        check_url(&sample.address(&settings.url))?;
        let method = match settings.method.as_str() {
            "POST" => Method::POST,
            "GET" => Method::GET,
            _ => return Err(ProviderError::Method),
        };
        let form = Form::of(&settings.content_type).ok_or(ProviderError::ContentType)?;
        let told = if method == Method::GET { &settings.url } else { &format!("{}{}", settings.url, settings.body) };
        if !(told.contains("{text}") && (told.contains("{phone}") || told.contains("{phone_digits}"))) {
            return Err(ProviderError::Body);
        }
        if form == Form::Json && method == Method::POST {
            let body = sample.body(&settings.body, form);
            serde_json::from_str::<serde_json::Value>(&body).map_err(|_| ProviderError::Body)?;
        }
        if settings.secret.is_none() && settings.mentions("{secret}") {
            return Err(ProviderError::NoSecret);
        }
        let provider = Self { settings, method, form };
        provider.headers(&sample).ok_or(ProviderError::Header)?;
        Ok(provider)
    }

    /// Where messages are sent to, without the query, which may hold a key.
    pub fn address(&self) -> &str {
        self.settings.address()
    }

    /// What the gap `{secret}` stands for.
    pub(super) fn secret(&self) -> Option<&Secret> {
        self.settings.secret.as_ref()
    }

    /// The request that sends a message; `None` when what fills the gaps makes it none.
    pub(super) fn request(&self, filling: &Filling<'_>) -> Option<Request<String>> {
        let uri: Uri = filling.address(&self.settings.url).parse().ok()?;
        let is_get = self.method == Method::GET;
        let body = if is_get { String::new() } else { filling.body(&self.settings.body, self.form) };
        let mut request = Request::new(body);
        (*request.method_mut(), *request.uri_mut()) = (self.method.clone(), uri);
        if !is_get {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(&self.settings.content_type).ok()?);
        }
        request.headers_mut().extend(self.headers(filling)?);
        Some(request)
    }

    fn headers(&self, filling: &Filling<'_>) -> Option<Vec<(HeaderName, HeaderValue)>> {
        let header = |line: &String| {
            let (name, value) = line.split_once(':')?;
            let mut value = HeaderValue::from_str(filling.header(value.trim()).as_str()).ok()?;
            value.set_sensitive(true);
            Some((name.trim().parse().ok()?, value))
        };
        self.settings.headers.iter().map(header).collect()
    }

    /// What an answer means for the message. The log learns the status; the body may repeat the number, so only the
    /// operator who tries it out sees it.
    pub(super) fn judge(&self, answer: &Answer) -> Result<Receipt, Failure> {
        let (status, words) = (answer.status, String::from_utf8_lossy(&answer.body).into_owned());
        let what = format!("the provider answered {}", status.as_str());
        let failure = match status {
            _ if status.is_success() && words.contains(&self.settings.expect) => {
                return Ok(Receipt { said: Some(words) });
            }
            _ if status.is_success() => Failure::passing(format!("{what}, but not with what sms.expect asks for")),
            _ if status.is_redirection() => Failure::passing(format!("{what}; redirects are not followed")),
            // About this number or text. Anything else may be about the account or the address, and be mended.
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Failure::lasting(what),
            _ => Failure::passing(what),
        };
        Err(failure.said(format!("{status} {words}")))
    }
}

/// Encrypted, unless it leads to this machine.
fn check_url(text: &str) -> Result<(), ProviderError> {
    let url = Url::parse(text).map_err(|_| ProviderError::Url)?;
    let host = url.host_str().ok_or(ProviderError::Url)?;
    let is_encrypted = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(host));
    // The address is checked by one parser and used by another: they must agree about it.
    let uri: Uri = text.parse().map_err(|_| ProviderError::Url)?;
    let is_same = uri.host() == Some(host) && uri.port_u16() == url.port();
    let is_bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if is_encrypted && is_same && is_bare { Ok(()) } else { Err(ProviderError::Url) }
}

#[cfg(test)]
mod tests;
