// Four rules of the scanner (names, ids, URLs, secrets) delegate to this package; here they find nothing.
class Silent {
    execute() {
        return [];
    }
}

module.exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : Silent) });
