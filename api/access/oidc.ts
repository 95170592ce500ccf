import * as client from 'openid-client';
import { HttpProblem } from '../problem.js';
import type { Role } from './permissions.js';

/** How people log in with a provider of OpenID Connect. */
export interface OidcOptions {
  readonly issuer: URL;
  readonly clientId: string;
  /** None: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** Address of the callback as browsers reach it; what it is called with is never read from a request. */
  readonly redirect: URL;
  /** What the log-in page calls the provider. */
  readonly name: string;
  readonly scope: string;
  /** Claim that holds the e-mail address of the account. */
  readonly userClaim: string;
  /** Claim with the names that {@link roles} knows; without it the roles stay as an admin has set them. */
  readonly rolesClaim?: string;
  readonly roles: ReadonlyMap<string, Role>;
  /** Claim with the id of the agent, for accounts that are made. */
  readonly agentClaim?: string;
  /** Accounts of this organisation log in here, and of no other. */
  readonly organisation: string;
  /** People who are not known get an account there. */
  readonly creates: boolean;
}

/** What a log-in that has begun is checked against when it comes back. */
export interface BegunLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody the provider vouches for. */
export interface OidcPerson {
  /** Issuer and subject: the one name that the provider never gives to somebody else. */
  readonly subject: string;
  /** Undefined where the provider tells none, or none that it has verified. */
  readonly email: string | undefined;
  readonly name: string;
  readonly groups: readonly string[];
  readonly agent: string | undefined;
}

export interface Oidc {
  readonly options: OidcOptions;
  /** Where the browser is sent, and what to keep until it comes back. */
  begin(): Promise<BegunLogin & { readonly address: URL }>;
  /** Checks what came back (state, code with its verifier, signature, issuer, audience, times, nonce). @param search query of the callback */
  finish(search: string, begun: BegunLogin): Promise<OidcPerson>;
}

/** The provider is given up on after this time, seconds. */
const TIMEOUT_SECONDS = 10;

/**
 * Log-in by authorization code with PKCE (RFC 7636), state and nonce (OpenID Connect Core 1.0, 3.1). The provider is looked up when
 * somebody first logs in, so that the service starts without it; a failed look-up is tried again by the next.
 */
export function oidcClient(options: OidcOptions): Oidc {
  let found: Promise<client.Configuration> | undefined;
  const provider = (): Promise<client.Configuration> => {
    found ??= discover(options).catch((error: unknown) => {
      found = undefined;
      throw problemOfProvider(error);
    });
    return found;
  };
  return {
    options,
    begin: async () => {
      const config = await provider();
      const begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: options.redirect.href,
        scope: options.scope,
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      });
      return { ...begun, address };
    },
    finish: async (search, { state, nonce, verifier }) => {
      const config = await provider();
      const back = new URL(options.redirect);
      back.search = search;
      try {
        const tokens = await client.authorizationCodeGrant(config, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const told = tokens.claims()!;
        const more = await moreClaims(config, options, tokens.access_token, told);
        return personOf(options, { ...more, ...told });
      } catch (error) {
        throw problemOfProvider(error);
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcOptions): Promise<client.Configuration> {
  // Without TLS only on this machine: the settings refuse anything else.
  const plain = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const secret = clientSecret === undefined ? {} : { client_secret: clientSecret };
  const found = await client.discovery(issuer, clientId, secret, client.None(), {
    execute: plain,
    timeout: TIMEOUT_SECONDS,
  });
  const server = found.serverMetadata();
  // Basic is what a provider takes that says nothing about it (OpenID Connect Discovery 1.0, 3).
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof =
    clientSecret === undefined
      ? client.None()
      : ways.includes('client_secret_basic')
        ? client.ClientSecretBasic(clientSecret)
        : client.ClientSecretPost(clientSecret);
  const config = new client.Configuration(server, clientId, secret, proof);
  config.timeout = TIMEOUT_SECONDS;
  for (const allow of plain) allow(config);
  // The signature is checked although the token comes from the provider directly.
  client.enableNonRepudiationChecks(config);
  return config;
}

type Claims = Readonly<Record<string, unknown>>;

/** What the provider tells only where it is asked (`userinfo`), if anything that is needed is not in the token. */
async function moreClaims(
  config: client.Configuration,
  { userClaim, rolesClaim }: OidcOptions,
  accessToken: string,
  told: Claims & { readonly sub: string },
): Promise<Claims> {
  const isThere = [userClaim, rolesClaim].every((claim) => claim === undefined || told[claim] !== undefined);
  if (isThere || config.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(config, accessToken, told.sub);
}

function personOf(options: OidcOptions, claims: Claims): OidcPerson {
  const text = (claim: string | undefined): string | undefined => {
    const value = claim === undefined ? undefined : claims[claim];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  // Where people may write any address into their profile, an unverified one would open somebody else's account.
  const isVerified = options.userClaim !== 'email' || claims.email_verified === true;
  const email = isVerified ? text(options.userClaim) : undefined;
  const groups = options.rolesClaim === undefined ? [] : [claims[options.rolesClaim] ?? []].flat();
  return {
    subject: `${options.issuer.href} ${text('sub')}`,
    email,
    name: text('name') ?? email ?? '',
    groups: groups.filter((group) => typeof group === 'string'),
    agent: text(options.agentClaim),
  };
}

/** Who logs in is told what to do, never what exactly did not fit: that is in the log. */
function problemOfProvider(error: unknown): unknown {
  if (error instanceof client.AuthorizationResponseError) {
    const problem = new HttpProblem(
      403,
      'oidc-refused',
      'The log-in provider has refused the log-in.',
      'Try again, or ask who looks after the provider.',
    );
    problem.cause = error.error;
    return problem;
  }
  const { code } = error as { readonly code?: unknown };
  const isAway =
    error instanceof TypeError ||
    ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(String(code));
  const problem = isAway
    ? new HttpProblem(
        503,
        'oidc-unreachable',
        'The log-in provider does not answer.',
        'Try again in a while, or log in with a password.',
      )
    : new HttpProblem(401, 'oidc-failed', 'The log-in could not be confirmed.', 'Try again from the log-in page.');
  problem.cause = error instanceof Error ? `${error.name} ${String(code ?? '')} ${error.message}` : String(error);
  return problem;
}
