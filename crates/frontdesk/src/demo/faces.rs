//! Portraits of nobody: friendly drawn heads for the demo's avatars.

use std::ops::Range;

use super::canvas::{Canvas, Color, above, below, blend, block, both, either, ellipse, outline, rgb, without};
use super::dice::{Dice, Stream};

/// How many different portraits a world has.
pub const PORTRAITS: usize = 24;

/// The portraits of women.
pub const WOMEN: Range<usize> = 0..16;

/// The portraits of men.
pub const MEN: Range<usize> = 16..PORTRAITS;

const SKIN: [u32; 6] = [0xF7D7C4, 0xF2C6A8, 0xEAB795, 0xE3AC85, 0xFBE0D0, 0xD79B74];
const HAIR: [u32; 8] = [0x3B2A22, 0x5A3B28, 0x7A4E2D, 0xA8763E, 0xD2A866, 0x2B2B30, 0x8E3B22, 0x6D5A4E];
const CLOTHES: [u32; 8] = [0x2F4858, 0x8C4A5A, 0x3E6B5C, 0xE8E4DC, 0x54457F, 0xB5653A, 0x37415C, 0xC98A8F];
const GROUNDS: [(u32, u32); 8] = [
    (0xFDE2D4, 0xF4A69A),
    (0xD8EEF0, 0x7FB7BE),
    (0xE9E2F6, 0xA99BD0),
    (0xFFF1C9, 0xF2BE73),
    (0xE0F0DC, 0x8DBF8B),
    (0xF9DCE6, 0xD58BA8),
    (0xE2E9F5, 0x8EA6D1),
    (0xF1EADF, 0xC2AC8C),
];

/// The choices that make one portrait.
struct Look {
    woman: bool,
    style: usize,
    skin: Color,
    hair: Color,
    clothes: Color,
    ground: (u32, u32),
    glasses: bool,
    /// Where the hair parts, in pixels off the middle.
    parting: f32,
}

/// Draws portrait `number` of a world as a JPEG file.
pub fn portrait(seed: u64, number: usize) -> Vec<u8> {
    let look = Look::new(seed, number);
    let mut canvas = Canvas::gradient(rgb(look.ground.0), rgb(look.ground.1));
    canvas.glaze(rgb(0xFFFFFF), 0.35, 60.0, ellipse(128.0, 112.0, 96.0, 96.0));
    look.hair_behind(&mut canvas);
    look.body(&mut canvas);
    look.head(&mut canvas);
    look.features(&mut canvas);
    if !look.woman {
        look.beard(&mut canvas);
    }
    look.mouth(&mut canvas);
    look.hair_in_front(&mut canvas);
    if look.glasses {
        look.spectacles(&mut canvas);
    }
    canvas.jpeg()
}

impl Look {
    fn new(seed: u64, number: usize) -> Self {
        let mut dice = Dice::new(seed, Stream::Faces, number as u64);
        let woman = WOMEN.contains(&number);
        Self {
            woman,
            // Neighbours differ in cut and ground, whatever the dice say.
            style: number % 4,
            ground: GROUNDS[(number + seed as usize % 8) % 8],
            skin: rgb(dice.pick(&SKIN)),
            hair: rgb(dice.pick(&HAIR)),
            clothes: rgb(dice.pick(&CLOTHES)),
            glasses: dice.chance(220),
            parting: dice.pick(&[-18.0, -8.0, 10.0, 20.0]),
        }
    }

    fn hair_behind(&self, canvas: &mut Canvas) {
        let shade = blend(self.hair, rgb(0), 0.18);
        match (self.woman, self.style) {
            (true, 0) => {
                canvas.fill(shade, either(ellipse(128.0, 112.0, 62.0, 70.0), block(128.0, 165.0, 62.0, 62.0, 28.0)))
            }
            (true, 1) => {
                canvas.fill(shade, either(ellipse(128.0, 110.0, 60.0, 66.0), block(128.0, 138.0, 60.0, 38.0, 20.0)))
            }
            (true, 2) => canvas.fill(shade, either(ellipse(128.0, 98.0, 51.0, 50.0), ellipse(128.0, 42.0, 25.0, 22.0))),
            (true, _) => {
                canvas.fill(shade, either(ellipse(128.0, 99.0, 51.0, 52.0), ellipse(176.0, 172.0, 22.0, 54.0)))
            }
            (false, _) => canvas.fill(shade, ellipse(128.0, 102.0, 50.0, 54.0)),
        }
    }

    fn body(&self, canvas: &mut Canvas) {
        let width = if self.woman { 82.0 } else { 98.0 };
        let neck = if self.woman { 17.0 } else { 22.0 };
        let shoulders = ellipse(128.0, 268.0, width, 72.0);
        canvas.fill(self.clothes, shoulders);
        canvas.glaze(rgb(0xFFFFFF), 0.10, 30.0, both(shoulders, ellipse(104.0, 240.0, 44.0, 40.0)));
        canvas.fill(blend(self.skin, rgb(0x9A5A44), 0.22), block(128.0, 182.0, neck, 38.0, 14.0));
        canvas
            .fill(blend(self.skin, rgb(0x9A5A44), 0.12), both(ellipse(128.0, 204.0, neck + 10.0, 22.0), below(196.0)));
    }

    fn head(&self, canvas: &mut Canvas) {
        let ear = blend(self.skin, rgb(0x9A5A44), 0.14);
        let half = if self.woman { 43.0 } else { 45.0 };
        canvas.fill(ear, ellipse(128.0 - half - 1.0, 124.0, 8.0, 11.0));
        canvas.fill(ear, ellipse(128.0 + half + 1.0, 124.0, 8.0, 11.0));
        canvas.fill(self.skin, self.face());
        canvas.glaze(rgb(0xE8796B), 0.26, 14.0, ellipse(101.0, 138.0, 11.0, 8.0));
        canvas.glaze(rgb(0xE8796B), 0.26, 14.0, ellipse(155.0, 138.0, 11.0, 8.0));
    }

    /// A rounded forehead over a narrower chin, a man's a little squarer.
    fn face(&self) -> impl Fn(f32, f32) -> f32 + Copy + use<> {
        let (half, jaw) = if self.woman { (43.0, 30.0) } else { (45.0, 35.0) };
        either(ellipse(128.0, 114.0, half, 50.0), ellipse(128.0, 138.0, jaw, 36.0))
    }

    fn features(&self, canvas: &mut Canvas) {
        let brow = blend(self.hair, rgb(0x2A1D18), 0.45);
        for side in [-1.0, 1.0] {
            let x = 128.0 + side * 18.0;
            canvas.fill(rgb(0xFFFDFB), ellipse(x, 122.0, 7.5, 5.5));
            canvas.fill(rgb(0x3A2A26), ellipse(x, 122.0, 4.6, 5.2));
            canvas.fill(rgb(0xFFFFFF), ellipse(x + 1.6, 120.2, 1.5, 1.5));
            let arch = outline(ellipse(x, 117.0, 11.0, 10.0), if self.woman { 2.6 } else { 3.8 });
            canvas.fill(brow, both(arch, above(110.5)));
            if self.woman {
                canvas.fill(rgb(0x3A2A26), both(outline(ellipse(x, 122.5, 8.5, 7.0), 2.0), above(119.5)));
            }
        }
        let nose = both(outline(ellipse(128.0, 134.0, 6.0, 6.0), 2.2), below(136.5));
        canvas.fill(blend(self.skin, rgb(0x8A4A38), 0.38), nose);
    }

    fn mouth(&self, canvas: &mut Canvas) {
        let color = if self.woman { rgb(0xC2535A) } else { rgb(0x9E4F45) };
        canvas.fill(color, without(ellipse(128.0, 148.0, 14.0, 11.0), block(128.0, 138.0, 20.0, 12.0, 2.0)));
        canvas.fill(rgb(0xFFFFFF), both(ellipse(128.0, 148.5, 11.0, 6.5), both(below(150.0), above(153.0))));
    }

    fn beard(&self, canvas: &mut Canvas) {
        let lips = ellipse(128.0, 152.0, 17.0, 8.0);
        let cheeks = ellipse(128.0, 118.0, 37.0, 26.0);
        match self.style {
            0 => canvas.fill(self.hair, without(both(self.face(), below(128.0)), either(cheeks, lips))),
            1 => canvas.glaze(self.hair, 0.22, 4.0, without(both(self.face(), below(128.0)), either(cheeks, lips))),
            2 => canvas.fill(self.hair, without(ellipse(128.0, 156.0, 21.0, 18.0), lips)),
            _ => {}
        }
    }

    fn hair_in_front(&self, canvas: &mut Canvas) {
        let opening = match (self.woman, self.style) {
            (true, 1) => ellipse(128.0, 152.0, 47.0, 54.0),
            (true, _) => ellipse(128.0 + self.parting, 143.0, 50.0, 58.0),
            (false, 3) => ellipse(128.0, 140.0, 46.0, 62.0),
            (false, _) => ellipse(128.0 + self.parting / 2.0, 142.0, 50.0, 57.0),
        };
        let (cap, reach) = match (self.woman, self.style) {
            (true, 0 | 1) => (ellipse(128.0, 108.0, 54.0, 62.0), 150.0),
            (true, _) => (ellipse(128.0, 105.0, 49.0, 56.0), 128.0),
            (false, 2) => (ellipse(128.0, 98.0, 51.0, 58.0), 112.0),
            (false, _) => (ellipse(128.0, 102.0, 48.0, 52.0), 114.0),
        };
        let hair = both(without(cap, opening), above(reach));
        canvas.fill(self.hair, hair);
        canvas.glaze(rgb(0xFFFFFF), 0.13, 24.0, both(hair, ellipse(112.0, 66.0, 30.0, 14.0)));
    }

    fn spectacles(&self, canvas: &mut Canvas) {
        let frame = rgb(0x33302E);
        for x in [109.0, 147.0] {
            canvas.glaze(rgb(0xFFFFFF), 0.18, 1.0, ellipse(x, 123.0, 14.0, 12.0));
            canvas.fill(frame, outline(ellipse(x, 123.0, 14.0, 12.0), 2.4));
        }
        canvas.fill(frame, block(128.0, 121.0, 5.5, 1.2, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn portraits_are_small_square_jpegs_and_all_differ() {
        let files: Vec<Vec<u8>> = (0..PORTRAITS).map(|number| portrait(7, number)).collect();
        for file in &files {
            let picture = image::load_from_memory_with_format(file, image::ImageFormat::Jpeg).expect("a JPEG");
            assert_eq!((picture.width(), picture.height()), (256, 256));
            assert!(file.len() < 30_000, "{}", file.len());
        }
        assert_eq!(files.iter().collect::<HashSet<_>>().len(), PORTRAITS);
        assert_eq!(portrait(7, 3), files[3]);
        assert_ne!(portrait(8, 3), files[3]);
    }
}
