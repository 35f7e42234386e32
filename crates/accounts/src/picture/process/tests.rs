//! Promises about uploads.

use super::*;
use proptest::prelude::*;

fn native(upload: &[u8]) -> Result<Picture, PictureError> {
    process(upload, None, &PictureRules { gif: true, ..PictureRules::native() })
}

fn has(bytes: &[u8], marked: &[u8]) -> bool {
    bytes.windows(marked.len()).any(|window| window == marked)
}

#[test]
fn every_kind_comes_out_as_it_came_in() {
    for (kind, bytes) in samples::all() {
        let picture = native(&bytes).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert_eq!((picture.kind, PictureKind::of(&picture.bytes)), (kind, Some(kind)));
        let again = image::load_from_memory_with_format(&picture.bytes, kind.format()).expect("a sound picture");
        assert_eq!((again.width(), again.height()), (picture.width, picture.height));
    }
}

#[test]
fn colours_and_size_of_a_small_picture_stay() {
    let picture = native(&samples::file(PictureKind::Png, 24, 16)).expect("sound");
    let decoded = image::load_from_memory(&picture.bytes).expect("sound").into_rgb8();
    assert_eq!(decoded, samples::red_and_blue(24, 16).into_rgb8());
}

#[test]
fn a_large_picture_is_made_to_fit_and_keeps_its_proportions() {
    for (width, height, expected) in [(3000, 1500, (1024, 512)), (1025, 10, (1024, 10)), (5000, 1, (1024, 1))] {
        let picture = native(&samples::file(PictureKind::Png, width, height)).expect("sound");
        assert_eq!((picture.width, picture.height), expected);
    }
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_01_only_decodable_pictures_are_taken() {
    let png = samples::file(PictureKind::Png, 24, 16);
    let refused: [&[u8]; 9] = [
        b"just text",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"G",
        &png[..1],
        b"GIF89a=1;alert(1)//;",
        &[b"<html>", &png[..]].concat(),
        &[&png[..8], b"<script>alert(1)</script>"].concat(),
        &[b"PK\x03\x04", &png[..]].concat(),
    ];
    for upload in refused {
        assert_eq!(native(upload), Err(PictureError::NotAPicture), "{:?}", String::from_utf8_lossy(upload));
    }
    assert_eq!(native(b""), Err(PictureError::Empty));
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_01_a_file_cut_short_anywhere_is_refused() {
    for (kind, bytes) in samples::all() {
        for length in 1..bytes.len() {
            assert_eq!(native(&bytes[..length]), Err(PictureError::NotAPicture), "{kind:?} cut to {length}");
        }
    }
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_01_gif_is_taken_only_on_the_older_wires() {
    let gif = samples::file(PictureKind::Gif, 24, 16);
    assert_eq!(process(&gif, None, &PictureRules::native()), Err(PictureError::NotAPicture));
    assert!(process(&gif, Some("photo.gif"), &PictureRules::contract()).is_ok());
}

#[test]
fn the_older_wires_want_a_pictures_file_name() {
    let png = samples::file(PictureKind::Png, 24, 16);
    let rules = PictureRules::contract();
    assert!(process(&png, Some("фото.png"), &rules).is_ok());
    assert_eq!(process(&png, Some("photo.html"), &rules), Err(PictureError::Extension { extension: "html".into() }));
    assert_eq!(process(&png, None, &rules), Err(PictureError::Extension { extension: String::new() }));
    assert_eq!(process(b"<svg/>", Some("photo.svg"), &rules), Err(PictureError::NotAPicture), "content comes first");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_02_too_many_bytes_or_pixels_are_refused_before_decoding() {
    let max_bytes = PictureRules::native().max_bytes;
    assert_eq!(native(&vec![0; max_bytes + 1]), Err(PictureError::TooLarge { max_bytes }));

    // 50,000 × 50,000 by its header; the pixels are those of a small picture.
    let mut png = samples::file(PictureKind::Png, 24, 16);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let (header, checksum) = (crc32(&png[12..29]), 29..33);
    png[checksum].copy_from_slice(&header.to_be_bytes());
    assert_eq!(native(&png), Err(PictureError::TooManyPixels { max_pixels: 25_000_000 }));

    let mut gif = samples::file(PictureKind::Gif, 24, 16);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(native(&gif), Err(PictureError::TooManyPixels { max_pixels: 25_000_000 }));
}

/// The checksum of PNG chunks.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_UP_03_metadata_and_appended_bytes_are_gone() {
    let jpeg = samples::with_exif(&samples::file(PictureKind::Jpeg, 24, 16), 1);
    let picture = native(&jpeg).expect("sound");
    assert!(has(&jpeg, b"GPS-MARKED") && !has(&picture.bytes, b"GPS-MARKED") && !has(&picture.bytes, b"Exif"));

    for (kind, bytes) in samples::all() {
        let upload = [&bytes[..], b"<script>MARKED</script>PK\x03\x04"].concat();
        let picture = native(&upload).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert!(!has(&picture.bytes, b"MARKED"), "{kind:?}");
    }
}

#[test]
fn a_photograph_is_turned_upright() {
    let lying = samples::file(PictureKind::Jpeg, 240, 160);
    for (orientation, width, height) in [(1, 240, 160), (3, 240, 160), (6, 160, 240), (8, 160, 240)] {
        let picture = native(&samples::with_exif(&lying, orientation)).expect("sound");
        assert_eq!((picture.width, picture.height), (width, height), "orientation {orientation}");
        let top_left = image::load_from_memory(&picture.bytes).expect("sound").into_rgb8().get_pixel(9, 9).0;
        // Orientation 6 is shown turned right (the red left becomes the top), 8 turned left, 3 upside down.
        assert_eq!(top_left[0] > 200, [1, 6].contains(&orientation), "orientation {orientation}: {top_left:?}");
    }
}

#[test]
fn sixteen_bits_grey_and_transparency_are_taken() {
    use image::{ImageBuffer, Luma, Rgba};
    let deep: DynamicImage = ImageBuffer::from_pixel(9, 9, Rgba([65535u16, 0, 0, 32768])).into();
    let grey: DynamicImage = ImageBuffer::from_pixel(9, 9, Luma([200u8])).into();
    for (image, expected) in [(deep, image::ColorType::Rgba8), (grey, image::ColorType::L8)] {
        let picture = native(&encode(PictureKind::Png, &image).expect("sound")).expect("sound");
        assert_eq!(image::load_from_memory(&picture.bytes).expect("sound").color(), expected);
    }
}

#[test]
fn a_picture_without_pixels_is_none() {
    let (kind, gif) = samples::all().swap_remove(2);
    assert_eq!(kind, PictureKind::Gif);
    // The header's width and height (GIF89a, section 18).
    for place in [6, 8] {
        let mut flat = gif.clone();
        flat[place..place + 2].fill(0);
        assert_eq!(native(&flat), Err(PictureError::NotAPicture));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_damaged_file_is_refused_or_made_sound_but_never_a_panic(
        sample in 0..7usize, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let (_, mut bytes) = samples::all().swap_remove(sample);
        for (place, value) in damage {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(picture) = native(&bytes) {
            prop_assert!(picture.width <= 1024 && picture.height <= 1024);
            prop_assert!(image::load_from_memory(&picture.bytes).is_ok());
        }
    }

    #[test]
    fn any_bytes_behind_a_pictures_signature_are_judged(sample in 0..7usize, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (_, sound) = samples::all().swap_remove(sample);
        let _ = native(&[&sound[..12], &bytes].concat());
    }
}
