import { useMemo, useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { loadChoices } from '../centre/choices.js';
import { AGENT_FIELDS, type Choices, PAY_FIELDS } from '../centre/fields.js';
import { EntryForm } from '../centre/form.js';
import type { Entry } from '../centre/values.js';
import { number } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { CsvImport } from '../parts/csv-import.js';
import { Scroll, Show } from '../parts/frame.js';
import { allAgents, type ListedAgent } from '../people.js';
import { useLanguage, useWords } from '../settings.js';

/** Rows shown at once; a search finds the rest. */
const MOST = 50;

/** Everybody who can be rostered: found, added, changed, taken in from a file. */
export function PeoplePage({ frame }: { frame: Frame }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  const loaded = useLoad(`people ${round}`, async () => {
    const [agents, choices] = await Promise.all([allAgents(), loadChoices()]);
    return { agents, choices };
  });
  const changed = (): void => setRound((n) => n + 1);
  return (
    <>
      <div class="heading">
        <h1>{t('people.title')}</h1>
        <div class="actions">
          <a class="button" download="agents.csv" href="/v1/centre/tables/agents">
            {t('forecast.download')}
          </a>
        </div>
      </div>
      <Show loaded={loaded}>{(value) => <People frame={frame} {...value} onChanged={changed} />}</Show>
      {may(frame, 'rooster:agent:write') ? (
        <CsvImport
          title={t('csv.title', { file: 'agents.csv' })}
          url="/v1/centre/tables/agents"
          modes={['merge', 'replace']}
          onDone={changed}
        />
      ) : null}
      {may(frame, 'rooster:history:write') ? (
        <CsvImport title={t('csv.title.history')} url="/v1/history" modes={['append', 'replace']} onDone={changed} />
      ) : null}
    </>
  );
}

interface PeopleProps {
  readonly frame: Frame;
  readonly agents: readonly ListedAgent[];
  readonly choices: Choices;
  readonly onChanged: () => void;
}

function People({ frame, agents, choices, onChanged }: PeopleProps) {
  const t = useWords();
  const language = useLanguage();
  const [text, setText] = useState('');
  const [site, setSite] = useState('');
  const [open, setOpen] = useState<string>();
  const mayWrite = may(frame, 'rooster:agent:write');
  const names = useMemo(() => {
    const of = (list: readonly { id: string; name: string }[]): ReadonlyMap<string, string> =>
      new Map(list.map(({ id, name }) => [id, name]));
    return { sites: of(choices.sites), contracts: of(choices.contracts), skills: of(choices.skills) };
  }, [choices]);
  const wanted = text.trim().toLowerCase();
  const found = agents.filter(
    (agent) =>
      (site === '' || agent.site === site) &&
      (wanted === '' || `${agent.id} ${agent.name} ${agent.team ?? ''}`.toLowerCase().includes(wanted)),
  );
  const fields = may(frame, 'rooster:pay:write') ? [...AGENT_FIELDS, ...PAY_FIELDS] : AGENT_FIELDS;
  const done = (): void => {
    setOpen(undefined);
    onChanged();
  };
  return (
    <>
      <form class="toolbar" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t('roster.find')}
          <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <label>
          {t('glance.site')}
          <select value={site} onChange={(event) => setSite(event.currentTarget.value)}>
            <option value="">{t('roster.all')}</option>
            {choices.sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {mayWrite ? (
          <button type="button" onClick={() => setOpen('')}>
            + {t('people.new')}
          </button>
        ) : null}
      </form>
      {open === '' ? (
        <NewPerson
          agents={agents}
          choices={choices}
          fields={fields}
          onDone={done}
          onCancel={() => setOpen(undefined)}
        />
      ) : open === undefined ? null : (
        <Person
          key={open}
          id={open}
          choices={choices}
          fields={fields}
          readOnly={!mayWrite}
          onDone={done}
          onCancel={() => setOpen(undefined)}
        />
      )}
      <p class="help" role="status">
        {t('people.count', { n: number(language, found.length), all: number(language, agents.length) })}
      </p>
      <Scroll label={t('people.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('f.name')}</th>
              <th scope="col">{t('glance.site')}</th>
              <th scope="col">{t('roster.contract')}</th>
              <th scope="col">{t('rules.skills')}</th>
              <th scope="col">{t('roster.team')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, MOST).map((agent) => (
              <tr key={agent.id}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      setOpen(agent.id);
                      scrollTo({ top: 0 });
                    }}
                  >
                    {agent.name}
                  </button>
                  <small>{agent.id}</small>
                </th>
                <td>{names.sites.get(agent.site) ?? agent.site}</td>
                <td>{names.contracts.get(agent.contract) ?? agent.contract}</td>
                <td>
                  {agent.skills.map(({ skill, proficiency }) => (
                    <span class="chip small" key={skill}>
                      {names.skills.get(skill) ?? skill}
                      {proficiency === 1 ? '' : ` ${number(language, proficiency, 1)}`}
                    </span>
                  ))}
                </td>
                <td>{agent.team ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {found.length <= MOST ? null : (
        <p class="help">{t('people.more', { n: number(language, found.length - MOST) })}</p>
      )}
    </>
  );
}

interface PersonProps {
  readonly id: string;
  readonly choices: Choices;
  readonly fields: typeof AGENT_FIELDS;
  readonly readOnly: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function Person({ id, choices, fields, readOnly, onDone, onCancel }: PersonProps) {
  const url = `/v1/agents/${encodeURIComponent(id)}`;
  const loaded = useLoad(url, () => read<Entry>(url, true));
  return (
    <section class="drawer open-drawer" aria-label={id}>
      <Show loaded={loaded}>
        {({ value, etag }) => (
          <>
            <h2>
              {String(value.name)} <small>{id}</small>
            </h2>
            <EntryForm
              entry={value}
              fields={fields}
              choices={choices}
              readOnly={readOnly}
              onSave={async (entry) => {
                await send('PUT', url, entry, { 'if-match': etag ?? '*' });
                onDone();
              }}
              onRemove={async () => {
                await send('DELETE', url, undefined, { 'if-match': etag ?? '*' });
                onDone();
              }}
              onCancel={onCancel}
            />
          </>
        )}
      </Show>
    </section>
  );
}

interface NewPersonProps extends Omit<PersonProps, 'id' | 'readOnly'> {
  readonly agents: readonly ListedAgent[];
}

function NewPerson({ agents, choices, fields, onDone, onCancel }: NewPersonProps) {
  const t = useWords();
  const [id, setId] = useState('');
  const like = agents[0];
  const fresh: Entry = {
    name: '',
    homeDays: 0,
    skills: [],
    ...(like === undefined ? {} : { site: like.site, contract: like.contract, workPlan: like.workPlan }),
  };
  return (
    <section class="drawer open-drawer" aria-label={t('people.new')}>
      <h2>{t('people.new')}</h2>
      <label class="inline id-field">
        {t('f.id')}
        <input value={id} required onInput={(event) => setId(event.currentTarget.value.trim())} />
      </label>
      <EntryForm
        entry={fresh}
        fields={fields}
        choices={choices}
        readOnly={false}
        onSave={async (entry) => {
          await send('PUT', `/v1/agents/${encodeURIComponent(id)}`, entry);
          onDone();
        }}
        onCancel={onCancel}
      />
    </section>
  );
}
