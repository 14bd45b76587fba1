//! Which files hold metadata, by their names.

use std::ffi::OsStr;
use std::path::Path;

/// The end of every metadata file of a source project.
const SOURCE: &str = "-meta.xml";

/// What a package says of itself and of what it deletes. From the Metadata API Developer Guide, "Deleting Components".
const MANIFESTS: [&str; 4] =
    ["destructiveChanges.xml", "destructiveChangesPost.xml", "destructiveChangesPre.xml", "package.xml"];

/// Whether a file found below a folder holds metadata: `X.flow-meta.xml`, `flows/X.flow` of an mdapi package, a manifest.
pub(super) fn is_metadata(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.ends_with(SOURCE) || MANIFESTS.contains(&&*name) {
        return true;
    }
    let Some(ending) = path.extension() else { return false };
    let mut folders = path.ancestors().skip(1).filter_map(Path::file_name);
    match PACKAGED.iter().find(|(_, known)| OsStr::new(known) == ending) {
        Some((folder, _)) => folders.any(|name| name == OsStr::new(folder)),
        None => false,
    }
}

/// The kinds that a package of the Metadata API keeps as plain XML: the folder, and the ending of its files.
///
/// From the Metadata API Developer Guide, "Metadata Types".
static PACKAGED: &[(&str, &str)] = &[
    ("LeadConvertSettings", "LeadConvertSetting"),
    ("actionLinkGroupTemplates", "actionLinkGroupTemplate"),
    ("applications", "app"),
    ("approvalProcesses", "approvalProcess"),
    ("assignmentRules", "assignmentRules"),
    ("autoResponseRules", "autoResponseRules"),
    ("customApplicationComponents", "customApplicationComponent"),
    ("customMetadata", "md"),
    ("customPermissions", "customPermission"),
    ("dashboards", "dashboard"),
    ("duplicateRules", "duplicateRule"),
    ("escalationRules", "escalationRules"),
    ("flexipages", "flexipage"),
    ("flowDefinitions", "flowDefinition"),
    ("flows", "flow"),
    ("flowtests", "flowtest"),
    ("globalValueSets", "globalValueSet"),
    ("groups", "group"),
    ("homePageLayouts", "homePageLayout"),
    ("labels", "labels"),
    ("layouts", "layout"),
    ("matchingRules", "matchingRule"),
    ("namedCredentials", "namedCredential"),
    ("notificationtypes", "notiftype"),
    ("objectTranslations", "objectTranslation"),
    ("objects", "object"),
    ("pathAssistants", "pathAssistant"),
    ("permissionsetgroups", "permissionsetgroup"),
    ("permissionsets", "permissionset"),
    ("profiles", "profile"),
    ("queues", "queue"),
    ("quickActions", "quickAction"),
    ("remoteSiteSettings", "remoteSite"),
    ("reportTypes", "reportType"),
    ("reports", "report"),
    ("roles", "role"),
    ("settings", "settings"),
    ("sharingRules", "sharingRules"),
    ("standardValueSets", "standardValueSet"),
    ("tabs", "tab"),
    ("translations", "translation"),
    ("weblinks", "weblink"),
    ("workflows", "workflow"),
];
