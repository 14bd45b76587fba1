//! The deployable project in memory: paths and bytes, manifests, and what the admin has to read.

mod guide;
mod layout;
mod manifest;
mod tree;
mod uses;

pub use layout::path;
pub use tree::Tree;

use crate::build::Component;
use crate::check::program::Program;
use crate::xml;
use serde_json::json;

const GIT_ATTRIBUTES: &str = "* text eol=lf\n";
const FORCE_IGNORE: &str = "\
# What sf leaves alone below force-app, by the rules of .gitignore.
**/*.md
**/jsconfig.json
**/.eslintrc.json
**/__tests__/**
";
const PRETTIER_IGNORE: &str = "\
# Generated, and written as Salesforce writes it.
force-app/
manifest/
*.md
";

/// The whole project of a program.
pub fn project(program: &Program, components: &[Component]) -> Tree {
    let mut tree = Tree::default();
    for component in components {
        tree.insert(layout::path(component), xml::write(&component.document));
    }
    tree.insert("manifest/package.xml", xml::write(&manifest::package(components, &program.api_version)));
    tree.insert("sfdx-project.json", definition(program));
    tree.insert("DEPLOY.md", guide::render(program, components));
    tree.insert(".forceignore", FORCE_IGNORE);
    tree.insert(".gitattributes", GIT_ATTRIBUTES);
    tree.insert(".prettierignore", PRETTIER_IGNORE);
    tree
}

/// `sfdx-project.json`, with the keys that `sf template generate project` writes.
fn definition(program: &Program) -> String {
    let definition = json!({
        "packageDirectories": [{ "path": "force-app", "default": true }],
        "name": slug(program),
        "namespace": "",
        "sfdcLoginUrl": "https://login.salesforce.com",
        "sourceApiVersion": program.api_version,
    });
    format!("{definition:#}\n")
}

/// `Outbound Sales` as `outbound-sales`; the prefix where no letter of it is left.
fn slug(program: &Program) -> String {
    let words = |text: &str| {
        let parts =
            text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("-").to_lowercase()
    };
    let name = words(&program.name);
    if name.is_empty() { words(&program.prefix) } else { name }
}

#[cfg(test)]
mod tests;
