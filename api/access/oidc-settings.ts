import { InputError, type Issue, inputError } from '../../src/errors.js';
import type { Settings } from '../settings.js';
import type { OidcOptions } from './oidc.js';
import { ROLE_NAMES, type Role } from './permissions.js';

/** Path of the callback; the provider must know its whole address. */
export const OIDC_CALLBACK = '/v1/session/oidc/callback';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Log-in with a provider as the settings have it, or undefined where none is named. @throws InputError `setting-wrong` */
export function oidcOptions(settings: Settings): OidcOptions | undefined {
  const issues: Issue[] = [];
  const wrong = (name: string, what: string, remedy: string): undefined => {
    issues.push(inputError('setting-wrong', `${name} ${what}`, remedy));
    return undefined;
  };
  const address = (name: 'OIDC_ISSUER' | 'OIDC_REDIRECT'): URL | undefined => {
    const text = settings[name] ?? '';
    if (text === '')
      return wrong(name, 'is missing.', 'A provider takes OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_REDIRECT.');
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))) return url;
    return wrong(name, `is "${text}".`, 'Write an https address; http only leads to this machine.');
  };
  const given = Object.entries(settings).filter(([name]) => name.startsWith('OIDC_') && !isDefault(name));
  if (given.every(([, value]) => value === undefined || value === false)) return undefined;

  const issuer = address('OIDC_ISSUER');
  const redirect = address('OIDC_REDIRECT');
  if (redirect !== undefined && redirect.pathname !== OIDC_CALLBACK)
    wrong('OIDC_REDIRECT', `is "${redirect.href}".`, `Its path is ${OIDC_CALLBACK}.`);
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_ROLES_CLAIM: rolesClaim } = settings;
  if (clientId === undefined) wrong('OIDC_CLIENT_ID', 'is missing.', 'The provider gives it.');
  const roles = new Map<string, Role>();
  for (const pair of (settings.OIDC_ROLES ?? '').split(',').filter((part) => part.trim() !== '')) {
    const cut = pair.lastIndexOf('=');
    const role = ROLE_NAMES.find((name) => name === pair.slice(cut + 1).trim());
    if (cut < 1 || role === undefined)
      wrong('OIDC_ROLES', `has "${pair.trim()}".`, `Write VALUE=ROLE, the role one of ${ROLE_NAMES.join(', ')}.`);
    else roles.set(pair.slice(0, cut).trim(), role);
  }
  if ((rolesClaim === undefined) !== (roles.size === 0))
    wrong('OIDC_ROLES', 'and OIDC_ROLES_CLAIM go together.', 'Name the claim and what its values mean.');
  if (settings.OIDC_CREATE && rolesClaim === undefined)
    wrong('OIDC_CREATE', 'is set without OIDC_ROLES_CLAIM.', 'New accounts get their roles from it.');
  if (issues.length > 0) throw new InputError(issues);
  return {
    issuer: issuer!,
    redirect: redirect!,
    clientId: clientId!,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    name: settings.OIDC_NAME,
    scope: settings.OIDC_SCOPE,
    userClaim: settings.OIDC_USER_CLAIM,
    ...(rolesClaim === undefined ? {} : { rolesClaim }),
    roles,
    ...(settings.OIDC_AGENT_CLAIM === undefined ? {} : { agentClaim: settings.OIDC_AGENT_CLAIM }),
    organisation: settings.OIDC_ORGANISATION,
    creates: settings.OIDC_CREATE,
  };
}

/** Settings that always have a value say nothing about whether a provider is wanted. */
const isDefault = (name: string): boolean =>
  ['OIDC_NAME', 'OIDC_SCOPE', 'OIDC_USER_CLAIM', 'OIDC_ORGANISATION'].includes(name);
