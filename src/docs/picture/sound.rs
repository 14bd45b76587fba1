//! Whether a picture is sound: a part of tests, here and over flows of orgs.

/// The left upper corner of a part, its width and its height.
pub(crate) type Part = (i64, i64, i64, i64);

/// What is wrong with a picture of a size: parts that overlap, lines that run through parts, anything outside.
pub(crate) fn flaws((width, height): (i64, i64), parts: &[Part], lines: &[Vec<(i64, i64)>]) -> Vec<String> {
    let mut flaws = Vec::new();
    let mut sorted = parts.to_vec();
    sorted.sort_by_key(|part| part.1);
    for (at, one) in sorted.iter().enumerate() {
        if one.0 < 0 || one.1 < 0 || one.0 + one.2 > width || one.1 + one.3 > height {
            flaws.push(format!("outside: {one:?}"));
        }
        let below = sorted[at + 1..].iter().take_while(|other| other.1 < one.1 + one.3);
        for other in below.filter(|other| one.0 < other.0 + other.2 && other.0 < one.0 + one.2) {
            flaws.push(format!("{one:?} overlaps {other:?}"));
        }
    }
    let tallest = parts.iter().map(|part| part.3).max().unwrap_or_default();
    for segment in lines.iter().flat_map(|line| line.windows(2)) {
        let [from, to] = segment else { continue };
        if from.0 != to.0 && from.1 != to.1 {
            flaws.push(format!("slanting: {segment:?}"));
        }
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        if left < 0 || top < 0 || right > width || bottom > height {
            flaws.push(format!("outside: {segment:?}"));
        }
        let far = sorted.partition_point(|part| part.1 + tallest < top);
        let near = sorted.partition_point(|part| part.1 < bottom);
        let through = |part: &&Part| {
            left < part.0 + part.2 && part.0 < right && top < part.1 + part.3 && part.1 < bottom
        };
        flaws.extend(
            sorted[far..near].iter().filter(through).map(|part| format!("{segment:?} through {part:?}")),
        );
    }
    flaws
}
