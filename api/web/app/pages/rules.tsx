import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { loadChoices } from '../centre/choices.js';
import { SECTIONS, type Section } from '../centre/fields.js';
import { EntryForm } from '../centre/form.js';
import type { Entry } from '../centre/values.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { CsvImport } from '../parts/csv-import.js';
import { Show } from '../parts/frame.js';
import { useWords } from '../settings.js';

interface Doubt {
  readonly severity: string;
  readonly message: string;
  readonly hint: string;
}

/** Queues, opening hours, goals, sites, contracts, shifts, work plans and special days: what plans are made from. */
export function SetUpPage({ frame, section: path }: { frame: Frame; section?: string | undefined }) {
  const t = useWords();
  const section = SECTIONS.find((one) => one.path === path) ?? SECTIONS[0]!;
  return (
    <>
      <h1>{t('rules.title')}</h1>
      <p class="lead">{t('rules.intro')}</p>
      <nav class="tabs" aria-label={t('rules.title')}>
        {SECTIONS.map((one) => (
          <a
            key={one.path}
            data-in-app
            class="button"
            href={`/rules/${one.path}`}
            aria-current={one === section ? 'page' : undefined}
          >
            {t(one.title)}
          </a>
        ))}
      </nav>
      <List key={section.path} frame={frame} section={section} />
    </>
  );
}

function List({ frame, section }: { frame: Frame; section: Section }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  const [open, setOpen] = useState<string>();
  const key = section.idKey ?? 'id';
  const loaded = useLoad(`${section.path} ${round}`, async () => {
    const [{ value }, choices, doubts] = await Promise.all([
      read<Readonly<Record<string, readonly Entry[]>>>(`/v1/${section.path}`, round > 0),
      loadChoices(),
      read<{ issues: Doubt[] }>('/v1/centre/check', round > 0),
    ]);
    return { entries: value[section.path] ?? [], choices, doubts: doubts.value.issues };
  });
  const mayWrite = may(frame, 'rooster:centre:write');
  const url = (id: string): string => `/v1/${section.path}/${encodeURIComponent(id)}`;
  const changed = (): void => {
    setOpen(undefined);
    setRound((n) => n + 1);
  };
  return (
    <Show loaded={loaded}>
      {({ entries, choices, doubts }) => (
        <>
          {doubts.length === 0 ? null : (
            <details class="drawer doubts">
              <summary>{t('rules.doubts', { n: doubts.length })}</summary>
              <ul class="plain" lang="en">
                {doubts.slice(0, 20).map((doubt) => (
                  <li key={doubt.message}>
                    {doubt.message} {doubt.hint}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <ul class="cards">
            {entries.map((entry) => {
              const id = String(entry[key]);
              return (
                <li key={id} class={open === id ? 'open' : ''}>
                  <button
                    type="button"
                    class="card"
                    aria-expanded={open === id}
                    onClick={() => setOpen(open === id ? undefined : id)}
                  >
                    <strong>{String(entry.name ?? entry.note ?? id)}</strong>
                    <small>{id}</small>
                  </button>
                  {open === id ? (
                    <Existing
                      url={url(id)}
                      section={section}
                      choices={choices}
                      readOnly={!mayWrite}
                      onDone={changed}
                      onCancel={() => setOpen(undefined)}
                    />
                  ) : null}
                </li>
              );
            })}
          </ul>
          {mayWrite ? <Fresh section={section} choices={choices} urlOf={url} onDone={changed} /> : null}
          {mayWrite && section.csv !== undefined ? (
            <CsvImport
              title={t('csv.title', { file: `${section.csv}.csv` })}
              url={`/v1/centre/tables/${section.csv}`}
              modes={['merge', 'replace']}
              onDone={changed}
            />
          ) : null}
        </>
      )}
    </Show>
  );
}

interface ExistingProps {
  readonly url: string;
  readonly section: Section;
  readonly choices: Parameters<typeof EntryForm>[0]['choices'];
  readonly readOnly: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function Existing({ url, section, choices, readOnly, onDone, onCancel }: ExistingProps) {
  const loaded = useLoad(url, () => read<Entry>(url, true));
  return (
    <Show loaded={loaded}>
      {({ value, etag }) => (
        <EntryForm
          entry={value}
          fields={section.fields}
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
      )}
    </Show>
  );
}

interface FreshProps {
  readonly section: Section;
  readonly choices: ExistingProps['choices'];
  readonly urlOf: (id: string) => string;
  readonly onDone: () => void;
}

/** A form for a new entry; its id is what other things call it by. */
function Fresh({ section, choices, urlOf, onDone }: FreshProps) {
  const t = useWords();
  const [id, setId] = useState('');
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <p>
        <button type="button" onClick={() => setOpen(true)}>
          + {t('edit.new')}
        </button>
      </p>
    );
  return (
    <section class="drawer open-drawer" aria-label={t('edit.new')}>
      <label class="inline id-field">
        {t('f.id')}
        <input value={id} required onInput={(event) => setId(event.currentTarget.value.trim())} />
      </label>
      <EntryForm
        entry={section.fresh}
        fields={section.fields}
        choices={choices}
        readOnly={false}
        onSave={async (entry) => {
          await send('PUT', urlOf(id), entry);
          onDone();
        }}
        onCancel={() => setOpen(false)}
      />
    </section>
  );
}
