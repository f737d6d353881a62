//! Items into files.

use super::{
    Format,
    row::{self, Column},
};
use crate::error::Result;
use rust_xlsxwriter::{Format as Look, Workbook};
use yingke_core::knowledge::Knowledge;

pub fn file(format: Format, items: &[Knowledge]) -> Result<Vec<u8>> {
    match format {
        Format::Xlsx => Ok(xlsx(items).map_err(anyhow::Error::from)?),
        Format::Csv => Ok(csv(items).map_err(anyhow::Error::from)?),
        Format::Markdown => Ok(markdown(items).into_bytes()),
    }
}

fn xlsx(items: &[Knowledge]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Look::new().set_bold();
    for (at, column) in (0..).zip(Column::ALL) {
        sheet.write_string_with_format(0, at, column.as_str(), &bold)?;
        let width = match column {
            Column::Question | Column::Similar => 36,
            Column::Answer => 64,
            _ => 14,
        };
        sheet.set_column_width(at, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, item) in (1..).zip(items) {
        let row = row::of(0, item);
        for (at, column) in (0..).zip(Column::ALL) {
            // As a string, never as a formula; a cell holds 32,767 characters.
            let text: String = row.cells[column].chars().take(32_000).collect();
            sheet.write_string(line, at, text)?;
        }
    }
    book.save_to_buffer()
}

fn csv(items: &[Knowledge]) -> Result<Vec<u8>, csv::Error> {
    // With a mark at the beginning, because Excel otherwise reads Chinese as something else.
    let mut out = "\u{feff}".as_bytes().to_vec();
    {
        let mut writer = csv::Writer::from_writer(&mut out);
        writer.write_record(Column::ALL.iter().map(|column| column.as_str()))?;
        for item in items {
            let row = row::of(0, item);
            writer.write_record(Column::ALL.iter().map(|column| row.cells[column].as_str()))?;
        }
        writer.flush()?;
    }
    Ok(out)
}

fn markdown(items: &[Knowledge]) -> String {
    let mut out = String::new();
    for item in items {
        let row = row::of(0, item);
        let one_line = |text: &str| text.replace('\n', " | ");
        out.push_str(&format!("## {}\n\n", one_line(&item.question)));
        for column in Column::ALL.iter().filter(|column| !matches!(column, Column::Question | Column::Answer)) {
            let text = one_line(&row.cells[column]);
            if !text.is_empty() {
                out.push_str(&format!("- {column}: {text}\n"));
            }
        }
        let answer: Vec<String> =
            item.answer.lines().map(|line| if line.starts_with("## ") { format!("\\{line}") } else { line.to_owned() }).collect();
        out.push_str(&format!("\n{}\n\n", answer.join("\n")));
    }
    out
}
