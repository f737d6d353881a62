//! What a file is, by its first bytes.

/// A kind that we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub mime: &'static str,
    /// The usual ending first.
    pub endings: &'static [&'static str],
    /// A browser may show it in a page of ours; everything else is only ever saved.
    pub inline: bool,
}

const KINDS: &[Kind] = &[
    Kind { mime: "image/png", endings: &["png"], inline: true },
    Kind { mime: "image/jpeg", endings: &["jpg", "jpeg"], inline: true },
    Kind { mime: "image/gif", endings: &["gif"], inline: true },
    Kind { mime: "image/webp", endings: &["webp"], inline: true },
    Kind { mime: "application/pdf", endings: &["pdf"], inline: false },
    Kind { mime: "application/zip", endings: &["zip"], inline: false },
    Kind { mime: "application/msword", endings: &["doc"], inline: false },
    Kind { mime: "application/vnd.ms-excel", endings: &["xls"], inline: false },
    Kind { mime: "application/vnd.ms-powerpoint", endings: &["ppt"], inline: false },
    Kind { mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: &["docx"], inline: false },
    Kind { mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: &["xlsx"], inline: false },
    Kind { mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation", endings: &["pptx"], inline: false },
    Kind { mime: "video/mp4", endings: &["mp4", "m4v"], inline: false },
    Kind { mime: "audio/mpeg", endings: &["mp3"], inline: false },
    TEXT,
];

const TEXT: Kind = Kind { mime: "text/plain", endings: &["txt", "csv", "log", "md"], inline: false };

/// So many first bytes are enough to tell.
pub const HEAD_BYTES: usize = 8 * 1024;

pub fn of_mime(mime: &str) -> Option<Kind> {
    KINDS.iter().copied().find(|kind| kind.mime == mime)
}

/// The kind by content; none for what we do not take. Plain text has no mark of its own, so its name must say so too.
pub fn sniff(head: &[u8], name: &str) -> Option<Kind> {
    if head.is_empty() {
        return None;
    }
    if let Some(found) = infer::get(head) {
        return of_mime(found.mime_type());
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    (TEXT.endings.contains(&ending.as_str()) && is_text(head)).then_some(TEXT)
}

/// UTF-8 (the last character may be cut) without control characters other than those of text.
fn is_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && head.len() >= HEAD_BYTES => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_and_not_the_name() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";
        assert_eq!(sniff(png, "invoice.pdf").map(|kind| kind.mime), Some("image/png"));
        for (bytes, name) in [
            (&b"<!DOCTYPE html><script>alert(1)</script>"[..], "photo.png"),
            (b"<html><body>", "notes.txt"),
            (b"<script>alert(1)</script>", "photo.png"),
            (b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>", "logo.svg"),
            (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "photo.jpg"),
            (b"\x7fELF\x02\x01\x01\0", "a.txt"),
            (b"#!/bin/sh\nrm -rf /", "a.txt"),
            (b"plain words", "photo.png"),
            (b"plain words", "noending"),
            (b"with a zero\0byte", "a.txt"),
            (b"\xff\xfe\xfd", "a.txt"),
            (b"", "a.txt"),
        ] {
            assert_eq!(sniff(bytes, name), None, "{name}: {:?}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(sniff("尺码表\n36,37".as_bytes(), "尺码.csv").map(|kind| kind.mime), Some("text/plain"));
    }
}
