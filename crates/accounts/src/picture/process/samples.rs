//! Small pictures to test with.

use super::{PictureKind, encode};
use image::{DynamicImage, Rgb, RgbImage};

/// The pictures that the contract's cases upload, by kind.
const CONTRACT: [(PictureKind, &str); 3] = [
    (
        PictureKind::Png,
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAFElEQVR4nGMUqTjBAANMDEgANwcAQrgBXB4RtPAAAAAASUVORK5CYII=",
    ),
    (PictureKind::Gif, "R0lGODdhBAAEAIEAABR4yAAAAAAAAAAAACwAAAAABAAEAAAICQABCBxIsCCAgAA7"),
    (PictureKind::WebP, "UklGRjoAAABXRUJQVlA4IC4AAAAQAgCdASoEAAQAAUAmJaACdLoB+AH4AAPIAP7udn/+oLQ18vxov/U4MHPn4/wA"),
];

/// A picture of `width` × `height` whose left half is red and whose right half is blue.
pub fn red_and_blue(width: u32, height: u32) -> DynamicImage {
    let paint = |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    RgbImage::from_fn(width, height, paint).into()
}

/// That picture as a file.
pub fn file(kind: PictureKind, width: u32, height: u32) -> Vec<u8> {
    encode(kind, &red_and_blue(width, height)).expect("a sound picture")
}

/// One of every kind made here, and those of the contract.
pub fn all() -> Vec<(PictureKind, Vec<u8>)> {
    use base64::Engine;
    let decode = |text: &str| base64::engine::general_purpose::STANDARD.decode(text).expect("base64");
    let contract = CONTRACT.iter().map(|(kind, text)| (*kind, decode(text)));
    PictureKind::ALL.into_iter().map(|kind| (kind, file(kind, 24, 16))).chain(contract).collect()
}

/// `jpeg` with an EXIF segment that says `orientation` (1 to 8) and has a marked text in it.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS-MARKED-59.93N");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}
