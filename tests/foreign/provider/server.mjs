// An OAuth server that nobody here wrote, laid to ScaiKey's paths, with a protected resource beside it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, jwtVerify } from 'jose';
import Provider from 'oidc-provider';

const { SCAIKEY_CLIENT_ID, SCAIKEY_CLIENT_SECRET } = process.env;
const DISCOVERY = '/.well-known/openid-configuration';
const PLATFORM = '/api/v1/platform';
const TENANTS = '/api/v1/admin/tenants';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });

const provider = new Provider(base, {
  // Tokens are JWTs and the one client is known: there is nothing to keep.
  adapter: class { find() {} upsert() {} },
  clients: [{
    client_id: SCAIKEY_CLIENT_ID,
    client_secret: SCAIKEY_CLIENT_SECRET,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      defaultResource: () => base,
      getResourceServerInfo: () => ({ accessTokenFormat: 'jwt', scope: 'admin:read openid' }),
    },
  },
  jwks: { keys: [await exportJWK(privateKey)] },
  routes: { jwks: `${PLATFORM}/.well-known/jwks.json`, token: `${PLATFORM}/oauth/token` },
  scopes: ['admin:read', 'openid'],
  ttl: { ClientCredentials: 3600 },
});

provider.use(async (ctx, next) => {
  if (ctx.path === `${PLATFORM}/oauth${DISCOVERY}`) ctx.path = DISCOVERY;
  if (ctx.path !== TENANTS) return next();
  const token = ctx.get('authorization').replace(/^Bearer /i, '');
  try {
    const rules = { algorithms: ['RS256'], audience: base, issuer: base };
    const { payload } = await jwtVerify(token, publicKey, rules);
    ctx.body = { tenants: [], token: payload.jti };
  } catch {
    ctx.status = 401;
    ctx.set('www-authenticate', 'Bearer');
  }
});

server.on('request', provider.callback());
console.log(base);

// It ends with whoever started it.
process.stdin.resume().on('end', () => process.exit());
