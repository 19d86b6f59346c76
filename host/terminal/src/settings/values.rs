//! Types of settings: each is read from text, by a flag or a variable, and from TOML.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

/// What one source says about a setting. An empty flag clears it: it overrides the variable and the file.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(transparent)]
pub struct Setting<T>(Option<T>);

impl<T> Setting<T> {
    /// The value, if the setting is there and not cleared.
    pub fn value(setting: &Option<Self>) -> Option<&T> {
        setting.as_ref().and_then(|Self(value)| value.as_ref())
    }
}

impl<T: FromStr> FromStr for Setting<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text.is_empty() { Ok(Self(None)) } else { text.parse().map(|value| Self(Some(value))) }
    }
}

/// On or off: `1`, `0`, `true` or `false` as a flag or a variable, a boolean in TOML.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(transparent)]
pub struct Switch(bool);

impl Switch {
    /// Whether a setting is on. Unset, it is off.
    pub fn is_on(setting: &Option<Setting<Self>>) -> bool {
        Setting::value(setting).is_some_and(|Self(is_on)| *is_on)
    }
}

impl FromStr for Switch {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "1" | ON => Ok(Self(true)),
            "0" | "false" => Ok(Self(false)),
            _ => Err("expected 1, 0, true or false"),
        }
    }
}

/// Words: separated by spaces as a flag or a variable, a list in TOML.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(pub Vec<String>);

impl FromStr for Words {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.split_whitespace().map(str::to_owned).collect()))
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts in quotes")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Words, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Words(words))
            }
        }
        deserializer.deserialize_any(Texts)
    }
}

/// A number in TOML, with or without a fraction, to make other types of.
pub struct Number(pub f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;
        impl Visitor<'_> for Digits {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number without quotes")
            }

            fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
                Ok(Number(number))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
        }
        deserializer.deserialize_any(Digits)
    }
}

/// What a switch is without a value.
pub(crate) const ON: &str = "true";
