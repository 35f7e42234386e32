//! The picture of whoever has not chosen one, on the wire that shows one of everybody.

use std::sync::LazyLock;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};

/// What stands in a profile for it: no name of a file that was uploaded.
pub const STANDARD_PICTURE: &str = "profile_images/default.jpg";

/// Its width and its height, in pixels.
const SIDE: u32 = 256;
const BACKGROUND: Luma<u8> = Luma([228]);
const PERSON: Luma<u8> = Luma([160]);

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail; the test says that the picture is there.
    let _ = GrayImage::from_fn(SIDE, SIDE, colour).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85));
    bytes
});

/// The picture, a JPEG; drawn when it is first asked for.
pub fn standard_picture() -> &'static [u8] {
    &BYTES
}

/// Head and shoulders.
fn colour(x: u32, y: u32) -> Luma<u8> {
    let within = |(middle_x, middle_y): (i64, i64), (width, height): (i64, i64)| {
        let (x, y) = (i64::from(x) - middle_x, i64::from(y) - middle_y);
        x * x * height * height + y * y * width * width <= width * width * height * height
    };
    if within((128, 100), (44, 50)) || within((128, 256), (92, 84)) { PERSON } else { BACKGROUND }
}

#[cfg(test)]
mod tests {
    use super::super::MediaName;
    use super::*;

    #[test]
    fn everybody_has_a_picture() {
        let picture = image::load_from_memory(standard_picture()).expect("a JPEG");
        assert_eq!((picture.width(), picture.height()), (SIDE, SIDE));
        let shade = |x, y| picture.to_luma8().get_pixel(x, y).0[0];
        assert!(shade(128, 100) < 170 && shade(128, 250) < 170 && shade(10, 10) > 220);
    }

    #[test]
    fn it_is_no_file_that_could_be_removed() {
        assert_eq!(MediaName::parse(STANDARD_PICTURE), None);
    }
}
