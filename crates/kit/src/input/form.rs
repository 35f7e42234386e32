//! HTML forms: URL-encoded, and multipart with files.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, multipart::Field as Part};
use bytes::Bytes;
use http::{Request, header};

use super::body::{BodyError, Input};

/// The most fields of one form.
const MAX_FIELDS: usize = 1_000;

/// Every extension that a picture may have by the older wires' rules, in the order they name them.
pub const PICTURE_EXTENSIONS: &str = "bmp, dib, gif, jfif, jpe, jpg, jpeg, pbm, pgm, ppm, pnm, pfm, png, apng, avif, \
avifs, blp, bufr, cur, pcx, dcx, dds, ps, eps, fit, fits, fli, flc, ftc, ftu, gbr, grib, h5, hdf, jp2, j2k, jpc, jpf, \
jpx, j2c, icns, ico, im, iim, mpg, mpeg, tif, tiff, mpo, msp, palm, pcd, pdf, pxr, psd, qoi, bw, rgb, rgba, sgi, ras, \
tga, icb, vda, vst, webp, wmf, emf, xbm, xpm";

/// A file from a multipart form.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// The last part of the name that was sent, never a path.
    pub filename: String,
    /// As the sender claims; may be empty.
    pub content_type: String,
    pub bytes: Bytes,
}

impl Upload {
    pub fn new(filename: &str, content_type: impl Into<String>, bytes: Bytes) -> Self {
        let filename = filename.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        Self { filename, content_type: content_type.into(), bytes }
    }

    /// In small letters and without its dot; empty if there is none (`.png` alone has none).
    pub fn extension(&self) -> String {
        match self.filename.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }

    /// Whether the name ends as a picture's name does.
    pub fn has_picture_extension(&self) -> bool {
        PICTURE_EXTENSIONS.split(", ").any(|known| known == self.extension())
    }
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Upload({:?}, {:?}, {} bytes)", self.filename, self.content_type, self.bytes.len())
    }
}

pub(super) fn urlencoded(bytes: &[u8]) -> Result<Vec<(String, Input)>, BodyError> {
    let fields: Vec<_> = form_urlencoded::parse(bytes)
        .take(MAX_FIELDS + 1)
        .map(|(key, text)| (key.into_owned(), Input::Form(text.into_owned())))
        .collect();
    if fields.len() > MAX_FIELDS { Err(BodyError::TooManyKeys) } else { Ok(fields) }
}

/// Reads a form whose bytes are all there; `content_type` names the boundary.
pub(super) async fn multipart(content_type: &str, bytes: Bytes) -> Result<Vec<(String, Input)>, BodyError> {
    let mut request = Request::new(axum::body::Body::from(bytes));
    let value = content_type.parse().map_err(|_| malformed("Invalid content type"))?;
    request.headers_mut().insert(header::CONTENT_TYPE, value);
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| malformed(&error.body_text()))?;

    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|error| malformed(&error.body_text()))? {
        if fields.len() == MAX_FIELDS {
            return Err(BodyError::TooManyKeys);
        }
        fields.extend(read_part(part).await?);
    }
    Ok(fields)
}

/// A named part; a file without a name is how browsers send "no file chosen", and is none.
async fn read_part(part: Part<'_>) -> Result<Option<(String, Input)>, BodyError> {
    let Some(name) = part.name().map(str::to_owned) else { return Ok(None) };
    let filename = part.file_name().map(str::to_owned);
    let content_type = part.content_type().unwrap_or_default().to_owned();
    let bytes = part.bytes().await.map_err(|error| malformed(&error.body_text()))?;
    Ok(match filename {
        Some(filename) if filename.is_empty() => None,
        Some(filename) => Some((name, Input::File(Upload::new(&filename, content_type, bytes)))),
        None => Some((name, Input::Form(String::from_utf8_lossy(&bytes).into_owned()))),
    })
}

fn malformed(what: &str) -> BodyError {
    BodyError::Malformed { text: format!("Multipart form parse error - {what}") }
}
