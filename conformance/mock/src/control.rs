//! control
use crate::{mock::Mock, reply::Reply, route::*};
use bytes::Bytes;
use http::{Request, StatusCode};
impl Mock {
    pub(crate) fn token(&mut self, _t: u64, _s: Surface<'_>, _r: &Request<Bytes>) -> Reply {
        Reply::empty(StatusCode::NOT_IMPLEMENTED)
    }
    pub(crate) fn discovery(&mut self, _s: Surface<'_>, _r: &Request<Bytes>) -> Reply {
        Reply::empty(StatusCode::NOT_IMPLEMENTED)
    }
    pub(crate) fn keys(&mut self, _s: Surface<'_>, _r: &Request<Bytes>) -> Reply {
        Reply::empty(StatusCode::NOT_IMPLEMENTED)
    }
    pub(crate) fn admin(&mut self, _t: u64, _k: Kind, _p: Place<'_>, _r: &Request<Bytes>) -> Reply {
        Reply::empty(StatusCode::NOT_IMPLEMENTED)
    }
    pub(crate) fn control(&mut self, _r: &Request<Bytes>) -> Reply {
        Reply::empty(StatusCode::NOT_IMPLEMENTED)
    }
}
