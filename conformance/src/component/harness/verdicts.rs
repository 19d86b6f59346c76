//! Verdicts on what happened in a harness.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::Harness;
use crate::component::endpoint::trace::numbered;
use crate::component::invariants;
use crate::core::verdict::{NotPassed, Verdict, broken, same};

impl Harness {
    /// Passes if these are the lines of the trace. A line that ends with `*` leaves the rest open.
    pub(crate) fn saw(&self, expected: impl IntoIterator<Item = impl Into<String>>) -> Verdict {
        let actual = self.mock().journal.trace();
        let mut expected: Vec<String> = expected.into_iter().map(Into::into).collect();
        for (line, known) in expected.iter_mut().zip(&actual) {
            if line.strip_suffix('*').is_some_and(|beginning| known.starts_with(beginning)) {
                line.clone_from(known);
            }
        }
        same(numbered(&expected), numbered(&actual))
    }

    /// Passes if the trace is either of these. A failure shows the first.
    pub(crate) fn saw_either<T: Into<String>>(
        &self,
        usual: impl IntoIterator<Item = T>,
        other: impl IntoIterator<Item = T>,
    ) -> Verdict {
        let verdict = self.saw(usual);
        self.saw(other).or(verdict)
    }

    /// Passes if the client, once opened, is still there.
    pub(crate) fn survived(&self) -> Verdict {
        if (self.client.is_some() || !self.opened) && !self.broken {
            return Ok(());
        }
        let actual = numbered(&self.mock().journal.trace());
        broken("a client that opens, and a call that ends", actual)
    }

    /// Passes if the last call took this long, but for the runtime's timers, which are up to a millisecond late.
    pub(crate) fn took(&self, duration: Duration) -> Verdict {
        self.lasted(duration..=duration + Duration::from_millis(1))
    }

    /// Passes if the last call took less than this.
    pub(crate) fn took_less_than(&self, duration: Duration) -> Verdict {
        self.lasted(Duration::ZERO..=duration - Duration::from_nanos(1))
    }

    fn lasted(&self, expected: RangeInclusive<Duration>) -> Verdict {
        let mock = self.mock();
        let call = mock.journal.entries.last();
        let took = call.and_then(|call| Some(call.end.as_ref()?.at.elapsed - call.at.elapsed));
        if took.is_some_and(|took| expected.contains(&took)) {
            return Ok(());
        }
        let (least, most) = expected.into_inner();
        let actual = took.map_or("no call".into(), |took| format!("a call of {took:?}"));
        broken(format!("a call of {least:?} to {most:?}"), actual)
    }

    /// Passes if every secret stayed where it belongs.
    pub(crate) fn secrets_stayed_home(&self) -> Verdict {
        invariants::confinement(self.application, &self.mock(), &self.output())
    }

    /// Passes if the standard streams are empty.
    pub(crate) fn wrote_nothing(&self) -> Verdict {
        same(
            "nothing on standard output and standard error",
            match self.output() {
                output if output.is_empty() => "nothing on standard output and standard error".into(),
                output => output.escape_ascii().to_string(),
            },
        )
    }

    /// Whether the subject had to be stopped because it computed without end.
    pub(crate) fn ran_away(&self) -> bool {
        let mock = self.mock();
        let mut ends = mock.journal.entries.iter().filter_map(|entry| entry.end.as_ref());
        ends.any(|end| end.text.ends_with("computed without end"))
    }

    /// The invariants that were broken, by requirement.
    pub(crate) fn violations(&self) -> Vec<(&'static str, NotPassed)> {
        invariants::violations(self.application, &self.mock(), &self.output())
    }

    /// Passes if no invariant was broken.
    pub(crate) fn invariants_hold(&self) -> Verdict {
        self.violations().into_iter().next().map_or(Ok(()), |(_, reason)| Err(reason))
    }

    /// What all its clients wrote to their standard streams.
    pub(super) fn output(&self) -> Vec<u8> {
        let alive = self.idle.iter().chain(&self.client);
        let output = alive.flat_map(|client| self.runtime.block_on(client.output()));
        self.output.iter().copied().chain(output).collect()
    }
}
