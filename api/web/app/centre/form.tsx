import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Problem } from '../parts/frame.js';
import { useWords } from '../settings.js';
import { Faults, faultsOf, unplacedOf } from './faults.js';
import type { Choices, Field } from './fields.js';
import { Fields } from './input.js';
import type { Entry } from './values.js';

interface FormProps {
  readonly entry: Entry;
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onSave: (entry: Entry) => Promise<void>;
  readonly onRemove?: (() => Promise<void>) | undefined;
  readonly onCancel: () => void;
}

/** A form for an entry of the centre. What is wrong is said by the server, which checks it like a centre folder. */
export function EntryForm({ entry, fields, choices, readOnly, onSave, onRemove, onCancel }: FormProps) {
  const t = useWords();
  const [draft, setDraft] = useState(entry);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const faults = useMemo(() => faultsOf(t, error), [error, t('edit.save')]);
  const element = useRef<HTMLFormElement>(null);
  // What is to be mended takes the focus.
  useEffect(() => {
    if (faults.size > 0) element.current?.querySelector<HTMLElement>('.faulty :is(input, select, button)')?.focus();
  }, [faults]);
  const act = async (what: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await what();
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  const save = (event: Event): void => {
    event.preventDefault();
    void act(() => onSave(draft));
  };
  return (
    <form class="entry" ref={element} onSubmit={save}>
      <Faults.Provider value={faults}>
        <Fields entry={draft} fields={fields} choices={choices} readOnly={readOnly} onChange={setDraft} />
      </Faults.Provider>
      {error === undefined ? null : <Problem error={unplacedOf(error, faults)} />}
      <div class="actions">
        {readOnly ? null : (
          <button type="submit" class="main" disabled={busy}>
            {t('edit.save')}
          </button>
        )}
        <button type="button" onClick={onCancel}>
          {t('edit.close')}
        </button>
        {readOnly || onRemove === undefined ? null : (
          <button type="button" class="danger" disabled={busy} onClick={() => void act(onRemove)}>
            {t('edit.remove')}
          </button>
        )}
      </div>
    </form>
  );
}
