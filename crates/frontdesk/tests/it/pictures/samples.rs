//! Pictures to upload, sound and unsound.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A marked text that an uploader's camera might have written into a picture.
pub const PLACE: &str = "GPS-MARKED-55.7963N-49.1088E";

/// Half red, half blue.
pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let paint = |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    let mut bytes = Vec::new();
    RgbImage::from_fn(width, height, paint).write_to(&mut Cursor::new(&mut bytes), format).expect("a sound picture");
    bytes
}

pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png, 24, 16)
}

/// `jpeg` with an EXIF segment that names [`PLACE`] and the orientation `turned` (1 to 8).
pub fn with_exif(jpeg: &[u8], turned: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([turned, 0, 0, 0, 0, 0, 0]);
    exif.extend(PLACE.as_bytes());
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// `png` with a text chunk after its header that names [`PLACE`].
pub fn with_text(png: &[u8]) -> Vec<u8> {
    let header = 8 + 25;
    [&png[..header], &chunk(b"tEXt", format!("Comment\0{PLACE}").as_bytes()), &png[header..]].concat()
}

/// A PNG that claims to be `side` × `side` and holds nothing of the kind.
pub fn claiming(side: u32) -> Vec<u8> {
    let header = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    // An empty zlib stream.
    let nothing = [0x78, 0x9c, 0x03, 0, 0, 0, 0, 1];
    let start = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
    [&start[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &nothing), &chunk(b"IEND", b"")].concat()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    let checked = [&name[..], content].concat();
    [&length[..], &checked, &crc(&checked).to_be_bytes()].concat()
}

/// The checksum of PNG (ISO 3309), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc: u32, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// What is no picture of a kind that is taken: what it is, a file name, its bytes.
pub fn not_pictures() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let (png, jpeg) = (png(), picture(ImageFormat::Jpeg, 24, 16));
    vec![
        ("text", "a.png", b"just text".to_vec()),
        ("SVG", "a.svg", svg.clone()),
        ("SVG under another name", "a.png", svg),
        ("HTML", "a.jpg", html),
        ("PDF", "a.png", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj".to_vec()),
        ("nothing", "a.png", Vec::new()),
        ("one byte", "a.png", vec![0x89]),
        ("a cut PNG", "a.png", png[..png.len() - 20].to_vec()),
        ("a cut JPEG", "a.jpg", jpeg[..jpeg.len() / 2].to_vec()),
        ("a PNG of no size", "a.png", claiming(0)),
        ("a picture that is called a page", "a.html", png.clone()),
        ("a picture that is called a program", "a.png.php", png),
        ("noise that begins like a picture", "a.png", [&b"\x89PNG\r\n\x1a\n"[..], &[0xa5; 500]].concat()),
    ]
}
