//! The judgement on the whole in one number, for scripts.

use super::Conclusion;

impl Conclusion {
    /// What the command exits with: 0 conformant, 1 nonconformant, 3 undecided (something could not be judged), 4 partial
    /// or nothing ran. (2 is a wrong command line, or a file that cannot be read or written.)
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Conformant => 0,
            Self::Nonconformant => 1,
            Self::Undecided => 3,
            Self::Partial | Self::Empty => 4,
        }
    }
}
