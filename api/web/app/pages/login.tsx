import { useState } from 'preact/hooks';
import { ApiProblem, type SessionInfo, send } from '../api.js';
import { Problem } from '../parts/frame.js';
import { useWords } from '../settings.js';
import type { WordKey } from '../words-en.js';

type Field = readonly [name: string, label: WordKey, type: 'text' | 'email' | 'password', autocomplete: string];

const LOG_IN: readonly Field[] = [
  ['email', 'login.email', 'email', 'username'],
  ['password', 'login.password', 'password', 'current-password'],
];
const SET_UP: readonly Field[] = [
  ['code', 'login.code', 'text', 'one-time-code'],
  ['organisation', 'login.organisation', 'text', 'organization'],
  ['name', 'login.name', 'text', 'name'],
  ['email', 'login.email', 'email', 'username'],
  ['password', 'login.password', 'password', 'new-password'],
];

/** What went wrong at the log-in provider, where it has led back to here. */
function providerFailure(): unknown {
  const code = new URLSearchParams(location.search).get('login');
  return code?.startsWith('oidc-') !== true ? undefined : new ApiProblem(401, code, '', undefined, []);
}

/** Log-in, or the making of the first account. */
export function LoginPage({ session }: { session: SessionInfo }) {
  const t = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<unknown>(providerFailure);
  const fields = session.setupNeeded ? SET_UP : LOG_IN;
  const enter = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const body = Object.fromEntries(fields.map(([name]) => [name, values[name] ?? '']));
      await send('POST', session.setupNeeded ? '/v1/setup' : '/v1/session', body);
      location.reload();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div class="me">
      <h1>{t(session.setupNeeded ? 'login.setup' : 'login.title')}</h1>
      {session.setupNeeded ? <p>{t('login.setup.text')}</p> : null}
      {error === undefined ? null : <Problem error={error} />}
      <form class="fields column" onSubmit={enter}>
        {fields.map(([name, label, type, autocomplete]) => (
          <label key={name}>
            {t(label)}
            <input
              // The types of Preact have one form per type of input; the three used here share theirs.
              type={type as 'text'}
              autocomplete={autocomplete}
              required
              value={values[name] ?? ''}
              onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="submit" class="main">
          {t(session.setupNeeded ? 'login.setup.act' : 'login.act')}
        </button>
      </form>
      {session.oidc === undefined ? null : (
        <p>
          <a class="button" href={session.oidc.href}>
            {t('login.oidc', { provider: session.oidc.name })}
          </a>
        </p>
      )}
    </div>
  );
}
