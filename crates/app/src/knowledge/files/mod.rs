//! Knowledge as files: xlsx, csv and Markdown, out and in. A file is read into [`row`]s whatever its form ([`read`]);
//! [`import`] says of each row what would become of it, and does so when asked; [`write`] is the way back.

pub mod import;
pub mod read;
pub mod row;
pub mod write;

yingke_core::word_enum! {
    Format { Xlsx = "xlsx", Csv = "csv", Markdown = "md", }
}

impl Format {
    pub fn mime(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Markdown => "text/markdown; charset=utf-8",
        }
    }
}
