//! XML elements as values.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// An element with its attributes, in their order, and its content.
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Content,
}

enum Content {
    Elements(Vec<Element>),
    Text(String),
}

impl Element {
    /// An element without attributes that contains others.
    pub(super) fn of(name: &'static str, elements: Vec<Self>) -> Self {
        Self { name, attributes: Vec::new(), content: Content::Elements(elements) }
    }

    /// An element without attributes that contains a text.
    pub(super) fn of_text(name: &'static str, text: &str) -> Self {
        Self { name, attributes: Vec::new(), content: Content::Text(legal(text)) }
    }

    /// The element with one more attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, legal(&value.to_string())));
        self
    }

    /// How many elements of this name it contains at any depth.
    pub(super) fn count(&self, name: &str) -> usize {
        let Content::Elements(elements) = &self.content else { return 0 };
        elements.iter().map(|element| usize::from(element.name == name) + element.count(name)).sum()
    }

    /// Writes the element and what it contains.
    pub(super) fn write(&self, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let start = BytesStart::new(self.name).with_attributes(attributes);
        match &self.content {
            Content::Elements(elements) if elements.is_empty() => {
                return xml.write_event(Event::Empty(start));
            }
            Content::Elements(elements) => {
                xml.write_event(Event::Start(start))?;
                elements.iter().try_for_each(|element| element.write(xml))?;
            }
            Content::Text(text) => {
                xml.write_event(Event::Start(start))?;
                xml.write_event(Event::Text(BytesText::new(text)))?;
            }
        }
        xml.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// A text in which U+FFFD stands for each character that XML 1.0 forbids, even as a reference.
fn legal(text: &str) -> String {
    let is_legal = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(element: &Element, expected: &str) {
        let mut xml = Writer::new(Vec::new());
        element.write(&mut xml).expect("memory");
        assert_eq!(String::from_utf8(xml.into_inner()).expect("UTF-8"), expected);
    }

    #[test]
    fn characters_that_xml_forbids_are_replaced() {
        let text =
            "\0\u{8}\u{b}\u{c}\u{e}\u{1f}\u{fffe}\u{ffff} \t\n\u{7f}\u{85}\u{d7ff}\u{e000}\u{fffd}\u{1f980}";
        let legal = "\u{fffd}".repeat(8) + " \t\n\u{7f}\u{85}\u{d7ff}\u{e000}\u{fffd}\u{1f980}";
        check(&Element::of_text("a", text), &format!("<a>{legal}</a>"));
        let attribute = Element::of("a", Vec::new()).with("b", "\u{1b}\u{ffff}");
        check(&attribute, "<a b=\"\u{fffd}\u{fffd}\"/>");
    }

    #[test]
    fn no_text_becomes_markup() {
        let element = Element::of_text("a", "</a>&lt;]]>'\"").with("b", "\"'<c/>&");
        check(&element, "<a b=\"&quot;&apos;&lt;c/&gt;&amp;\">&lt;/a&gt;&amp;lt;]]&gt;&apos;&quot;</a>");
    }

    #[test]
    fn elements_are_counted_at_any_depth() {
        let leaf = || Element::of_text("leaf", "leaf");
        let tree = Element::of("tree", vec![leaf(), Element::of("leaf", vec![leaf()])]);
        assert_eq!((tree.count("leaf"), tree.count("tree")), (3, 0));
    }
}
