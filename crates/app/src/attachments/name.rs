//! A file name that is safe to show, to save and to put into a header.

use super::kind::Kind;

const LONGEST: usize = 120;

/// Keeps the last part of a path, without control and direction marks, ending as its kind ends.
pub fn clean(name: &str, kind: Kind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !hidden(*c)).map(|c| if "<>:\"|?*%".contains(c) { '_' } else { c }).collect();
    let kept = kept.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let ending = kept.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let fits = kind.endings.contains(&ending.as_str());
    let ending = if fits { ending } else { kind.endings[0].to_owned() };
    let stem = if fits { &kept[..kept.len() - ending.len() - 1] } else { kept };
    let stem: String = stem.chars().take(LONGEST - ending.len() - 1).collect();
    let stem = if stem.trim().is_empty() { "file" } else { stem.trim() };
    format!("{stem}.{ending}")
}

/// Control characters, and the marks that turn the direction of writing (`photo<mark>gnp.exe`) or have no width.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_loses_its_tricks() {
        let png = super::super::kind::of_mime("image/png").unwrap_or_else(|| unreachable!());
        for (given, kept) in [
            ("发票.png", "发票.png"),
            ("../../etc/passwd", "passwd.png"),
            ("C:\\Users\\x\\photo.PNG", "photo.png"),
            ("photo.exe", "photo.exe.png"),
            ("photo\u{202e}gnp.exe", "photognp.exe.png"),
            ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
            ("", "file.png"),
            ("...", "file.png"),
            (".png", "png.png"),
            ("\"quoted\".png", "_quoted_.png"),
        ] {
            assert_eq!(clean(given, png), kept, "{given:?}");
        }
        assert!(clean(&"长".repeat(500), png).chars().count() <= LONGEST);
    }
}
