//! A small painter: smooth-edged shapes on a square picture.
//!
//! Shapes are signed distances in pixels, negative inside. Only arithmetic and square roots are used, which give
//! the same result on every machine.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

/// Width and height of a picture, in pixels.
pub const SIDE: u32 = 256;

/// How well the JPEG keeps the picture, out of 100.
const QUALITY: u8 = 88;

/// Red, green and blue, each from 0 to 255.
pub type Color = [f32; 3];

/// Reads a colour as written in style sheets, 0xRRGGBB.
pub const fn rgb(hex: u32) -> Color {
    [((hex >> 16) & 255) as f32, ((hex >> 8) & 255) as f32, (hex & 255) as f32]
}

/// The colour a `share` of the way from one to the other.
pub fn blend(from: Color, to: Color, share: f32) -> Color {
    std::array::from_fn(|part| from[part] + (to[part] - from[part]) * share)
}

/// A picture in the making.
pub struct Canvas {
    pixels: Vec<Color>,
}

impl Canvas {
    /// A picture that runs from one colour in the top left to another in the bottom right.
    pub fn gradient(from: Color, to: Color) -> Self {
        let share = |place: u32| (place / SIDE + place % SIDE) as f32 / (2 * SIDE) as f32;
        Self { pixels: (0..SIDE * SIDE).map(|place| blend(from, to, share(place))).collect() }
    }

    /// Paints a shape with a crisp edge.
    pub fn fill(&mut self, color: Color, shape: impl Fn(f32, f32) -> f32) {
        self.glaze(color, 1.0, 1.0, shape);
    }

    /// Paints a shape that lets `1 - strength` of the ground through and whose edge is `softness` pixels wide.
    pub fn glaze(&mut self, color: Color, strength: f32, softness: f32, shape: impl Fn(f32, f32) -> f32) {
        for (place, pixel) in (0..).zip(&mut self.pixels) {
            let (x, y) = ((place % SIDE) as f32 + 0.5, (place / SIDE) as f32 + 0.5);
            let cover = (0.5 - shape(x, y) / softness).clamp(0.0, 1.0) * strength;
            if cover > 0.0 {
                *pixel = blend(*pixel, color, cover);
            }
        }
    }

    /// The picture as a JPEG file.
    pub fn jpeg(&self) -> Vec<u8> {
        let bytes: Vec<u8> = self.pixels.iter().flatten().map(|part| (part + 0.5) as u8).collect();
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, QUALITY)
            .encode(&bytes, SIDE, SIDE, ExtendedColorType::Rgb8)
            .expect("a picture of this size fits JPEG and memory takes every byte");
        file
    }
}

/// An ellipse by its middle and half axes.
pub fn ellipse(x: f32, y: f32, half_width: f32, half_height: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |px, py| {
        let (dx, dy) = ((px - x) / half_width, (py - y) / half_height);
        ((dx * dx + dy * dy).sqrt() - 1.0) * half_width.min(half_height)
    }
}

/// A box with rounded corners, by its middle and half sides.
pub fn block(x: f32, y: f32, half_width: f32, half_height: f32, corner: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |px, py| {
        let dx = (px - x).abs() - half_width + corner;
        let dy = (py - y).abs() - half_height + corner;
        let outside = (dx.max(0.0) * dx.max(0.0) + dy.max(0.0) * dy.max(0.0)).sqrt();
        outside + dx.max(dy).min(0.0) - corner
    }
}

/// The outline of a shape, `width` pixels wide.
pub fn outline(shape: impl Fn(f32, f32) -> f32 + Copy, width: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, y| shape(x, y).abs() - width / 2.0
}

/// What either shape covers.
pub fn either(
    one: impl Fn(f32, f32) -> f32 + Copy,
    other: impl Fn(f32, f32) -> f32 + Copy,
) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, y| one(x, y).min(other(x, y))
}

/// What both shapes cover.
pub fn both(
    one: impl Fn(f32, f32) -> f32 + Copy,
    other: impl Fn(f32, f32) -> f32 + Copy,
) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, y| one(x, y).max(other(x, y))
}

/// A shape without another.
pub fn without(
    shape: impl Fn(f32, f32) -> f32 + Copy,
    hole: impl Fn(f32, f32) -> f32 + Copy,
) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, y| shape(x, y).max(-hole(x, y))
}

/// Everything below a height.
pub fn below(height: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |_, y| height - y
}

/// Everything above a height.
pub fn above(height: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |_, y| y - height
}
