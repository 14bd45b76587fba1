//! Monitors: what happens on a schedule, to each record that they are for.

use super::Interpreter;
use super::places;
use super::scene::Scene;
use ctiflow::check::{Monitor, MonitorFlow, RecordRef};
use ctiflow::formula::Value;
use ctiflow::simulate::Record;
use ctiflow::spec::{Duration, Unit};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'p> Interpreter<'p> {
    /// The schedule starts a monitor, for one of its objects.
    pub(crate) fn monitor(&mut self, flow_name: &str) {
        let flows = self
            .program
            .monitors
            .iter()
            .flat_map(|monitor| monitor.flows.iter().map(move |flow| (monitor, flow)));
        let found = flows.into_iter().find(|(_, flow)| flow.flow_name == flow_name);
        let (monitor, flow) = found.expect("the story names monitors that are there");
        for record in self.of_monitor(flow) {
            self.review(monitor, flow, record);
        }
    }

    fn of_monitor(&self, flow: &'p MonitorFlow) -> Vec<Arc<Record>> {
        let mut records = match &flow.filter {
            None => self.world.all(&flow.object).cloned().collect(),
            Some(filter) => {
                let any = self.world.all(&flow.object).next().cloned();
                let scene = any.map(|any| Scene::of_monitor(&[], any, false));
                scene.map_or_else(Vec::new, |scene| self.matching(&scene, &flow.object, filter))
            }
        };
        // A Lead that was converted is nobody any more.
        records.retain(|record| !self.world.field(record, "IsConverted").is_true());
        records
    }

    fn review(&mut self, monitor: &'p Monitor, flow: &'p MonitorFlow, record: Arc<Record>) {
        if let (Some(stamp), Some(once_in)) = (&flow.stamp, monitor.once_in)
            && let Value::Date(reviewed) = self.world.field(&record, &stamp.name)
            && reviewed > self.days_ago(once_in)
        {
            return;
        }
        let is_person = matches!(flow.object.as_str(), "Contact" | "Lead");
        let mut scene = Scene::of_monitor(&flow.records, record, is_person);
        scene.stamps = flow.stamp.is_some();
        scene.flow = &flow.flow_name;
        let open = places::all(&flow.records);
        if let Some(condition) = &flow.condition {
            (0..flow.records.len()).for_each(|index| self.look_up_for(&mut scene, condition, index));
            if self.is_unknown(&scene, condition) || !self.holds(&scene, condition) {
                return;
            }
        }
        // What is stamped is saved last.
        let later: BTreeSet<RecordRef> = flow.stamp.iter().map(|_| RecordRef::Subject).collect();
        self.sequence(&flow.steps, &later, &open, &mut scene);
        if let Some(stamp) = &flow.stamp {
            scene.write(RecordRef::Subject, &stamp.name, Value::Date(self.today()));
        }
        self.save_all_but(&mut scene, &BTreeSet::new());
    }

    /// The last day on which a record may have been reviewed, if its turn has come.
    fn days_ago(&self, duration: Duration) -> Date {
        let count = i64::from(duration.count);
        match duration.unit {
            Unit::BusinessDays => self.business_days(-count),
            Unit::Weeks => self.today() - (count * 7).days(),
            Unit::Days => self.today() - count.days(),
            Unit::None | Unit::Seconds | Unit::Minutes | Unit::Hours => panic!("no unit of `once_in`"),
        }
    }
}
