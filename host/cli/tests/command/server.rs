use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A ScaiKey on loopback for as long as the process lives. The path says how it answers; the token endpoint tells in the
/// head of its answer what it was sent and what it is about to send.
pub(crate) struct Server {
    pub(crate) base: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let server = Self { base, seen: Arc::clone(&seen) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(stream.expect("a connection"), &seen));
            }
        });
        server
    }

    /// Requests so far, body included.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("no panic elsewhere").clone()
    }
}

fn serve(stream: TcpStream, seen: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(&stream);
    while let Some(request) = read(&mut reader) {
        seen.lock().expect("no panic elsewhere").push(request.clone());
        // A command that gave up hears nothing.
        let Some(answer) = answer(&request) else { continue };
        (&stream).write_all(answer.as_bytes()).ok();
    }
}

fn read(reader: &mut impl BufRead) -> Option<String> {
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        reader.read_line(&mut request).ok().filter(|length| *length > 0)?;
    }
    let length = field(&request, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(request + &String::from_utf8(body).expect("UTF-8"))
}

fn field<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let fields = request.lines().filter_map(|line| line.split_once(": "));
    fields.into_iter().find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
}

fn answer(request: &str) -> Option<String> {
    let target = request.split(' ').nth(1).expect("a path");
    let path = target.split('?').next().expect("a first part");
    let (status, field, body) = match path {
        "/silent" => return None,
        "/403" => ("403 Forbidden", String::new(), r#"{"error":"forbidden"}"#.to_owned()),
        "/hostile" => ("200 OK", "x-title: \u{9b}31m\r\n".into(), "\x1b]0;title\x07\u{202e}end".into()),
        "/echo" => {
            let authorization = field(request, "authorization").expect("a token");
            let token = authorization.split(' ').next_back().expect("a token");
            let fields = format!("server: {token}\r\nx-{token}: 1\r\nset-cookie: {authorization}\r\n");
            ("403 Forbidden", fields, request.to_owned())
        }
        path if path.ends_with("/oauth/token") => {
            let (_, body) = request.split_once("\r\n\r\n").expect("a head");
            let fields = format!("server: saw {body}\r\nvary: token-canary\r\nx-token-canary: 1\r\n");
            ("200 OK", fields, TOKEN.to_owned())
        }
        _ => ("200 OK", "content-type: application/json\r\n".into(), format!(r#"{{"path":"{target}"}}"#)),
    };
    let length = body.len();
    Some(format!("HTTP/1.1 {status}\r\n{field}content-length: {length}\r\n\r\n{body}"))
}

const TOKEN: &str = r#"{"access_token":"token-canary","token_type":"Bearer","expires_in":3600}"#;
