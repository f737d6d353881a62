//! Width and height of a picture, from the first bytes of its file. Decoding the picture would be a door for hostile
//! files; four small headers are not.

/// None when the header is damaged or another format's.
pub fn dimensions(mime: &str, head: &[u8]) -> Option<(i64, i64)> {
    let (width, height) = match mime {
        "image/png" => png(head)?,
        "image/gif" => gif(head)?,
        "image/webp" => webp(head)?,
        "image/jpeg" => jpeg(head)?,
        _ => return None,
    };
    (width > 0 && height > 0).then_some((i64::from(width), i64::from(height)))
}

fn png(b: &[u8]) -> Option<(u32, u32)> {
    (b.get(12..16)? == b"IHDR").then_some(())?;
    Some((be32(b, 16)?, be32(b, 20)?))
}

fn gif(b: &[u8]) -> Option<(u32, u32)> {
    Some((le16(b, 6)?, le16(b, 8)?))
}

fn webp(b: &[u8]) -> Option<(u32, u32)> {
    match b.get(12..16)? {
        b"VP8 " => {
            (b.get(23..26)? == [0x9d, 0x01, 0x2a]).then_some(())?;
            Some((le16(b, 26)? & 0x3fff, le16(b, 28)? & 0x3fff))
        }
        b"VP8L" => {
            (*b.get(20)? == 0x2f).then_some(())?;
            let bits = le16(b, 21)? | (le16(b, 23)? << 16);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((le24(b, 24)? + 1, le24(b, 27)? + 1)),
        _ => None,
    }
}

/// Walks the segments to the frame header. Large metadata may push it out of `b`; then the size stays unknown.
fn jpeg(b: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        (*b.get(at)? == 0xff).then_some(())?;
        let marker = *b.get(at + 1)?;
        match marker {
            0xff => at += 1,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Some((be16(b, at + 7)?, be16(b, at + 5)?)),
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let length = be16(b, at + 2)? as usize;
                (length >= 2).then_some(())?;
                at += 2 + length;
            }
        }
    }
}

fn be16(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(b.get(at..at + 2)?.try_into().ok()?)))
}
fn be32(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(b.get(at..at + 4)?.try_into().ok()?))
}
fn le16(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?)))
}
fn le24(b: &[u8], at: usize) -> Option<u32> {
    let part = b.get(at..at + 3)?;
    Some(u32::from(part[0]) | u32::from(part[1]) << 8 | u32::from(part[2]) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_tells_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0";
        let gif = b"GIF89a\x80\x02\xe0\x01\0\0\0";
        let jpeg = b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03";
        let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x7f\xc2\x77\0";
        let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01";
        let extended = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0";
        for (mime, bytes) in [
            ("image/png", &png[..]),
            ("image/gif", gif),
            ("image/jpeg", jpeg),
            ("image/webp", lossless),
            ("image/webp", lossy),
            ("image/webp", extended),
        ] {
            assert_eq!(dimensions(mime, bytes), Some((640, 480)), "{mime} {bytes:?}");
        }
    }

    #[test]
    fn a_header_cut_anywhere_is_no_panic() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03";
        for mime in ["image/png", "image/gif", "image/jpeg", "image/webp"] {
            for bytes in [&jpeg[..], b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0", &[0xff; 64], &[0; 64]] {
                for cut in 0..bytes.len() {
                    let _ = dimensions(mime, &bytes[..cut]);
                }
            }
        }
    }
}
