//! From an upload to a picture that is safe to keep and to serve.

use super::PictureKind;
use super::extent::extent;
use super::kind::{NameRule, contract_extensions};
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult, Limits};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// 1 (small, ugly) to 100.
const JPEG_QUALITY: u8 = 85;

/// 1 (slow, fine) to 30: the search for the 256 colours of a GIF.
const GIF_SPEED: i32 = 10;

/// The most a decoder may ask for: 25 megapixels of four 16-bit channels and something over.
const MAX_DECODER_BYTES: u64 = 224 * 1024 * 1024;

/// What is taken in, and how large what comes out may be.
#[derive(Debug, Clone, Copy)]
pub struct PictureRules {
    /// Length of the upload, in bytes.
    pub max_bytes: usize,
    /// Width times height of the upload.
    pub max_pixels: u64,
    /// Width and height of the result; larger pictures are made smaller.
    pub max_side: u32,
    /// Whether GIF is taken besides PNG, JPEG and WebP.
    pub gif: bool,
    /// What the name of the uploaded file must look like.
    pub name: NameRule,
}

impl PictureRules {
    /// PNG, JPEG and WebP of 10 MB and 25 megapixels, made to fit 1024 × 1024. A file name is not needed;
    /// if there is one, its extension may not be of another kind of file.
    pub fn native() -> Self {
        let max_side = 1024;
        Self { max_bytes: 10_000_000, max_pixels: 25_000_000, max_side, gif: false, name: NameRule::OurExtensionIfAny }
    }

    /// The same and GIF, with a file name that has one of the extensions of the older wires.
    pub fn contract() -> Self {
        Self { gif: true, name: NameRule::ContractExtension, ..Self::native() }
    }
}

/// A picture made by this server; nothing in it was copied from the upload but the look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoded file.
    pub bytes: Vec<u8>,
    /// The same kind as the upload's.
    pub kind: PictureKind,
    /// In pixels, as seen (after turning).
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why an upload does not become a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More than `max_bytes` bytes.
    #[error("the file has more than {max_bytes} bytes")]
    TooLarge { max_bytes: usize },
    /// More than `max_pixels` pixels, by its own account.
    #[error("the picture has more than {max_pixels} pixels")]
    TooManyPixels { max_pixels: u64 },
    /// Another kind of file, or a damaged or cut-off one.
    #[error("the file is no picture or is damaged")]
    NotAPicture,
    /// The file name has an extension (perhaps none) that is not a picture's.
    #[error("files with the extension \"{extension}\" are not taken")]
    Extension { extension: String },
    /// Only from `Pictures`: too many others are being processed.
    #[error("too many pictures are being processed at the moment")]
    Busy,
}

impl PictureError {
    /// The extensions that the older wires allow, as their message lists them.
    pub fn allowed_extensions() -> &'static str {
        contract_extensions()
    }
}

/// Decodes `upload`, turns it upright, makes it small enough and encodes it again in its own format.
///
/// Takes up to a second of one core and, for the largest pictures, some 300 MB: use `Pictures` to bound both.
pub fn process(upload: &[u8], file_name: Option<&str>, rules: &PictureRules) -> Result<Picture, PictureError> {
    let PictureRules { max_bytes, max_side, .. } = *rules;
    if upload.is_empty() {
        return Err(PictureError::Empty);
    }
    if upload.len() > max_bytes {
        return Err(PictureError::TooLarge { max_bytes });
    }
    let kind = PictureKind::of(upload).filter(|kind| rules.gif || *kind != PictureKind::Gif);
    let kind = kind.ok_or(PictureError::NotAPicture)?;
    rules.name.check(file_name).map_err(|extension| PictureError::Extension { extension })?;
    let file = extent(kind, upload).and_then(|length| upload.get(..length)).ok_or(PictureError::NotAPicture)?;

    // The decoders are not ours; should one panic, it is the file's fault.
    let decoded = catch_unwind(AssertUnwindSafe(|| decode(kind, file, rules)));
    let image = decoded.unwrap_or(Err(PictureError::NotAPicture))?;
    let image = plain(fit(image, max_side));
    let bytes = encode(kind, &image).map_err(|_| PictureError::NotAPicture)?;
    Ok(Picture { bytes, kind, width: image.width(), height: image.height() })
}

/// The picture as it is to be seen; its header is believed only where that makes it smaller.
fn decode(kind: PictureKind, file: &[u8], rules: &PictureRules) -> Result<DynamicImage, PictureError> {
    let PictureRules { max_pixels, max_side, .. } = *rules;
    let not_a_picture = |_| PictureError::NotAPicture;

    let mut reader = ImageReader::with_format(Cursor::new(file), kind.format());
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(not_a_picture)?;

    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureError::NotAPicture);
    }
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(PictureError::TooManyPixels { max_pixels });
    }
    let orientation = decoder.orientation().map_err(not_a_picture)?;
    let mut image = fit(DynamicImage::from_decoder(decoder).map_err(not_a_picture)?, max_side);
    image.apply_orientation(orientation);
    Ok(image)
}

/// Makes `image` smaller, never larger, so that no side is longer than `max_side`.
fn fit(mut image: DynamicImage, max_side: u32) -> DynamicImage {
    let longest = |image: &DynamicImage| image.width().max(image.height());
    if longest(&image) > 2 * max_side {
        // Quick and coarse first: the fine filter is slow on many pixels.
        image = image.thumbnail(2 * max_side, 2 * max_side);
    }
    if longest(&image) > max_side { image.resize(max_side, max_side, FilterType::CatmullRom) } else { image }
}

/// Eight bits a channel, and only the channels that are needed.
fn plain(image: DynamicImage) -> DynamicImage {
    match (image.color().has_alpha(), image.color().has_color()) {
        (true, _) => image.into_rgba8().into(),
        (false, true) => image.into_rgb8().into(),
        (false, false) => image.into_luma8().into(),
    }
}

fn encode(kind: PictureKind, image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match kind {
        PictureKind::Png => image.write_with_encoder(PngEncoder::new(&mut bytes))?,
        PictureKind::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?,
        PictureKind::WebP => image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?,
        PictureKind::Gif => {
            let frame = image::Frame::new(image.to_rgba8());
            GifEncoder::new_with_speed(&mut bytes, GIF_SPEED).encode_frame(frame)?;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
pub(super) mod samples;
#[cfg(test)]
mod tests;
