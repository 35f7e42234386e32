//! A picture for the profile: decoded, made anew, stored.

use bytes::Bytes;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use crate::desk::Desk;
use crate::error::AccountError;
use crate::picture::{MediaName, Picture, PictureError, PictureRules};

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct AvatarUpload {
    /// The field that messages name.
    pub field: &'static str,
    pub bytes: Bytes,
    pub file_name: Option<String>,
    pub rules: PictureRules,
}

/// Makes a picture out of an upload and stores it under a name of ours; a profile edit then shows it.
pub async fn set_avatar(desk: &Desk, upload: AvatarUpload) -> Result<MediaName, AccountError> {
    let picture = made(desk, upload).await?;
    let name = desk.entropy.uuid(desk.clock.now());
    let media = desk.media.clone();
    let saved = tokio::task::spawn_blocking(move || media.save(name, &picture)).await;
    saved.map_err(|error| AccountError::Media(std::io::Error::other(error)))?.map_err(AccountError::Media)
}

/// What is wrong with an upload that is not stored anyway, to be told together with the rest.
pub async fn check_avatar(desk: &Desk, upload: AvatarUpload) -> Result<(), AccountError> {
    made(desk, upload).await.map(|_| ())
}

async fn made(desk: &Desk, upload: AvatarUpload) -> Result<Picture, AccountError> {
    let field = upload.field;
    let made = desk.pictures.process(upload.bytes, upload.file_name, upload.rules).await;
    made.map_err(|error| refused(field, error))
}

fn refused(field: &str, error: PictureError) -> AccountError {
    let one = |code, message| AccountError::Invalid(Invalid::one(field, code, message));
    match error {
        PictureError::Empty => one("empty_file", Message::new("field-file-empty")),
        PictureError::TooLarge { .. } => one("too_large", Message::new("body-too-large")),
        PictureError::TooManyPixels { .. } => one("too_large", Message::new("field-image-too-large")),
        PictureError::NotAPicture => one("image", Message::new("field-image")),
        PictureError::Extension { extension } => {
            let allowed = PictureError::allowed_extensions();
            one("extension", Message::new("field-image-extension").arg("extension", extension).arg("allowed", allowed))
        }
        PictureError::Busy => AccountError::Busy { retry_after_seconds: 1 },
    }
}
