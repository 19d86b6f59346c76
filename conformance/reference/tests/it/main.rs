//! The reference on a scripted world with a clock of its own: what goes over the wire, as text.

mod budget;
mod deadline;
mod defects;
mod fixture;
mod gate;
mod hostile;
mod overlap;
mod status;
mod styles;
mod window;
mod wire;
