//! Attachments: files that customers and agents send. Bytes lie on disk, what is known of them in the database; a
//! file's type is what its bytes say, never what its sender claims.

mod address;
mod dimensions;
mod kind;
mod name;
mod open;
mod upload;
mod view;

pub use address::{encode, path};
pub use kind::{Kind, sniff};
pub use open::{Opened, open};
pub use upload::{Upload, Uploader};
pub use view::{view, views, views_for_customer};
