//! The reference on a scripted world with a clock of its own: what goes over the wire, as text.

mod budget;
mod deadline;
mod defects;
mod gate;
mod hostile;
mod overlap;
mod stage;
mod status;
mod styles;
mod window;
mod wire;
