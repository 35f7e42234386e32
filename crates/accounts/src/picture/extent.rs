//! Where a picture ends inside an upload.
//!
//! Decoders stop as soon as they have all their pixels, and some fill up with grey what is missing. So a cut-off file
//! is found here, by walking over the parts it is made of; and what follows the end (a script, an archive, the film
//! that some phones append) is left out before anything else looks at it.

use super::PictureKind;

/// The length of the complete picture at the beginning of `bytes`; `None` if it is cut off.
pub(super) fn extent(kind: PictureKind, bytes: &[u8]) -> Option<usize> {
    let mut reader = Reader { bytes, at: 0 };
    match kind {
        PictureKind::Png => png(&mut reader)?,
        PictureKind::Jpeg => jpeg(&mut reader)?,
        PictureKind::Gif => gif(&mut reader)?,
        PictureKind::WebP => webp(&mut reader)?,
    }
    Some(reader.at)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}

/// Chunks of length, name, content and checksum up to `IEND`.
fn png(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(8)?;
    loop {
        let length = u32::from_be_bytes(reader.array()?);
        let name = reader.take(4)?;
        reader.take(usize::try_from(length).ok()?)?;
        reader.take(4)?;
        if name == b"IEND" {
            return Some(());
        }
    }
}

/// Marked segments up to the end-of-image marker. Thumbnails lie inside segments and are stepped over with them.
fn jpeg(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(2)?;
    loop {
        match next_marker(reader)? {
            0xd9 => return Some(()),
            // Stand-alone markers: start of image, and one for private use.
            0x01 | 0xd8 => {}
            _ => {
                let length = u16::from_be_bytes(reader.array()?);
                reader.take(usize::from(length).checked_sub(2)?)?;
            }
        }
    }
}

/// The next marker, past compressed data, in which 0xff is followed by 0 or is a restart marker.
fn next_marker(reader: &mut Reader<'_>) -> Option<u8> {
    loop {
        let ahead = reader.bytes.get(reader.at..)?;
        reader.at += ahead.iter().position(|byte| *byte == 0xff)? + 1;
        match *reader.bytes.get(reader.at)? {
            0xff => {}
            0x00 | 0xd0..=0xd7 => reader.at += 1,
            marker => {
                reader.at += 1;
                return Some(marker);
            }
        }
    }
}

/// Extensions and frames, each a row of small blocks, up to the trailer.
fn gif(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(10)?;
    let flags = reader.byte()?;
    reader.take(2 + colour_table(flags))?;
    loop {
        match reader.byte()? {
            b';' => return Some(()),
            b'!' => {
                reader.byte()?;
                gif_blocks(reader)?;
            }
            b',' => {
                reader.take(8)?;
                let flags = reader.byte()?;
                reader.take(colour_table(flags) + 1)?;
                gif_blocks(reader)?;
            }
            _ => return None,
        }
    }
}

/// The bytes of the colour table that `flags` announce.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn gif_blocks(reader: &mut Reader<'_>) -> Option<()> {
    loop {
        match reader.byte()? {
            0 => return Some(()),
            length => reader.take(usize::from(length))?,
        };
    }
}

/// The length stands at the beginning.
fn webp(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(4)?;
    let length = u32::from_le_bytes(reader.array()?);
    reader.take(usize::try_from(length).ok()?)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::process::samples;
    use super::*;

    #[test]
    fn every_sample_ends_where_its_file_ends_and_not_where_something_was_appended() {
        for (kind, bytes) in samples::all() {
            let appended = [&bytes[..], b"<script>alert(1)</script>", &[0xff, 0xd9, b';']].concat();
            assert_eq!(extent(kind, &bytes), Some(bytes.len()), "{kind:?}");
            assert_eq!(extent(kind, &appended), Some(bytes.len()), "{kind:?}");
        }
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_UP_01_a_file_cut_anywhere_is_incomplete() {
        for (kind, bytes) in samples::all() {
            for length in 0..bytes.len() {
                assert_eq!(extent(kind, &bytes[..length]), None, "{kind:?} cut to {length}");
            }
        }
    }
}
