//! The one table writer: columns as wide as their widest cell, the first ones to the left, figures to the right.

use std::fmt;

/// A table for people.
#[derive(Debug, Default)]
pub(super) struct Table {
    title: String,
    columns: Vec<&'static str>,
    /// How many of the first columns are words.
    words: usize,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    /// A table whose first `words` columns are words, and whose others are figures.
    pub(super) fn new(title: &str, words: usize, columns: &[&'static str]) -> Self {
        Self {
            title: title.to_owned(),
            columns: columns.to_vec(),
            words,
            ..Self::default()
        }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// A sentence below the table.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

/// A figure of three significant digits or so, or a dash when there is none.
pub(super) fn figure(value: impl Into<Option<f64>>) -> String {
    match value.into() {
        None => "-".to_owned(),
        Some(value) if value.abs() >= 100.0 => format!("{value:.0}"),
        Some(value) if value.abs() >= 10.0 => format!("{value:.1}"),
        Some(value) if value.abs() >= 1.0 => format!("{value:.2}"),
        Some(value) => format!("{value:.3}"),
    }
}

/// A ratio, or a dash when there is none.
pub(super) fn times_over(ratio: impl Into<Option<f64>>) -> String {
    match ratio.into() {
        None => "-".to_owned(),
        Some(ratio) => format!("{ratio:.2} x"),
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| cell.chars().count());
            cells.max().unwrap_or(0)
        };
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(column, name)| width(column).max(name.chars().count()))
            .collect();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut text = String::new();
            for (column, (cell, width)) in cells.zip(&widths).enumerate() {
                if column > 0 {
                    text.push_str("  ");
                }
                if column < self.words {
                    text.push_str(&format!("{cell:<width$}"));
                } else {
                    text.push_str(&format!("{cell:>width$}"));
                }
            }
            text.truncate(text.trim_end().len());
            text
        };
        writeln!(f, "{}", self.title)?;
        if self.rows.is_empty() {
            return f.write_str("nothing, for want of the languages that this is measured in");
        }
        write!(f, "{}", line(&mut self.columns.iter().copied()))?;
        for row in &self.rows {
            write!(f, "\n{}", line(&mut row.iter().map(String::as_str)))?;
        }
        for note in &self.notes {
            write!(f, "\n{note}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_left_and_figures_right() {
        let mut table = Table::new("title", 1, &["language", "ms"]);
        table.row(["c".to_owned(), figure(1234.5)]);
        table.row(["lua".to_owned(), figure(None)]);
        table.note("a note");
        let expected = "title\nlanguage    ms\nc         1234\nlua          -\na note";
        assert_eq!(table.to_string(), expected);
    }
}
