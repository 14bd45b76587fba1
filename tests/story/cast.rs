//! Who and what is in an org before anything happens.

use super::Given;
use crate::random::choices::Choices;
use ctiflow::formula::{Type, Value};
use ctiflow::simulate::World;

/// The records that calls speak of.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    reps: Vec<Value>,
    people: Vec<Value>,
    related: Vec<Value>,
    queue: Value,
    /// All of them, with their lines.
    told: Vec<(Value, String)>,
}

fn words(text: &str) -> Value {
    Value::text(text)
}

fn read(text: &str, ty: Type) -> Value {
    Value::read(text, ty).expect("a value of its type")
}

impl Cast {
    /// Fills an org; the same choices give the same records.
    pub(crate) fn fill(world: &mut World, choices: &mut Choices<'_>) -> Self {
        let mut cast = Self::default();
        cast.users(world);
        cast.add(world, "CustomNotificationType", &[("DeveloperName", words("RND_Alert"))]);
        let queue = [("Name", words("Everybody")), ("Type", words("Queue"))];
        cast.queue = cast.add(world, "Group", &queue);
        let energy =
            [("Name", words("Acme")), ("Industry", words("Energy")), ("OwnerId", cast.reps[0].clone())];
        let acme = cast.add(world, "Account", &energy);
        let plain =
            cast.add(world, "Account", &[("Name", words("Plain")), ("OwnerId", cast.reps[1].clone())]);
        for (at, account) in [Some(&acme), Some(&plain), None].into_iter().enumerate() {
            let contact = cast.somebody(world, "Contact", at, account, choices);
            cast.deals(world, &contact, account, choices);
            cast.cases(world, &contact, choices);
        }
        for at in 3..5 {
            cast.somebody(world, "Lead", at, None, choices);
        }
        cast.related.extend([acme, plain]);
        for person in cast.people.clone() {
            cast.tracker(world, &person, choices);
        }
        cast
    }

    fn add(&mut self, world: &mut World, object: &str, fields: &[Given]) -> Value {
        let id = world.add(object, fields).unwrap_or_else(|error| panic!("{object}: {error}"));
        let given: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        self.told.push((id.clone(), format!("  {object} {id} {{ {} }}\n", given.join(", "))));
        id
    }

    /// Three reps: with a manager, with one who has left, without one.
    fn users(&mut self, world: &mut World) {
        let user =
            |name: &str, active: bool| [("LastName", words(name)), ("IsActive", Value::Boolean(active))];
        let mia = self.add(world, "User", &user("Mia", true));
        let moe = self.add(world, "User", &user("Moe", false));
        for (name, manager) in [("Rob", Some(mia)), ("Ria", Some(moe)), ("Ray", None)] {
            let manager = manager.map(|manager| ("ManagerId", manager));
            let fields: Vec<Given> = user(name, true).into_iter().chain(manager).collect();
            let rep = self.add(world, "User", &fields);
            self.reps.push(rep);
        }
    }

    fn somebody(
        &mut self,
        world: &mut World,
        object: &str,
        at: usize,
        account: Option<&Value>,
        choices: &mut Choices<'_>,
    ) -> Value {
        let last = ["Byron", "Dr Strange-Lovelace the Second of Long Names", "Chu", "Drew", "Eve"][at];
        let owner = if object == "Lead" { self.owner(choices) } else { self.rep(choices) };
        let mut fields = vec![("LastName", words(last)), ("OwnerId", owner)];
        fields.extend(account.map(|account| ("AccountId", account.clone())));
        if object == "Lead" {
            fields.push(("Company", words("Globex")));
            if at == 4 && choices.once_in(2) {
                fields.push(("IsConverted", Value::Boolean(true)));
            }
        }
        let count = |choices: &mut Choices<'_>| Value::number(choices.of(&[0, 2, 3, 4, 5, 7, 8]));
        if choices.once_in(2) {
            fields.extend([("Calls__c", count(choices)), ("Tries__c", count(choices))]);
        }
        if choices.once_in(2) {
            fields.push(("State__c", words(choices.of(&["New", "Open", "Done"]))));
            fields.push(("Hot__c", Value::Boolean(true)));
        }
        if choices.once_in(2) {
            fields.push(("Next_Call__c", read(choices.of(&["2026-11-10", "2026-11-23"]), Type::Date)));
            fields.push(("Coach__c", self.rep(choices)));
        }
        if choices.once_in(2) {
            fields.push(("Last_Try__c", read("2026-11-15T08:00:00Z", Type::DateTime)));
            fields.push(("Note__c", words("short")));
        }
        if choices.once_in(2) {
            fields.push(("Score__c", Value::number(choices.of(&[0, 1, 9]))));
            fields.push(("Rate__c", read(choices.of(&["0.05", "12.35"]), Type::Number)));
        }
        let person = self.add(world, object, &fields);
        self.people.push(person.clone());
        person
    }

    fn deals(
        &mut self,
        world: &mut World,
        contact: &Value,
        account: Option<&Value>,
        choices: &mut Choices<'_>,
    ) {
        for at in 0..choices.below(3) {
            let stage = choices.of(&["Prospecting", "Qualification", "Closed Won"]);
            let mut fields = vec![
                ("Name", words(&format!("Deal {at}"))),
                ("StageName", words(stage)),
                ("CloseDate", read("2026-12-31", Type::Date)),
                ("ContactId", contact.clone()),
                ("OwnerId", self.rep(choices)),
                ("LastModifiedDate", read(&format!("2026-10-0{}T08:00:00Z", 5 - at), Type::DateTime)),
            ];
            fields.extend(account.map(|account| ("AccountId", account.clone())));
            let deal = self.add(world, "Opportunity", &fields);
            self.related.push(deal);
        }
    }

    fn cases(&mut self, world: &mut World, contact: &Value, choices: &mut Choices<'_>) {
        for at in 0..choices.below(4) {
            let mut fields = vec![
                ("ContactId", contact.clone()),
                ("Status", words(choices.of(&["New", "Working", "Closed"]))),
                ("OwnerId", self.owner(choices)),
                ("CreatedDate", read(&format!("2026-09-1{at}T08:00:00Z"), Type::DateTime)),
            ];
            if choices.once_in(2) {
                fields.push(("Origin", words(choices.of(&["Open", "open", "Phone"]))));
            }
            let case = self.add(world, "Case", &fields);
            self.related.push(case);
        }
    }

    fn tracker(&mut self, world: &mut World, person: &Value, choices: &mut Choices<'_>) {
        let kind = choices.below(4);
        if kind == 0 {
            return;
        }
        let mut fields = vec![("TargetId", person.clone()), ("IsTrackerActive", Value::Boolean(kind != 1))];
        if kind == 3 {
            fields.push(("CurrentStepId", words("0Hx000000000001AAA")));
        }
        self.add(world, "ActionCadenceTracker", &fields);
    }

    /// The records that a text names, and those that belong to them.
    pub(crate) fn told_of(&self, text: &str) -> String {
        let named: Vec<String> =
            self.told.iter().map(|(id, _)| id.to_string()).filter(|id| text.contains(id)).collect();
        let concerns = |line: &&(Value, String)| named.iter().any(|id| line.1.contains(id));
        self.told.iter().filter(concerns).map(|(_, line)| line.as_str()).collect()
    }

    /// One of the people who can be called.
    pub(crate) fn person(&self, choices: &mut Choices<'_>) -> Value {
        self.people[choices.below(self.people.len())].clone()
    }

    /// One of the reps.
    pub(crate) fn rep(&self, choices: &mut Choices<'_>) -> Value {
        self.reps[choices.below(self.reps.len())].clone()
    }

    /// Whose something is: of a rep, or of a queue.
    fn owner(&self, choices: &mut Choices<'_>) -> Value {
        if choices.once_in(4) { self.queue.clone() } else { self.rep(choices) }
    }

    /// Something that a call can be about.
    pub(crate) fn related(&self, choices: &mut Choices<'_>) -> Value {
        self.related[choices.below(self.related.len())].clone()
    }

    /// Whether an id is that of a Lead.
    pub(crate) fn is_lead(&self, id: &Value) -> bool {
        matches!(id, Value::Text(id) if id.starts_with("00Q"))
    }
}
