//! The engine in a world made of a script: what one caller sees, and what went over the wire.

// The world, and how tests speak about it.
mod decoder;
mod forms;
mod gossip;
mod reply;
mod scene;
mod together;
mod words;
mod world;

// The contract, by theme.
mod clocks;
mod credentials;
mod deadline;
mod gate;
mod length;
mod lifetime;
mod noise;
mod origin;
mod overlap;
mod redaction;
mod renewal;
mod request;
mod response;
mod retry;
mod secrets;
mod status;
mod texts;
