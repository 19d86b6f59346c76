// A client in Node: loads the component that is named, prints how it gets along with the mock, and no secret.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { argv, env } from 'node:process';
import { transpile } from '@bytecodealliance/jco-transpile';

const folder = join(import.meta.dirname, 'client');
const { files } = await transpile(argv[2], { name: 'client', outDir: folder });
for (const [path, bytes] of Object.entries(files)) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
const { Client } = (await import(join(folder, 'client.js'))).auth;

const options = {
  baseUrl: env.SCAIKEY_BASE,
  surface: { tag: 'platform' },
  clientId: env.SCAIKEY_CLIENT_ID,
  clientSecret: env.SCAIKEY_CLIENT_SECRET,
  scopes: [],
  settings: { exchangeTimeout: 5_000_000_000n }, // Nanoseconds. The others have defaults.
};
const request = { method: 'GET', path: '/api/v1/admin/tenants/', headers: [] };

const client = Client.open(options);
console.log(`token: number ${client.token().generation}`);
show('call', () => client.send(request));

await fetch(`${env.SCAIKEY_BASE}/mock/faults`, {
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ refuse_tokens: 1 }),
});
show('refused token', () => client.send(request));

show('hostile path', () => client.send({ ...request, path: '//evil.example' }));
const stranger = Client.open({ ...options, clientSecret: 'wrong' });
show('wrong secret', () => stranger.send(request));
stranger[Symbol.dispose]();

const { state, counters } = client.status();
console.log(`status: ${state}, ${counters.retriesAccepted} retry accepted`);
client[Symbol.dispose]();

// How a call went. The component throws its typed errors.
function show(act, call) {
  try {
    const { status, attempts } = call();
    console.log(`${act}: ${status} at attempt ${attempts}`);
  } catch ({ tag, val }) {
    console.log(`${act}: ${tag}: ${val.code ?? val}`);
  }
}
