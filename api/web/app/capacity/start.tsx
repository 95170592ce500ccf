import { useEffect, useState } from 'preact/hooks';
import { type JobInfo, send } from '../api.js';
import { loadChoices } from '../centre/choices.js';
import { Fields } from '../centre/input.js';
import type { Entry } from '../centre/values.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Problem, Show } from '../parts/frame.js';
import { newestWeek } from '../plans.js';
import { go } from '../router.js';
import { remember, remembered, useWords } from '../settings.js';
import { isoWeekOf, mondayOfIsoWeek } from '../weeks.js';
import { FRESH_GROUP, GROUP_FIELDS } from './fields.js';

function keptGroups(): readonly Entry[] {
  try {
    const kept = JSON.parse(remembered('capacity') ?? '') as readonly Entry[];
    return kept.length > 0 ? kept : [FRESH_GROUP];
  } catch {
    return [FRESH_GROUP];
  }
}

/** Makes a capacity plan of groups that are described in a form; this device remembers them. */
export function StartCapacity({ frame, open }: { frame: Frame; open: boolean }) {
  const t = useWords();
  const [week, setWeek] = useState(newestWeek(frame.plans) ?? isoWeekOf(new Date().toISOString().slice(0, 10)));
  const [weeks, setWeeks] = useState('52');
  const [groups, setGroups] = useState(keptGroups);
  const [error, setError] = useState<unknown>();
  const choices = useLoad('choices', loadChoices);
  useEffect(() => remember('capacity', JSON.stringify(groups)), [groups]);
  const count = Number(weeks);
  const valid = mondayOfIsoWeek(week) !== undefined && Number.isInteger(count) && count >= 1;
  const put = (i: number, next: Entry | undefined): void =>
    setGroups(next === undefined ? groups.filter((_, k) => k !== i) : groups.map((one, k) => (k === i ? next : one)));
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const job = await send<JobInfo>('POST', '/v1/capacity', { week, weeks: count, groups });
      go(`/runs/${job.id}`);
    } catch (failure) {
      setError(failure);
    }
  };
  const load = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      setGroups((JSON.parse(await file.text()) as { groups: readonly Entry[] }).groups);
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <details class="drawer" open={open}>
      <summary>{t('cap.start')}</summary>
      <form onSubmit={(event) => void start(event)}>
        <div class="toolbar">
          <label>
            {t('run.week')}
            <input value={week} required onInput={(event) => setWeek(event.currentTarget.value.trim().toUpperCase())} />
          </label>
          <label>
            {t('cap.weeks')}
            <input
              inputMode="numeric"
              required
              value={weeks}
              onInput={(event) => setWeeks(event.currentTarget.value)}
            />
          </label>
          <label>
            {t('cap.load')}
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => void load(event.currentTarget.files?.[0])}
            />
          </label>
        </div>
        <p class="help">{t('cap.groups.help', { currency: frame.centre.currency })}</p>
        <Show loaded={choices}>
          {(known) => (
            <>
              {groups.map((group, i) => (
                <fieldset class="group-form" key={i}>
                  <legend>{String(group.id ?? '')}</legend>
                  <Fields
                    entry={group}
                    fields={GROUP_FIELDS}
                    choices={known}
                    readOnly={false}
                    onChange={(next) => put(i, next)}
                  />
                  {groups.length < 2 ? null : (
                    <button type="button" class="small danger" onClick={() => put(i, undefined)}>
                      {t('edit.remove')}
                    </button>
                  )}
                </fieldset>
              ))}
            </>
          )}
        </Show>
        {error === undefined ? null : <Problem error={error} />}
        <div class="actions">
          <button type="submit" class="main" disabled={!valid}>
            {t('cap.act')}
          </button>
          <button
            type="button"
            onClick={() => setGroups([...groups, { ...FRESH_GROUP, id: `group-${groups.length + 1}` }])}
          >
            + {t('cap.group.add')}
          </button>
        </div>
      </form>
    </details>
  );
}
