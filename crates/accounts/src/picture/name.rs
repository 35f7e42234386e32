//! The names under which pictures are kept. They are made here; nothing of an uploader's text is in them.

use super::PictureKind;
use std::fmt;
use uuid::Uuid;

/// `avatars/ab/<uuid>.<ext>`: the path of a stored picture below the media folder, and of its URL.
///
/// `ab` are the last two digits of the UUID, to keep folders small. There is no other way to name a stored file,
/// so that a path that was asked for cannot lead anywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MediaName(String);

impl MediaName {
    /// The name for a new picture; `id` should be random (version 4), for names must not be guessable.
    pub fn new(id: Uuid, kind: PictureKind) -> Self {
        let id = id.hyphenated().to_string();
        let folder = id.get(34..).unwrap_or_default();
        Self(format!("avatars/{folder}/{id}.{}", kind.extension()))
    }

    /// Reads a name that was stored or asked for; `None` unless it is written exactly as `new` would.
    pub fn parse(text: &str) -> Option<Self> {
        let (stem, extension) = text.rsplit_once('.')?;
        let kind = PictureKind::ALL.into_iter().find(|kind| kind.extension() == extension)?;
        let id = Uuid::try_parse(stem.rsplit('/').next()?).ok()?;
        Some(Self::new(id, kind)).filter(|name| name.0 == text)
    }

    /// The whole name, with slashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind of picture, by the extension.
    pub fn kind(&self) -> PictureKind {
        let extension = self.0.rsplit('.').next().unwrap_or_default();
        PictureKind::ALL.into_iter().find(|kind| kind.extension() == extension).unwrap_or(PictureKind::Png)
    }

    /// `avatars`, `ab`, and the file's own name.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

impl fmt::Display for MediaName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAME: &str = "avatars/cd/0190b5a2-7c3e-4f00-8a11-2233445566cd.jpg";

    #[test]
    fn a_name_is_read_as_it_was_made() {
        let name = MediaName::parse(NAME).expect("one of ours");
        assert_eq!((name.as_str(), name.kind()), (NAME, PictureKind::Jpeg));
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_UP_04_no_other_spelling_and_no_other_path_is_a_name() {
        let wrong = [
            NAME.to_uppercase(),
            NAME.replace("/cd/", "/../cd/"),
            NAME.replace("/cd/", "/ab/"),
            NAME.replace("avatars/", ""),
            NAME.replace('/', "\\"),
            NAME.replace('-', ""),
            NAME.replace(".jpg", ".html"),
            NAME.replace(".jpg", ".jpeg"),
            format!("/{NAME}"),
            format!("{NAME}\0"),
            format!("{NAME}/"),
            format!("../{NAME}"),
            "%2e%2e/etc/passwd".to_owned(),
            "C:\\x.png".to_owned(),
            String::new(),
        ];
        for text in wrong {
            assert_eq!(MediaName::parse(&text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_new_name_can_be_read(id in any::<u128>(), kind in 0..4usize) {
            let name = MediaName::new(Uuid::from_u128(id), PictureKind::ALL[kind]);
            prop_assert_eq!(MediaName::parse(name.as_str()), Some(name.clone()));
            prop_assert_eq!(name.kind(), PictureKind::ALL[kind]);
        }

        #[test]
        fn any_text_can_be_asked_for(text in "\\PC{0,60}") {
            prop_assert_eq!(MediaName::parse(&text), None);
        }
    }
}
