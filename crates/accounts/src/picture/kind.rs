//! Which kinds of pictures there are, and how they are recognised.

use image::ImageFormat;

/// File name extensions that pass for a picture's in the older wires, in the order of their message.
const CONTRACT_EXTENSIONS: &str = "bmp, dib, gif, jfif, jpe, jpg, jpeg, pbm, pgm, ppm, pnm, pfm, png, apng, avif, avifs, \
    blp, bufr, cur, pcx, dcx, dds, ps, eps, fit, fits, fli, flc, ftc, ftu, gbr, grib, h5, hdf, jp2, j2k, jpc, jpf, jpx, \
    j2c, icns, ico, im, iim, mpg, mpeg, tif, tiff, mpo, msp, palm, pcd, pdf, pxr, psd, qoi, bw, rgb, rgba, sgi, ras, tga, \
    icb, vda, vst, webp, wmf, emf, xbm, xpm";

/// Extensions of the kinds that are really taken.
const OWN_EXTENSIONS: &str = "png, apng, jpg, jpeg, jpe, jfif, gif, webp";

/// A kind of picture, known by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
    /// GIF; of a moving one only the first picture is kept.
    Gif,
    /// WebP, lossy or lossless when it comes in, lossless when it goes out.
    WebP,
}

impl PictureKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Png, Self::Jpeg, Self::Gif, Self::WebP];

    /// The kind that `bytes` begin like.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// For the header `Content-Type`.
    pub fn content_type(self) -> &'static str {
        self.format().to_mime_type()
    }

    /// The extension of stored files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
        }
    }

    pub(super) fn format(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Gif => ImageFormat::Gif,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

/// What the name of an uploaded file must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRule {
    /// If there is a name with an extension, it is one of ours.
    OurExtensionIfAny,
    /// There is a name, and its extension is on the long list of the older wires.
    ContractExtension,
}

impl NameRule {
    /// `Err` with the extension (in small letters, perhaps empty) that is not allowed.
    pub(super) fn check(self, file_name: Option<&str>) -> Result<(), String> {
        let extension = extension(file_name.unwrap_or_default());
        let allowed = match self {
            Self::OurExtensionIfAny => extension.is_empty() || is_listed(OWN_EXTENSIONS, &extension),
            Self::ContractExtension => is_listed(CONTRACT_EXTENSIONS, &extension),
        };
        if allowed { Ok(()) } else { Err(extension) }
    }
}

/// The allowed extensions, joined as the older wires print them.
pub(super) fn contract_extensions() -> &'static str {
    CONTRACT_EXTENSIONS
}

fn is_listed(list: &str, extension: &str) -> bool {
    list.split(", ").any(|listed| listed == extension)
}

/// What follows the last dot of the last part of a path, in small letters. `.png` is a name, not an extension.
fn extension(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    match base.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_wires_want_a_pictures_extension() {
        let check = |name| NameRule::ContractExtension.check(name);
        for name in ["photo.png", "фото.PNG", "a.b.jpeg", "../../x.gif", "C:\\me.WebP", "photo.tiff"] {
            assert_eq!(check(Some(name)), Ok(()), "{name}");
        }
        let refused = [
            (Some("photo.html"), "html"),
            (Some("photo.png.php"), "php"),
            (Some("photo"), ""),
            (Some(".png"), ""),
            (Some("photo."), ""),
            (Some("png/photo"), ""),
            (Some("photo.png "), "png "),
            (Some("photo.png\0.html"), "html"),
            (Some("photo.png\0"), "png\0"),
            (None, ""),
        ];
        for (name, extension) in refused {
            assert_eq!(check(name), Err(extension.to_owned()), "{name:?}");
        }
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_UP_01_a_wrong_extension_is_refused_and_none_is_no_lie() {
        let check = |name| NameRule::OurExtensionIfAny.check(name);
        assert_eq!(check(None), Ok(()));
        assert_eq!(check(Some("photo")), Ok(()));
        assert_eq!(check(Some("photo.JPG")), Ok(()));
        assert_eq!(check(Some("photo.pdf")), Err("pdf".to_owned()));
        assert_eq!(check(Some("photo.svg")), Err("svg".to_owned()));
    }

    #[test]
    fn only_the_first_bytes_decide() {
        assert_eq!(PictureKind::of(b"GIF89a..."), Some(PictureKind::Gif));
        for other in [&b""[..], b"\x89PNG", b"<svg", b"%PDF-1.7", b"PK\x03\x04", b" GIF89a", b"RIFF....WAVE", b"BM"] {
            assert_eq!(PictureKind::of(other), None, "{other:?}");
        }
    }
}
