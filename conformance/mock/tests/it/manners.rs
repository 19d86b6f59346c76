//! Each manner shows, and where.

use scaikey_mock::{Manner, Setup};

use crate::client::keys;
use crate::interview::differences;

#[test]
fn each_manner_shows_where_it_should() {
    let usual = Setup::usual(keys());
    for manner in Manner::ALL {
        let seen = differences(&usual, &Setup { manner: *manner, ..usual.clone() });
        println!("(Manner::{manner:?}, &{seen:?}),");
    }
}
