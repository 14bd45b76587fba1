// Prints what the scanner finds in flows, one JSON array of [file, rule, name] for each finding; its newest rules too.
//
//     node scan.js FILE…
const scanner = require("@flow-scanner/lightning-flow-scanner-core");

async function scan(file) {
    const flows = await scanner.parse([file]);
    const rules = scanner.scan(flows, { betaMode: true }).flatMap((flow) => flow.ruleResults);
    for (const rule of rules.filter((rule) => rule.occurs)) {
        rule.details.forEach((found) => console.log(JSON.stringify([file, rule.ruleName, found.name ?? ""])));
    }
}

process.argv.slice(2).reduce((done, file) => done.then(() => scan(file)), Promise.resolve());
