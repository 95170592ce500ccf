import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type PlanInfo, type RosterDocument, read, type WeekSummary } from '../api.js';
import { day, number, plainDay, time } from '../format.js';
import { useLoad } from '../load.js';
import { allAgents } from '../people.js';
import { useLanguage, useWords } from '../settings.js';
import { Show } from './frame.js';

const MOST = 20;

interface Explanation {
  readonly short: readonly {
    readonly queue: string;
    readonly startMs: number;
    readonly causes: readonly {
      readonly code: string;
      readonly agents: readonly string[];
      readonly text: Readonly<Record<'nl' | 'en', string>>;
    }[];
  }[];
}

interface WarningsProps {
  readonly plan: PlanInfo;
  readonly summary: WeekSummary;
  readonly roster: RosterDocument;
  readonly onShow: (queue: string) => void;
}

/** Half hours that are short and rules that are broken, each with its reason one click away. */
export function Warnings({ plan, summary, roster, onShow }: WarningsProps) {
  const t = useWords();
  const language = useLanguage();
  const broken = [...roster.rulesBroken].sort((a, b) => Number(b.hard) - Number(a.hard));
  const people = useLoad(`names ${broken.length > 0}`, async () => (broken.length > 0 ? allAgents() : []));
  const names = new Map(people.state === 'ready' ? people.value.map(({ id, name }) => [id, name]) : []);
  const nameOf = (id: string): string => summary.queues.find(({ queue }) => queue === id)?.name ?? id;
  return (
    <section class="warnings">
      <h2>{t('glance.warnings')}</h2>
      {summary.shortages.length + broken.length === 0 ? <p class="good">{t('glance.warnings.none')}</p> : null}
      <div class="warning-list">
        {summary.shortages.map((short) => (
          <Warning
            key={`${short.queue} ${short.startMs}`}
            title={t('glance.warning.short', {
              queue: nameOf(short.queue),
              when: `${day(language, short.startMs, summary.zone)} ${time(language, short.startMs, summary.zone)}`,
              have: number(language, short.covered, 1),
              want: number(language, short.wanted, 1),
            })}
          >
            <Reasons plan={plan} queue={short.queue} startMs={short.startMs} />
            <p>
              <button type="button" onClick={() => onShow(short.queue)}>
                {t('glance.show')}
              </button>
            </p>
          </Warning>
        ))}
        {broken.slice(0, MOST).map((one, i) => (
          <Warning
            key={`${one.rule} ${i}`}
            bad={one.hard}
            title={`${t(one.hard ? 'glance.warning.rule.hard' : 'glance.warning.rule.soft')}: ${[
              ...one.agents.slice(0, 3).map((id) => names.get(id) ?? id),
              one.rule,
            ].join(', ')}`}
          >
            <p lang="en">
              {one.message} {one.dates.map((date) => plainDay(language, date)).join(', ')}
            </p>
          </Warning>
        ))}
      </div>
      {broken.length <= MOST ? null : (
        <p class="help">{t('glance.warnings.more', { n: number(language, broken.length - MOST) })}</p>
      )}
    </section>
  );
}

/** What is inside is made when it is opened. */
function Warning({ title, bad = false, children }: { title: string; bad?: boolean; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class={bad ? 'bad' : ''} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open ? children : null}
    </details>
  );
}

/** Why nobody fills the half hour. */
export function Reasons({ plan, queue, startMs }: { plan: PlanInfo; queue: string; startMs: number }) {
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad(
    `explanation ${plan.id} ${plan.revision}`,
    async () => (await read<Explanation>(`/v1/plans/${plan.id}/explanation`)).value,
  );
  return (
    <Show loaded={loaded}>
      {({ short }) => {
        const causes = short.find((one) => one.queue === queue && one.startMs === startMs)?.causes ?? [];
        return causes.length === 0 ? (
          <p>{t('glance.why.short')}</p>
        ) : (
          <ul class="plain causes">
            {causes.map((cause) => (
              <li key={cause.code}>{cause.text[language]}</li>
            ))}
          </ul>
        );
      }}
    </Show>
  );
}
