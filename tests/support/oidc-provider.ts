import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const CLIENT = { id: 'rooster', secret: 'a secret of the provider' };

/** What the provider says of who logs in, and what it does wrong. */
export interface Said {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Told by `userinfo` only. */
  readonly asked?: Readonly<Record<string, unknown>>;
  readonly nonce?: string;
  readonly audience?: string;
  readonly issuer?: string;
  readonly expiresInSeconds?: number;
  readonly forged?: boolean;
  readonly refuses?: boolean;
}

/**
 * A provider of OpenID Connect on this machine: discovery, authorization code with PKCE, tokens signed with its key, userinfo.
 * Whoever comes logs in as `say` has it. It checks what a provider has to: client, its secret, redirect address, verifier, and that a code
 * is used once.
 */
export async function oidcProvider() {
  const [key, strange] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  let said: Said = { claims: {} };
  let isAway = false;
  const codes = new Map<string, URLSearchParams>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, issuer);
    asked.push(url.pathname);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (isAway) return json(500, {});
    if (url.pathname === '/.well-known/openid-configuration')
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      });
    if (url.pathname === '/keys') return json(200, { keys: [jwk] });
    if (url.pathname === '/userinfo') return json(200, { sub: said.claims.sub, ...said.asked });
    if (url.pathname !== '/token') return json(404, {});
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', async () => {
      const body = new URLSearchParams(text);
      const begun = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const basic = Buffer.from(String(request.headers.authorization).replace('Basic ', ''), 'base64').toString();
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      const holds =
        begun !== undefined &&
        decodeURIComponent(basic.replaceAll('+', ' ')) === `${CLIENT.id}:${CLIENT.secret}` &&
        body.get('redirect_uri') === begun.get('redirect_uri') &&
        challenge === begun.get('code_challenge') &&
        begun.get('code_challenge_method') === 'S256';
      if (!holds) return json(400, { error: 'invalid_grant' });
      const now = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({ ...said.claims, nonce: said.nonce ?? begun.get('nonce') })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(said.issuer ?? issuer)
        .setAudience(said.audience ?? CLIENT.id)
        .setIssuedAt(now - 10)
        .setExpirationTime(now + (said.expiresInSeconds ?? 300))
        .sign(said.forged === true ? strange.privateKey : key.privateKey);
      return json(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: token });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked,
    say: (next: Said): void => {
      said = next;
    },
    away: (next: boolean): void => {
      isAway = next;
    },
    /** What the provider's page does when somebody has logged in there: the query of the callback. */
    authorize: (address: string): URLSearchParams => {
      const begun = new URL(address).searchParams;
      const state = begun.get('state')!;
      if (said.refuses === true) return new URLSearchParams({ error: 'access_denied', state });
      const code = randomUUID();
      codes.set(code, begun);
      return new URLSearchParams({ code, state });
    },
    close: (): Promise<void> =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
