//! What changed between two versions, field by field and within each text: by line first, then, within changed lines,
//! by word and character, because Chinese has no spaces to cut at.

use super::Content;
use serde::{Deserialize, Serialize};

crate::word_enum! {
    PieceKind { Same = "same", Added = "added", Removed = "removed", }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Piece {
    pub kind: PieceKind,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldChange {
    pub field: String,
    pub pieces: Vec<Piece>,
}

/// Changed fields only, in the order in which a form shows them.
pub fn contents(before: &Content, after: &Content) -> Vec<FieldChange> {
    let fields = fields(before).into_iter().zip(fields(after));
    let mut changes: Vec<FieldChange> = fields
        .filter(|((_, old), (_, new))| old != new)
        .map(|((field, old), (_, new))| FieldChange { field: field.to_owned(), pieces: texts(&old, &new) })
        .collect();
    // The words stand under `answer`; of the markup only that it changed is worth a line.
    if before.html != after.html && before.answer == after.answer {
        changes.push(FieldChange { field: "html".into(), pieces: Vec::new() });
    }
    changes
}

fn fields(c: &Content) -> [(&'static str, String); 20] {
    let lines = |words: &[String]| words.join("\n");
    let at = |at: Option<crate::time::Millis>| at.map(|at| at.0.to_string()).unwrap_or_default();
    let flag = |on: bool| if on { "true".to_owned() } else { String::new() };
    let states: Vec<String> = c.scope.order_states.iter().map(ToString::to_string).collect();
    let groups: Vec<String> = c.read_groups.iter().map(ToString::to_string).collect();
    [
        ("question", c.question.clone()),
        ("similar", lines(&c.similar)),
        ("shortcut", c.shortcut.clone()),
        ("answer", c.answer.clone()),
        ("levels.warm", c.levels.warm.clone()),
        ("levels.formal", c.levels.formal.clone()),
        ("steps", steps(c)),
        ("category", c.category.clone()),
        ("lang", c.lang.clone()),
        ("source", c.source.clone()),
        ("owner_line", c.owner_line.clone()),
        ("valid_from", at(c.valid_from)),
        ("valid_to", at(c.valid_to)),
        ("scope.products", lines(&c.scope.products)),
        ("scope.regions", lines(&c.scope.regions)),
        ("scope.order_states", lines(&states)),
        ("scope.tiers", lines(&c.scope.tiers)),
        (
            "scope.audience",
            [flag(c.scope.newcomers).replace("true", "newcomers"), flag(c.scope.agents_only).replace("true", "agents_only")]
                .join(" ")
                .trim()
                .to_owned(),
        ),
        ("scope.categories", lines(&c.scope.categories)),
        ("must_read", if c.must_read { format!("true\n{}", lines(&groups)).trim().to_owned() } else { String::new() }),
    ]
}

fn steps(c: &Content) -> String {
    let mut text = String::new();
    for step in &c.steps {
        text.push_str(&format!("# {} ({})\n{}\n", step.title, step.key, step.text));
        if !step.say.is_empty() {
            text.push_str(&format!("“{}”\n", step.say));
        }
        for choice in &step.choices {
            text.push_str(&format!("- {} → {}\n", choice.label, choice.to));
        }
    }
    text
}

/// Beyond this many comparisons a block is shown as replaced: a reader sees nothing in a finer mixture either.
const MOST_CELLS: usize = 1_000_000;

pub fn texts(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let mut pieces = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    for (kind, text) in aligned(&old, &new) {
        match kind {
            PieceKind::Removed => gone.push_str(text),
            PieceKind::Added => come.push_str(text),
            PieceKind::Same => {
                within(&mut pieces, &mut gone, &mut come);
                push(&mut pieces, PieceKind::Same, text);
            }
        }
    }
    within(&mut pieces, &mut gone, &mut come);
    pieces
}

/// A block of changed lines, cut finer.
fn within(pieces: &mut Vec<Piece>, gone: &mut String, come: &mut String) {
    let (old, new) = (std::mem::take(gone), std::mem::take(come));
    for (kind, text) in aligned(&tokens(&old), &tokens(&new)) {
        push(pieces, kind, text);
    }
}

fn push(pieces: &mut Vec<Piece>, kind: PieceKind, text: &str) {
    match pieces.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => pieces.push(Piece { kind, text: text.to_owned() }),
    }
}

/// Words of Latin letters and digits stay whole; everything else is one character each.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            while let Some((at, next)) = chars.next_if(|(_, next)| next.is_ascii_alphanumeric()) {
                end = at + next.len_utf8();
            }
        }
        out.push(&text[start..end]);
    }
    out
}

/// The longest common subsequence, removed before added where both happen.
fn aligned<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(PieceKind, &'t str)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut out: Vec<(PieceKind, &str)> = old[..head].iter().map(|text| (PieceKind::Same, *text)).collect();
    if a.len().saturating_mul(b.len()) > MOST_CELLS {
        out.extend(a.iter().map(|text| (PieceKind::Removed, *text)));
        out.extend(b.iter().map(|text| (PieceKind::Added, *text)));
    } else {
        let width = b.len() + 1;
        let mut common = vec![0u32; (a.len() + 1) * width];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                common[i * width + j] = if a[i] == b[j] {
                    common[(i + 1) * width + j + 1] + 1
                } else {
                    common[(i + 1) * width + j].max(common[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && a[i] == b[j] {
                out.push((PieceKind::Same, a[i]));
                (i, j) = (i + 1, j + 1);
            } else if j == b.len() || (i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
                out.push((PieceKind::Removed, a[i]));
                i += 1;
            } else {
                out.push((PieceKind::Added, b[j]));
                j += 1;
            }
        }
    }
    out.extend(old[old.len() - tail..].iter().map(|text| (PieceKind::Same, *text)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece.kind {
                PieceKind::Same => piece.text.clone(),
                PieceKind::Added => format!("[+{}]", piece.text),
                PieceKind::Removed => format!("[-{}]", piece.text),
            })
            .collect()
    }

    #[test]
    fn a_changed_number_is_shown_and_the_rest_left_alone() {
        assert_eq!(marked(&texts("退款 3 天到账", "退款 7 天到账")), "退款 [-3][+7] 天到账");
        assert_eq!(marked(&texts("满 100 包邮", "满 199 包邮")), "满 [-100][+199] 包邮");
        assert_eq!(marked(&texts("一\n二\n三", "一\n三")), "一\n[-二\n]三");
        assert_eq!(marked(&texts("", "新")), "[+新]");
        assert!(texts("同", "同").iter().all(|piece| piece.kind == PieceKind::Same));
    }

    #[test]
    fn the_pieces_of_any_two_texts_spell_both_of_them() {
        let all = ["", "abc 好", "好的\n亲 abc\n", "退款 3 天\n\n换货 7 天", "退款 5 天\n换货\n7 天\n"];
        for old in all {
            for new in all {
                let pieces = texts(old, new);
                let spell = |without: PieceKind| pieces.iter().filter(|p| p.kind != without).map(|p| p.text.as_str()).collect::<String>();
                assert_eq!((spell(PieceKind::Added).as_str(), spell(PieceKind::Removed).as_str()), (old, new));
            }
        }
    }

    #[test]
    fn huge_texts_are_compared_within_bounds() {
        let (old, new): (String, String) =
            ((0..3000).map(|n| format!("{n}甲\n")).collect(), (0..3000).map(|n| format!("{}乙\n", n + 1)).collect());
        let pieces = texts(&old, &new);
        assert!(!pieces.is_empty());
    }

    #[test]
    fn only_changed_fields_are_named() {
        let before = Content { question: "q".into(), answer: "a".into(), html: "<p>a</p>".into(), ..Content::default() };
        let bold = Content { html: "<p><b>a</b></p>".into(), ..before.clone() };
        assert_eq!(contents(&before, &bold).iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["html"]);
        let more = Content { answer: "b".into(), must_read: true, ..before.clone() };
        assert_eq!(contents(&before, &more).iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["answer", "must_read"]);
    }
}
