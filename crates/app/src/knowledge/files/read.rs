//! Files into rows. What a stranger sends is bounded before it is opened: bytes, rows, length of a cell.

use super::{
    Format,
    row::{Column, Row},
};
use crate::error::{Error, Result};
use calamine::{Data, Reader as _};
use std::{collections::BTreeMap, io::Cursor};

pub const MOST_BYTES: usize = 5_000_000;
pub const MOST_ROWS: usize = 2_000;

pub fn rows(format: Format, bytes: &[u8]) -> Result<Vec<Row>> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::TooLarge("send at most 5 MB; split the file".into()));
    }
    let rows = match format {
        Format::Xlsx => table(xlsx(bytes)?)?,
        Format::Csv => table(csv_lines(bytes)?)?,
        Format::Markdown => markdown(text(bytes)?),
    };
    if rows.len() > MOST_ROWS {
        return Err(Error::TooLarge(format!("send at most {MOST_ROWS} rows at once; split the file")));
    }
    if rows.is_empty() {
        return Err(Error::invalid("data", "the file has no rows; the first line names the columns, question and answer among them"));
    }
    Ok(rows)
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes)
        .map_err(|_| Error::invalid("data", "the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8) or send xlsx"))
}

/// The first line names the columns; unknown ones are passed over, empty lines too.
fn table(lines: impl Iterator<Item = Result<Vec<String>>>) -> Result<Vec<Row>> {
    let mut lines = lines.take(MOST_ROWS + 2);
    let Some(head) = lines.next().transpose()? else { return Ok(Vec::new()) };
    let columns: Vec<Option<Column>> = head.iter().map(|title| Column::called(title)).collect();
    if !columns.contains(&Some(Column::Question)) {
        return Err(Error::invalid("data", "no column is called question (问题)"));
    }
    let mut rows = Vec::new();
    for (place, line) in (1..).zip(lines) {
        let cells: BTreeMap<Column, String> = columns.iter().zip(line?).filter_map(|(column, cell)| Some(((*column)?, cell))).collect();
        if cells.values().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { place, cells });
        }
    }
    Ok(rows)
}

fn csv_lines(bytes: &[u8]) -> Result<impl Iterator<Item = Result<Vec<String>>>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text(bytes)?.as_bytes());
    Ok(reader.into_records().map(|record| match record {
        Ok(record) => Ok(record.iter().map(str::to_owned).collect()),
        Err(error) => Err(Error::invalid("data", format!("the file cannot be read as csv: {error}"))),
    }))
}

fn xlsx(bytes: &[u8]) -> Result<impl Iterator<Item = Result<Vec<String>>>> {
    let broken = |error: calamine::XlsxError| Error::invalid("data", format!("the file cannot be read as xlsx: {error}"));
    refuse_bombs(bytes)?;
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let range = book.worksheet_range_at(0).ok_or(Error::invalid("data", "the file has no sheet"))?.map_err(broken)?;
    let lines: Vec<Vec<String>> = range.rows().take(MOST_ROWS + 2).map(|cells| cells.iter().take(64).map(cell).collect()).collect();
    Ok(lines.into_iter().map(Ok))
}

/// A small file may unpack to gigabytes. The sizes stand in the central directory; whoever lies there is stopped by the
/// reader, which does not read beyond them.
fn refuse_bombs(bytes: &[u8]) -> Result<()> {
    const MOST_UNPACKED: u64 = 100_000_000;
    let mut unpacked = 0u64;
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|window| window == b"PK\x01\x02") {
        let entry = &bytes[at + found..];
        let Some(size) = entry.get(24..28) else { break };
        unpacked += u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]]));
        at += found + 4;
    }
    if unpacked > MOST_UNPACKED { Err(Error::TooLarge("this workbook is too large when unpacked".into())) } else { Ok(()) }
}

fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(at) => day_of_serial(at.as_f64()),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// Workbooks count days from 1899-12-30.
fn day_of_serial(days: f64) -> String {
    let epoch = jiff::civil::date(1899, 12, 30);
    let days = jiff::Span::new().try_days(days.floor() as i64);
    days.and_then(|days| epoch.checked_add(days)).map(|date| date.to_string()).unwrap_or_default()
}

/// `## question`, then `- column: value` lines, then the answer up to the next such heading.
fn markdown(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut answer: Vec<&str> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        if let Some(title) = line.strip_prefix("## ") {
            finish(&mut rows, &mut answer);
            let place = i64::try_from(rows.len()).unwrap_or(0) + 1;
            rows.push(Row { place, cells: BTreeMap::from([(Column::Question, title.trim().to_owned())]) });
            continue;
        }
        let Some(row) = rows.last_mut() else { continue };
        let named =
            line.strip_prefix("- ").and_then(|rest| rest.split_once(':')).and_then(|(name, value)| Some((Column::called(name)?, value)));
        match named {
            // Only before the answer begins: afterwards it is a list of the answer.
            Some((column, value)) if answer.iter().all(|line| line.trim().is_empty()) => {
                row.cells.insert(column, value.trim().to_owned());
            }
            _ => answer.push(line.strip_prefix('\\').filter(|rest| rest.starts_with("## ")).unwrap_or(line)),
        }
    }
    finish(&mut rows, &mut answer);
    rows
}

fn finish(rows: &mut [Row], answer: &mut Vec<&str>) {
    let text = answer.join("\n").trim().to_owned();
    answer.clear();
    if let Some(row) = rows.last_mut() {
        row.cells.insert(Column::Answer, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::files::{row, write};
    use yingke_core::{
        id::KnowledgeId,
        knowledge::{Content, Knowledge},
        time::Millis,
    };

    fn items() -> Vec<Knowledge> {
        let content = |question: &str, answer: &str| Content {
            question: question.into(),
            answer: answer.into(),
            similar: vec!["多久退".into(), "钱呢".into()],
            source: "规则 \"v1\", 2026".into(),
            valid_to: Some(Millis(1_772_380_800_000)),
            ..Content::default()
        };
        vec![
            Knowledge::new(
                KnowledgeId(uuid::Uuid::from_u128(1)),
                "refund".into(),
                content("退款多久", "3 天\n- 快的 1 天\n## 备注\n=SUM(1)"),
                Millis(0),
            ),
            Knowledge::new(KnowledgeId(uuid::Uuid::from_u128(2)), "b".into(), content("发票", "在订单里"), Millis(0)),
        ]
    }

    #[test]
    fn what_is_written_in_any_form_is_read_back_the_same() {
        let items = items();
        let mut expected: Vec<Row> = (1..).zip(&items).map(|(place, item)| row::of(place, item)).collect();
        for format in [Format::Xlsx, Format::Csv, Format::Markdown] {
            let file = write::file(format, &items).expect("a file");
            let mut found = rows(format, &file).expect("rows");
            // Files need not keep empty cells apart from absent ones.
            for row in found.iter_mut().chain(&mut expected) {
                row.cells.retain(|_, text| !text.is_empty());
                if let Some(similar) = row.cells.get_mut(&Column::Similar) {
                    *similar = similar.replace(" | ", "\n");
                }
            }
            assert_eq!(found, expected, "{format}");
        }
    }

    #[test]
    fn files_that_are_none_are_refused_with_a_sentence() {
        for (format, bytes) in [
            (Format::Xlsx, &b"PK\x03\x04rubbish"[..]),
            (Format::Xlsx, b""),
            (Format::Csv, b"a,b\n1,2"),
            (Format::Csv, b"\xff\xfe\x00"),
            (Format::Csv, b""),
            (Format::Markdown, b"no heading"),
        ] {
            assert!(matches!(rows(format, bytes), Err(Error::Invalid { .. })), "{format} {bytes:?}");
        }
    }
}
