//! A request with gaps for the number and the text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Secret;

/// What stays as it is in a query: what RFC 3986 calls unreserved.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How the values in a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `application/json`: as the inside of a text in quotation marks.
    Json,
    /// `application/x-www-form-urlencoded`
    UrlEncoded,
}

impl Form {
    /// The form of a content type, if it is one of the two.
    pub fn of(content_type: &str) -> Option<Self> {
        match content_type.split(';').next().unwrap_or_default().trim() {
            "application/json" => Some(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::UrlEncoded),
            _ => None,
        }
    }

    fn write(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::UrlEncoded => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
        }
    }
}

/// What fills the gaps of one request.
pub struct Filling<'a> {
    /// With + and digits.
    pub phone: &'a str,
    pub text: &'a str,
    /// Names the message, for providers that drop what comes twice.
    pub id: &'a str,
    pub secret: Option<&'a Secret>,
}

impl Filling<'_> {
    /// `template` as an address: values percent-encoded.
    pub fn address(&self, template: &str) -> String {
        self.fill(template, |value| utf8_percent_encode(value, QUERY).to_string())
    }

    /// `template` as a body of this form.
    pub fn body(&self, template: &str, form: Form) -> String {
        self.fill(template, |value| form.write(value))
    }

    /// `template` as the value of a header, in which only the secret has a place.
    pub fn header(&self, template: &str) -> String {
        template.replace("{secret}", self.secret.map_or("", Secret::reveal))
    }

    /// One pass from left to right: what a value brings along is no gap.
    fn fill(&self, template: &str, write: impl Fn(&str) -> String) -> String {
        let (mut filled, mut rest) = (String::with_capacity(template.len() + self.text.len()), template);
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            match self.gaps().into_iter().find(|(gap, _)| rest.starts_with(gap)) {
                Some((gap, value)) => {
                    filled.push_str(&write(value));
                    rest = &rest[gap.len()..];
                }
                None => {
                    filled.push('{');
                    rest = &rest[1..];
                }
            }
        }
        filled + rest
    }

    fn gaps(&self) -> [(&'static str, &str); 5] {
        [
            ("{phone}", self.phone),
            ("{phone_digits}", self.phone.trim_start_matches('+')),
            ("{text}", self.text),
            ("{id}", self.id),
            ("{secret}", self.secret.map_or("", Secret::reveal)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(form: Form, template: &str, text: &str) -> String {
        let secret = Secret::new("k&\"1");
        Filling { phone: "+79161234567", text, id: "0f3a", secret: Some(&secret) }.body(template, form)
    }

    #[test]
    fn values_in_json_stay_inside_their_quotation_marks() {
        let template = r#"{"to": "{phone}", "text": "{text}", "key": "{secret}", "n": {"x": {}}}"#;
        let body = filled(Form::Json, template, "a\"}, {phone}\n\\ я");
        let value: serde_json::Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        assert_eq!(value["text"], "a\"}, {phone}\n\\ я");
        assert_eq!((value["to"].as_str(), value["key"].as_str()), (Some("+79161234567"), Some("k&\"1")));
    }

    #[test]
    fn values_in_forms_and_addresses_are_encoded() {
        let template = "to={phone}&digits={phone_digits}&text={text}&id={id}&psw={secret}";
        let body = filled(Form::UrlEncoded, template, "a&b=c я");
        assert_eq!(body, "to=%2B79161234567&digits=79161234567&text=a%26b%3Dc+%D1%8F&id=0f3a&psw=k%26%221");
        let filling = Filling { phone: "+7", text: "a/b c", id: "", secret: None };
        assert_eq!(filling.address("https://x.test/{phone}?t={text}{none}"), "https://x.test/%2B7?t=a%2Fb%20c{none}");
    }

    #[test]
    fn two_content_types_are_known() {
        assert_eq!(Form::of("application/json; charset=utf-8"), Some(Form::Json));
        assert_eq!(Form::of("application/x-www-form-urlencoded"), Some(Form::UrlEncoded));
        assert_eq!(Form::of("text/xml"), None);
    }
}
