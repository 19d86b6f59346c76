//! Components made at random: they write anywhere, call whatever they import with whatever arguments, open handles
//! without end, close what is in use, and answer with texts of any length. Each gets a verdict, twice the same.

use scaikey_conformance::{ComponentOptions, Conclusion, Report, RunOptions, Selection, Subject, judge};
use wasmparser::{CompositeInnerType, FuncType, Parser, Payload, TypeRef, ValType};
use wit_component::{ComponentEncoder, DecodedWasm, StringEncoding, decode, embed_component_metadata};

#[test]
fn each_gets_a_verdict() {
    let imports = imports();
    for seed in 0..COMPONENTS {
        assert_ne!(verdict(seed, &imports).conclusion(), Conclusion::Undecided, "seed {seed}");
    }
}

#[test]
fn each_gets_the_same_verdict_again() {
    let imports = imports();
    let shown = |seed| format!("{:?}", verdict(seed, &imports).judgements);
    for seed in 0..COMPONENTS / 10 {
        assert_eq!(shown(seed), shown(seed), "seed {seed}");
    }
}

#[test]
fn giant_texts_get_a_verdict_soon() {
    for length in [60_000, 12 << 20] {
        let report = judged(&talkative(length));
        assert_eq!(report.conclusion(), Conclusion::Nonconformant, "{length}");
        let text = format!("{:?}", report.judgements);
        assert!(text.len() < 2 << 20, "{} bytes in the report", text.len());
    }
}

/// The component that does nothing, but for its errors: each has a code of so many bytes, full of commas.
fn talkative(length: usize) -> String {
    let (idle, calls): (Vec<_>, Vec<_>) = BLANK.lines().partition(|line| !line.contains("client.send\")"));
    assert_eq!(calls.len(), 1);
    let (name, signature) = FUNCTIONS[3];
    format!(
        "(module {} (func (export \"scaikey:client/auth@0.1.0#{name}\") {signature} (local $at i32)
            (drop (memory.grow (i32.const 200)))
            (local.set $at (i32.const {TEXT}))
            (loop
                (i32.store (local.get $at) (i32.const {COMMAS}))
                (local.set $at (i32.add (local.get $at) (i32.const 4)))
                (br_if 0 (i32.lt_u (local.get $at) (i32.const {}))))
            (i32.store8 (i32.const {SCRATCH}) (i32.const 1))
            (i32.store8 (i32.const {}) (i32.const {OAUTH}))
            (i32.store (i32.const {}) (i32.const {TEXT}))
            (i32.store (i32.const {}) (i32.const {length}))
            (i32.const {SCRATCH})))",
        idle.join("\n"),
        TEXT as usize + length,
        SCRATCH + 8,
        SCRATCH + 20,
        SCRATCH + 24,
    )
}

fn verdict(seed: u64, imports: &[Import]) -> Report {
    judged(&module(&mut Random(seed), imports))
}

fn judged(module: &str) -> Report {
    let include = AREAS.iter().map(|area| area.parse().expect("a known area")).collect();
    let selection = Selection { include, ..Selection::default() };
    let subject = Subject::load("a hostile component", "judge", &component(module)).expect("of our world");
    let run = RunOptions { selection, ..RunOptions::default() };
    judge(
        &subject,
        &ComponentOptions { run, seeds: 0..=0, reproducible: true, ..ComponentOptions::default() },
    )
}

/// The component that does nothing, some of its functions replaced.
fn module(random: &mut Random, imports: &[Import]) -> String {
    let first = random.below(FUNCTIONS.len() as u64) as usize;
    let chosen = &FUNCTIONS[first..FUNCTIONS.len().min(first + 1 + random.below(2) as usize)];
    let is_kept = |line: &&str| !chosen.iter().any(|(name, _)| line.contains(&format!("{name}\")")));
    let kept: Vec<_> = BLANK.lines().filter(is_kept).collect();
    let (own, rest): (Vec<_>, Vec<_>) = kept.into_iter().partition(|line| line.contains("(import"));
    let others = imports.iter().enumerate().map(|(number, import)| import.declared(number));
    let functions = chosen.iter().map(|(name, signature)| {
        let code: String = (0..1 + random.below(20)).map(|_| statement(random, imports)).collect();
        let end = if signature.contains("result") { result(random) } else { String::new() };
        let prefix = if name.starts_with("cabi") { "" } else { "scaikey:client/auth@0.1.0#" };
        format!("(func (export \"{prefix}{name}\") {signature} {LOCALS}\n{code}{end})\n")
    });
    let functions: String = functions.collect();
    format!("(module {}\n{}\n{}\n{functions})", own.join("\n"), others.collect::<String>(), rest.join("\n"))
}

fn statement(random: &mut Random, imports: &[Import]) -> String {
    match random.below(16) {
        0 => format!("(i32.store {} {})\n", argument(random, ValType::I32), argument(random, ValType::I32)),
        1 => format!("(drop (i64.load {}))\n", argument(random, ValType::I32)),
        2 => format!("(drop (memory.grow (i32.const {})))\n", random.number()),
        3 => format!("(drop (call $allocate (i32.const {})))\n", random.number()),
        4 => format!("(loop {} (br 0))\n", call(random, imports)),
        5 if random.once_in(4) => "unreachable\n".into(),
        _ => call(random, imports),
    }
}

/// Calls any import with any arguments, and may keep the result.
fn call(random: &mut Random, imports: &[Import]) -> String {
    let number = random.below(imports.len() as u64) as usize;
    let kind = &imports[number].kind;
    let arguments: String = kind.params().iter().map(|kind| argument(random, *kind)).collect();
    let call = format!("(call $import{number} {arguments})");
    match kind.results() {
        [] => call + "\n",
        [ValType::I32] => format!("(local.set ${} {call})\n", random.local()),
        _ => format!("(drop {call})\n"),
    }
}

/// A number, or what an earlier call returned or wrote.
fn argument(random: &mut Random, kind: ValType) -> String {
    match random.below(4) {
        0 if kind == ValType::I32 => format!("(local.get ${})", random.local()),
        1 if kind == ValType::I32 => format!("(i32.load (i32.const {}))", SCRATCH + 4 * random.below(4)),
        2 if kind == ValType::I32 => format!("(i32.const {SCRATCH})"),
        _ => format!("({kind}.const {})", random.number()),
    }
}

/// Words that claim to be a result, and where they stand; or where none stands.
fn result(random: &mut Random) -> String {
    if random.once_in(4) {
        return format!("(i32.const {})", random.number());
    }
    let words = (0..48).map(|word| SCRATCH + 4 * word);
    let stored = words.map(|at| format!("(i32.store (i32.const {at}) (i32.const {}))\n", random.number()));
    stored.collect::<String>() + &format!("(i32.const {SCRATCH})")
}

/// A component of the client world made of a core module.
fn component(text: &str) -> Vec<u8> {
    let mut module = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    // The contract, as the built-in component states it.
    let Ok(DecodedWasm::Component(contract, world)) = decode(scaikey_component::CLIENT) else {
        panic!("the built-in component is one")
    };
    embed_component_metadata(&mut module, &contract, world, StringEncoding::UTF8).expect("room for it");
    let mut encoder = ComponentEncoder::default().module(&module).expect("a module of the contract");
    encoder.encode().expect("a component")
}

/// A function that the built-in component imports.
struct Import {
    module: String,
    name: String,
    kind: FuncType,
}

impl Import {
    fn declared(&self, number: usize) -> String {
        let list = |word, kinds: &[ValType]| {
            kinds.iter().map(|kind| format!(" ({word} {kind})")).collect::<String>()
        };
        let (params, results) = (list("param", self.kind.params()), list("result", self.kind.results()));
        format!("(import {:?} {:?} (func $import{number}{params}{results}))\n", self.module, self.name)
    }
}

/// What the first core module in the built-in component imports.
fn imports() -> Vec<Import> {
    let (mut kinds, mut imports) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(scaikey_component::CLIENT) {
        match payload.expect("the component is well-formed") {
            Payload::TypeSection(types) if imports.is_empty() => {
                let groups = types.into_iter().map(|group| group.expect("a type"));
                let inner = groups.flat_map(|group| group.into_types().map(|kind| kind.composite_type.inner));
                kinds = inner
                    .map(|kind| match kind {
                        CompositeInnerType::Func(kind) => kind,
                        other => panic!("a function, not {other:?}"),
                    })
                    .collect();
            }
            Payload::ImportSection(section) if imports.is_empty() => {
                let found = section.into_imports().map(|import| import.expect("an import"));
                imports = found
                    .filter_map(|import| match import.ty {
                        TypeRef::Func(kind) => Some(Import {
                            module: import.module.into(),
                            name: import.name.into(),
                            kind: kinds[kind as usize].clone(),
                        }),
                        _ => None,
                    })
                    .collect();
            }
            _ => {}
        }
    }
    assert!(imports.len() > 10, "the built-in component imports HTTP and clocks");
    imports
}

/// The generator SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn local(&mut self) -> char {
        ['a', 'b', 'c'][self.below(3) as usize]
    }

    /// Cases, handles, lengths and addresses: small ones, and those where things end.
    fn number(&mut self) -> i32 {
        match self.below(4) {
            0 => NUMBERS[self.below(NUMBERS.len() as u64) as usize],
            1 => self.below(1 << 18) as i32,
            _ => self.below(12) as i32,
        }
    }
}

const COMPONENTS: u64 = 100;
const LOCALS: &str = "(local $a i32) (local $b i32) (local $c i32)";
/// Where results are written.
const SCRATCH: u64 = 2048;
/// Where a long text begins.
const TEXT: u32 = 4 << 16;
/// Two commas with a space after each.
const COMMAS: u32 = 0x202c_202c;
/// The number of the error that has a code.
const OAUTH: u8 = 6;
/// What judges every function of a component.
const AREAS: &[&str] = &["area:world", "area:status", "area:secret", "area:always"];
const NUMBERS: &[i32] =
    &[255, 1024, 65_535, 65_536, (4 << 16) - 1, 4 << 16, 1_000_000, i32::MAX, i32::MIN, -1, -8, -65_536];
const BLANK: &str = include_str!("../../src/component/selftest/hostile/blank.wat");
/// Name and signature.
const FUNCTIONS: &[(&str, &str)] = &[
    ("cabi_realloc", "(param i32 i32 i32 i32) (result i32)"),
    ("[static]client.open", "(param i32) (result i32)"),
    ("[method]client.token", "(param i32 i32 i64) (result i32)"),
    ("[method]client.send", "(param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i32)"),
    ("[method]client.discard", "(param i32 i64)"),
    ("[method]client.status", "(param i32) (result i32)"),
];
