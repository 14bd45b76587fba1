//! The rows of a CSV file: where each stands, and what is wrong with those that cannot be read.

use super::Broken;
use crate::cli::failure::Failure;
use crate::cli::input::{self, show};
use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A CSV file whose head was read.
pub(super) struct Table {
    path: PathBuf,
    reader: Reader<File>,
    /// The same file, for what the reader took for one row.
    raw: File,
    separator: u8,
    /// The names of its columns.
    pub(super) head: Vec<String>,
}

/// A row, as texts.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) at: Position,
    pub(super) cells: Vec<String>,
}

impl Table {
    /// Opens a file and reads its head.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let refused = |message: String| Failure::of(show(path), message);
        let metadata = std::fs::metadata(path).map_err(|_| input::missing(path))?;
        if !metadata.is_file() {
            return Err(refused("is no plain file".to_owned()));
        }
        let file = || File::open(path).map_err(|fault| refused(format!("cannot be read: {fault}")));
        let mut raw = file()?;
        let mut beginning = Vec::new();
        let read = raw.by_ref().take(64 << 10).read_to_end(&mut beginning);
        read.map_err(|fault| refused(format!("cannot be read: {fault}")))?;
        if input::is_utf_16(&beginning) {
            return Err(refused("is UTF-16, and not UTF-8".to_owned()).help("save it as CSV in UTF-8"));
        }
        if beginning.iter().all(u8::is_ascii_whitespace) {
            return Err(refused("is empty".to_owned()).help("its first line has the names of fields"));
        }
        let separator = separator(&beginning);
        let mut builder = ReaderBuilder::new();
        let mut reader = builder.flexible(true).delimiter(separator).from_reader(file()?);
        let head = reader.byte_headers().map_err(|fault| refused(format!("cannot be read: {fault}")))?;
        let head: Vec<String> = match head.iter().map(|cell| String::from_utf8(cell.to_vec())).collect() {
            Ok(head) => head,
            Err(_) => {
                let help = "save it as CSV in UTF-8: from Excel, `CSV UTF-8`";
                return Err(refused("is not UTF-8 (line 1)".to_owned()).help(help));
            }
        };
        let head = head.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { path: path.to_owned(), reader, raw, separator, head })
    }

    /// The next row, or what is wrong with it.
    pub(super) fn next(&mut self) -> Option<Result<Row, Broken>> {
        let mut record = ByteRecord::new();
        match self.reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(fault) => {
                let line = self.reader.position().line();
                return Some(Err(Broken { line, message: format!("cannot be read: {fault}") }));
            }
        }
        let at = record.position().cloned().unwrap_or_else(Position::new);
        Some(self.row(at, &record))
    }

    /// The row at a place that [`Table::next`] gave.
    pub(super) fn at(&mut self, at: Position) -> Option<Row> {
        self.reader.seek(at).ok()?;
        self.next()?.ok()
    }

    fn row(&mut self, at: Position, record: &ByteRecord) -> Result<Row, Broken> {
        let line = at.line();
        let lines = self.reader.position().line().saturating_sub(line);
        if lines > 1 && (record.len() != self.head.len() || self.is_unbalanced(&at)) {
            self.resume_behind(&at);
            return Err(Broken { line, message: "a quotation mark is opened and not closed".to_owned() });
        }
        if record.len() != self.head.len() {
            let message = format!("has {} cells, and the head {}", record.len(), self.head.len());
            return Err(Broken { line, message });
        }
        let cells = record.iter().map(|cell| String::from_utf8(cell.to_vec())).collect::<Result<_, _>>();
        match cells {
            Ok(cells) => Ok(Row { line, at, cells }),
            Err(_) => Err(Broken { line, message: "is not UTF-8: save the file as CSV in UTF-8".to_owned() }),
        }
    }

    /// Whether what was taken for one row has a mark without its fellow.
    fn is_unbalanced(&mut self, at: &Position) -> bool {
        let length = self.reader.position().byte().saturating_sub(at.byte());
        let raw = self.bytes(at.byte(), length);
        !is_well_quoted(&raw, self.separator)
    }

    /// Goes on with the line behind the one where a row begins.
    fn resume_behind(&mut self, at: &Position) {
        let length = self.reader.position().byte().saturating_sub(at.byte());
        let raw = self.bytes(at.byte(), length);
        let end = raw.iter().position(|byte| *byte == b'\n').map_or(raw.len(), |end| end + 1);
        let mut next = at.clone();
        next.set_byte(at.byte() + end as u64).set_line(at.line() + 1);
        // Where the file cannot be read on, the next row says so.
        let _ = self.reader.seek(next);
    }

    fn bytes(&mut self, from: u64, length: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let read = self.raw.seek(SeekFrom::Start(from));
        let _ = read.and_then(|_| self.raw.by_ref().take(length).read_to_end(&mut bytes));
        bytes
    }

    /// The file, as the user named it.
    pub(super) fn path(&self) -> String {
        show(&self.path)
    }
}

/// Whether each quoted cell ends where a cell may end.
fn is_well_quoted(raw: &[u8], separator: u8) -> bool {
    let ends =
        |byte: Option<&u8>| byte.is_none_or(|byte| *byte == separator || matches!(byte, b'\r' | b'\n'));
    let (mut at, mut begins) = (0, true);
    while let Some(byte) = raw.get(at) {
        if *byte == b'"' && begins {
            at += 1;
            loop {
                match (raw.get(at), raw.get(at + 1)) {
                    (None, _) => return false,
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), next) if ends(next) => break,
                    (Some(b'"'), _) => return false,
                    (Some(_), _) => at += 1,
                }
            }
        }
        begins = raw.get(at).is_some_and(|byte| *byte == separator || *byte == b'\n');
        at += 1;
    }
    true
}

/// What stands most often between the names of the head: a comma, a semicolon, a tab.
fn separator(beginning: &[u8]) -> u8 {
    let head = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| head.iter().filter(|byte| **byte == sign).count();
    let signs = [b',', b';', b'\t'];
    signs.into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}
