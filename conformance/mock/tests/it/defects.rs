//! Each defect shows, and where.

use scaikey_mock::{Defect, Setup};

use crate::client::keys;
use crate::interview::differences;

#[test]
fn each_defect_shows_where_it_should() {
    let usual = Setup::usual(keys());
    for defect in Defect::ALL {
        let seen = differences(&usual, &Setup { defect: Some(*defect), ..usual.clone() });
        println!("(Defect::{defect:?}, &{seen:?}),");
    }
}
