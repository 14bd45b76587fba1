//! The usual router in few words: `routes` from outcomes to dispositions, and the fields that it `fetches`.

use super::yaml::Yaml;

/// The intent of a router that says `routes`, in full; any other stays as it is. `usual` is that of a program with one outcome.
pub(super) fn in_full(wanted: &Yaml, usual: &dyn Fn() -> Result<Yaml, String>) -> Result<Yaml, String> {
    let Some(routes) = wanted.get("routes") else { return Ok(wanted.clone()) };
    let mut entries: Vec<(String, Yaml)> = wanted.entries().to_vec();
    entries.retain(|(key, _)| key != "routes" && key != "fetches");
    if wanted.get("start").is_none() {
        entries.extend(usual()?.get("start").map(|start| ("start".to_owned(), start.clone())));
    }
    let fetches = wanted.get("fetches");
    let steps = vec![who_was_called(fetches), route(routes.entries())];
    entries.push(("steps".to_owned(), Yaml::List(steps)));
    Ok(Yaml::Map(entries))
}

fn text(text: &str) -> Yaml {
    Yaml::Text(text.to_owned())
}

fn map(entries: Vec<(&str, Yaml)>) -> Yaml {
    Yaml::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn who_was_called(fetches: Option<&Yaml>) -> Yaml {
    let get = |object: &str, variable: &str, filter: &str| {
        let fields = fetches.and_then(|fetches| fetches.get(object)).map(Yaml::texts).unwrap_or_default();
        let fields = std::iter::once("Id").chain(fields).map(text).collect();
        let body = vec![
            ("finds", text(object)),
            ("where", text(filter)),
            ("into", text(variable)),
            ("fields", Yaml::List(fields)),
            ("on fault", text("end")),
        ];
        Yaml::List(vec![map(vec![(format!("Get {object}").as_str(), map(body))])])
    };
    let ways = vec![
        ("when", text("$Record.WhoId begins with \"003\"")),
        ("Contact", get("Contact", "contact", "Id = $Record.WhoId")),
        ("Lead", get("Lead", "lead", "Id = $Record.WhoId AND IsConverted = false")),
    ];
    map(vec![("Who Was Called?", map(ways))])
}

/// `Nobody Found` and `Unrecognized` have no dispositions: they name the outcome that is run, or nothing.
fn route(routes: &[(String, Yaml)]) -> Yaml {
    const OTHERS: [&str; 2] = ["Nobody Found", "Unrecognized"];
    let runs = |outcome: &str| Yaml::List(vec![text(&format!("Run {outcome}"))]);
    let named = || routes.iter().filter(|(outcome, _)| !OTHERS.contains(&outcome.as_str()));
    let asks = |disposition: &str| format!("$Record.CallDisposition = \"{disposition}\"");
    let mut when = vec![("Nobody Found", text("contact is null AND lead is null"))];
    when.extend(named().map(|(outcome, dispositions)| {
        let asked: Vec<String> = dispositions.texts().into_iter().map(asks).collect();
        (outcome.as_str(), text(&asked.join(" OR ")))
    }));
    let mut ways = vec![("when", map(when))];
    for other in OTHERS {
        let outcome = routes.iter().find(|(outcome, _)| outcome == other).map(|(_, run)| run.text());
        let steps = outcome.filter(|outcome| !outcome.is_empty()).map_or(Yaml::List(Vec::new()), runs);
        ways.push((other, steps));
    }
    ways.extend(named().map(|(outcome, _)| (outcome.as_str(), runs(outcome))));
    map(vec![("Route by Disposition", map(ways))])
}
