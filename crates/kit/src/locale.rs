//! The languages that Frontdesk speaks, and its messages in them.
//!
//! A message has a key in the catalogues `locales/ru.ftl` and `locales/en.ftl`. Its value is our own wording; where the
//! older wires know the same message in Django REST framework's words, those stand in its attribute `drf`.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Ru,
    En,
}

impl Lang {
    /// All languages, in the order of the catalogues.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// What the native API speaks to whoever asks for no language of ours.
    pub const DEFAULT: Self = Self::En;

    /// The language tag, as in `lang="ru"` and `Content-Language`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of a tag such as `ru`, `ru-RU` or `en_GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }

    /// The language that an `Accept-Language` header likes best; `default` for `*`, for none and among equals.
    pub fn from_accept_language(header: Option<&str>, default: Self) -> Self {
        let wishes = header.unwrap_or_default().split(',').filter_map(Wish::parse);
        let best = wishes.fold((default, 0), |best, wish| match wish.lang(default) {
            Some(lang) if wish.weight > best.1 || (wish.weight == best.1 && wish.weight > 0 && lang == default) => {
                (lang, wish.weight)
            }
            _ => best,
        });
        best.0
    }
}

/// One entry of an `Accept-Language` header; the weight in thousandths.
struct Wish<'a> {
    tag: &'a str,
    weight: u16,
}

impl<'a> Wish<'a> {
    fn parse(entry: &'a str) -> Option<Self> {
        let (tag, parameters) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let quality: f32 = parameters.trim().strip_prefix("q=")?.parse().ok()?;
        let weight = (0.0..=1.0).contains(&quality).then_some((quality * 1000.0) as u16)?;
        Some(Self { tag: tag.trim(), weight })
    }

    fn lang(&self, default: Lang) -> Option<Lang> {
        if self.tag == "*" { Some(default) } else { Lang::from_tag(self.tag) }
    }
}

/// A message by its key, with what stands in its gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Arg {
    Text(String),
    Number(i64),
}

impl Message {
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Fills a gap with text.
    pub fn arg(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(text.into())));
        self
    }

    /// Fills a gap with a number that decides about plural forms (up to 2^53).
    pub fn number(mut self, name: &'static str, number: i64) -> Self {
        self.args.push((name, Arg::Number(number)));
        self
    }
}

/// The message in our own wording; its key if no catalogue has it.
pub fn text(lang: Lang, message: &Message) -> String {
    find(lang, message.key, None, &message.args).unwrap_or_else(|| message.key.to_owned())
}

/// The message in Django REST framework's wording, if it has one there; else in ours.
pub fn drf(lang: Lang, message: &Message) -> String {
    find(lang, message.key, Some("drf"), &message.args).unwrap_or_else(|| text(lang, message))
}

/// The heading of the native API's problem `code`; the code itself if no catalogue has it.
pub fn title(lang: Lang, code: &str) -> String {
    find(lang, &problem_key(code), Some("title"), &[]).unwrap_or_else(|| code.to_owned())
}

/// The sentence that explains the native API's problem `code`; empty if no catalogue has it.
pub fn detail(lang: Lang, code: &str) -> String {
    find(lang, &problem_key(code), None, &[]).unwrap_or_default()
}

fn problem_key(code: &str) -> String {
    format!("problem-{}", code.replace('_', "-"))
}

type Catalogue = FluentBundle<FluentResource>;

static RU: LazyLock<Catalogue> = LazyLock::new(|| catalogue(Lang::Ru, include_str!("../../../locales/ru.ftl")));
static EN: LazyLock<Catalogue> = LazyLock::new(|| catalogue(Lang::En, include_str!("../../../locales/en.ftl")));

/// The invisible marks that Fluent would put around arguments are off: clients compare some of these texts.
fn catalogue(lang: Lang, source: &str) -> Catalogue {
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(sound_part, _errors)| sound_part);
    let mut bundle = Catalogue::new_concurrent(lang.code().parse().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

fn find(lang: Lang, key: &str, attribute: Option<&str>, args: &[(&'static str, Arg)]) -> Option<String> {
    let bundle: &Catalogue = match lang {
        Lang::Ru => &RU,
        Lang::En => &EN,
    };
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let filled: FluentArgs = args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Text(text) => (*name, FluentValue::from(text.as_str())),
            Arg::Number(number) => (*name, FluentValue::from(*number)),
        })
        .collect();
    Some(bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests;
