//! Reads OpenMetrics text, and holds it to the rules of the format on the way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(crate) struct Scrape {
    pub(crate) text: String,
    samples: BTreeMap<String, f64>,
}

impl Scrape {
    pub(crate) fn parse(text: &str) -> Self {
        assert!(text.ends_with("\n# EOF\n"), "{text}");
        let mut types: HashMap<&str, &str> = HashMap::new();
        let mut helped = BTreeSet::new();
        let mut family = "";
        let mut samples = BTreeMap::new();
        for line in text.trim_end_matches("# EOF\n").lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, sentence) = help.split_once(' ').unwrap();
                assert!(helped.insert(name), "{name} has two families");
                assert!(!sentence.is_empty());
                family = name;
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').unwrap();
                assert_eq!(name, family, "the type follows its help");
                types.insert(name, kind);
            } else {
                let (sample, value) = line.rsplit_once(' ').unwrap();
                let name = sample.split('{').next().unwrap();
                let suffixes: &[&str] = match types[family] {
                    "counter" => &["_total"],
                    "gauge" => &[""],
                    "info" => &["_info"],
                    "histogram" => &["_bucket", "_count", "_sum"],
                    other => panic!("{family} is of type {other}"),
                };
                let suffix = name.strip_prefix(family);
                assert!(
                    suffix.is_some_and(|suffix| suffixes.contains(&suffix)),
                    "{line} among {family}"
                );
                labels(sample);
                let value: f64 = value.parse().unwrap();
                assert!(value.is_finite() && value >= 0.0, "{line}");
                let twice = samples.insert(sample.to_owned(), value);
                assert!(twice.is_none(), "{sample} is there twice");
            }
        }
        let scrape = Self {
            text: text.to_owned(),
            samples,
        };
        scrape.check_histograms();
        scrape
    }

    /// Buckets grow, and the last of them is the count.
    fn check_histograms(&self) {
        let counts = self
            .samples
            .keys()
            .filter(|name| name.contains("_seconds_count{"));
        for count in counts {
            let (family, rest) = count.split_once("_count{").unwrap();
            let own = format!(",{rest}");
            let mut buckets: Vec<(f64, f64)> = self
                .samples
                .iter()
                .filter_map(|(name, value)| {
                    let bound = name.strip_prefix(family)?.strip_prefix("_bucket{le=\"")?;
                    let (bound, labels) = bound.split_once('"')?;
                    (labels == own).then(|| (bound.parse().unwrap(), *value))
                })
                .collect();
            buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(
                buckets.windows(2).all(|pair| pair[0].1 <= pair[1].1),
                "{count}"
            );
            let last = buckets.last().unwrap();
            assert_eq!(*last, (f64::INFINITY, self.samples[count]), "{count}");
        }
    }

    /// A sample that must be there, by its name and labels as they stand in the text.
    pub(crate) fn value(&self, sample: &str) -> f64 {
        self.get(sample)
            .unwrap_or_else(|| panic!("{sample} is not in\n{}", self.text))
    }

    pub(crate) fn get(&self, sample: &str) -> Option<f64> {
        self.samples.get(sample).copied()
    }

    pub(crate) fn names(&self) -> Vec<&String> {
        self.samples.keys().collect()
    }
}

/// The label names of a sample, which must be well formed and different.
fn labels(sample: &str) {
    let Some((_, labels)) = sample.split_once('{') else {
        return;
    };
    let labels = labels.strip_suffix('}').unwrap();
    let mut seen = BTreeSet::new();
    for label in labels.split(',') {
        let (name, value) = label.split_once('=').unwrap();
        assert!(value.len() >= 2 && value.starts_with('"') && value.ends_with('"'));
        assert!(seen.insert(name), "{sample}");
    }
}
