import { useState } from 'preact/hooks';
import { type Amounts, ApiProblem, type PeriodsInfo, read, send } from '../api.js';
import { money, number, percent } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { componentName } from '../parts/component-name.js';
import { Problem, Scroll, Show } from '../parts/frame.js';
import { weekPath } from '../router.js';
import { type Language, type Translate, useLanguage, useWords, wordOr } from '../settings.js';

const SPLITS = [
  ['site', 'bySiteMinor'],
  ['channel', 'byChannelMinor'],
  ['contract', 'byContractMinor'],
  ['component', 'byComponentMinor'],
] as const;

/** Cost of weeks and months beside the budget. */
export function CostPeriods({ frame }: { frame: Frame }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  const loaded = useLoad(`periods ${round}`, async () => (await read<PeriodsInfo>('/v1/costs', round > 0)).value);
  return (
    <>
      <div class="heading">
        <h2>{t('cost.months')}</h2>
        <ul class="actions" aria-label={t('cost.downloads')}>
          {['xlsx', 'csv'].map((format) => (
            <li key={format}>
              <a class="button" download href={`/v1/costs/periods.${format}`}>
                {format.toUpperCase()}, {t('cost.month').toLowerCase()}
              </a>
            </li>
          ))}
        </ul>
      </div>
      <Show loaded={loaded}>
        {(periods) => (
          <>
            <Months frame={frame} periods={periods} onChanged={() => setRound((n) => n + 1)} />
            <Weeks periods={periods} />
          </>
        )}
      </Show>
    </>
  );
}

/** `december 2026`. */
const monthName = (language: Language, month: string): string =>
  new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-15T12:00:00Z`));

function Months({ frame, periods, onChanged }: { frame: Frame; periods: PeriodsInfo; onChanged: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const amount = (minor: number): string => money(language, minor, periods.currency);
  const mayBudget = may(frame, 'rooster:budget:write');
  return (
    <>
      <p class="help">{t('cost.months.help')}</p>
      <Scroll label={t('cost.months')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('cost.month')}</th>
              <th scope="col">{t('cost.weeks.in')}</th>
              <th scope="col" class="n">
                {t('cost.total')}
              </th>
              <th scope="col" class="n">
                {t('cost.budget')}
              </th>
              <th scope="col" class="n">
                {t('cost.left')}
              </th>
              <th scope="col" class="n">
                {t('glance.percontact')}
              </th>
            </tr>
          </thead>
          <tbody>
            {periods.months.map((one) => {
              const budget = one.budgetMinor?.total;
              return (
                <tr key={one.month}>
                  <th scope="row">{monthName(language, one.month)}</th>
                  <td>{one.weeks.map((week) => week.slice(5)).join(', ')}</td>
                  <td class="n">{amount(one.costMinor)}</td>
                  <td class="n">{budget === undefined ? '–' : amount(budget)}</td>
                  <td class={`n ${budget !== undefined && one.costMinor > budget ? 'over' : ''}`}>
                    {budget === undefined
                      ? '–'
                      : `${amount(budget - one.costMinor)} (${percent(language, budget === 0 ? 0 : one.costMinor / budget, 0)})`}
                  </td>
                  <td class="n">{one.perContactMinor === null ? '–' : amount(one.perContactMinor)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {periods.months.map((one) => (
        <details class="drawer" key={one.month}>
          <summary>{t('cost.month.split', { month: monthName(language, one.month) })}</summary>
          <Scroll label={monthName(language, one.month)}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('cost.by')}</th>
                  <th scope="col">{t('cost.name')}</th>
                  <th scope="col" class="n">
                    {t('cost.amount')}
                  </th>
                  <th scope="col" class="n">
                    {t('cost.budget')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {SPLITS.flatMap(([split, field]) =>
                  Object.entries(one[field])
                    .sort(([, a], [, b]) => b - a)
                    .map(([name, minor]) => {
                      const budget = one.budgetMinor?.[`${split}:${name}`];
                      return (
                        <tr key={`${split} ${name}`}>
                          <td>{t(`cost.by.${split}`)}</td>
                          <th scope="row">{partName(t, frame, split, name)}</th>
                          <td class="n">{amount(minor)}</td>
                          <td class={`n ${budget !== undefined && minor > budget ? 'over' : ''}`}>
                            {budget === undefined ? '–' : amount(budget)}
                          </td>
                        </tr>
                      );
                    }),
                )}
              </tbody>
            </table>
          </Scroll>
          {mayBudget ? <Budget frame={frame} period={one} currency={periods.currency} onChanged={onChanged} /> : null}
        </details>
      ))}
    </>
  );
}

function partName(t: Translate, frame: Frame, split: (typeof SPLITS)[number][0], name: string): string {
  if (split === 'site')
    return name
      .split('|')
      .map((id) => frame.centre.sites.find((site) => site.id === id)?.name ?? id)
      .join(' + ');
  if (split === 'channel') return wordOr(t, `chan.${name}`, name);
  return split === 'component' ? componentName(t, name) : name;
}

/** Amount typed as people write it: `1.234,56` or `1,234.56`; undefined where it is none. */
export function minorOf(text: string): number | undefined {
  const bare = text.replace(/[€\s]/g, '');
  const decimal = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  const whole = decimal >= 0 && bare.length - decimal <= 3 ? bare.slice(0, decimal) : bare;
  const cents = whole === bare ? '' : bare.slice(decimal + 1);
  const digits = whole.replace(/[.,]/g, '');
  if (!/^\d{1,11}$/.test(digits) || !/^\d{0,2}$/.test(cents)) return undefined;
  return Number(digits) * 100 + Number(cents.padEnd(2, '0'));
}

interface BudgetProps {
  readonly frame: Frame;
  readonly period: PeriodsInfo['months'][number];
  readonly currency: string;
  readonly onChanged: () => void;
}

/** The budget of a month: its total, and parts of it. */
function Budget({ frame, period, currency, onChanged }: BudgetProps) {
  const t = useWords();
  const language = useLanguage();
  const [scope, setScope] = useState('total');
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const minor = minorOf(text);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (minor === undefined) return;
    const url = `/v1/budgets/${period.month}`;
    try {
      // Read anew for its ETag: what somebody else has set meanwhile is not overwritten unseen.
      const current = await read<{ amounts: Amounts }>(url, true).catch((failure: unknown) => {
        if (failure instanceof ApiProblem && failure.status === 404) return undefined;
        throw failure;
      });
      const headers = current === undefined ? {} : { 'if-match': current.etag ?? '*' };
      await send('PUT', url, { amounts: { ...current?.value.amounts, [scope]: minor } }, headers);
      setError(undefined);
      setText('');
      onChanged();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form class="toolbar" onSubmit={(event) => void save(event)}>
      <label>
        {t('cost.budget.for')}
        <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
          <option value="total">{t('cost.total')}</option>
          {SPLITS.flatMap(([split, field]) =>
            Object.keys(period[field]).map((name) => (
              <option key={`${split}:${name}`} value={`${split}:${name}`}>
                {t(`cost.by.${split}`)}: {partName(t, frame, split, name)}
              </option>
            )),
          )}
        </select>
      </label>
      <label>
        {t('cost.budget.amount', { currency })}
        <input
          inputMode="decimal"
          required
          value={text}
          placeholder={language === 'nl' ? '125.000,00' : '125,000.00'}
          aria-invalid={text !== '' && minor === undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={minor === undefined}>
        {t('cost.budget.set')}
      </button>
      {error === undefined ? null : <Problem error={error} />}
    </form>
  );
}

function Weeks({ periods }: { periods: PeriodsInfo }) {
  const t = useWords();
  const language = useLanguage();
  const amount = (minor: number): string => money(language, minor, periods.currency);
  return (
    <>
      <h2>{t('cost.weeks')}</h2>
      <Scroll label={t('cost.weeks')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('cost.week')}</th>
              <th scope="col">{t('run.state')}</th>
              <th scope="col" class="n">
                {t('cost.total')}
              </th>
              <th scope="col" class="n">
                {t('glance.contacts')}
              </th>
              <th scope="col" class="n">
                {t('glance.percontact')}
              </th>
              <th scope="col" class="n">
                {t('glance.paid')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...periods.weeks].reverse().map((one) => (
              <tr key={one.week}>
                <th scope="row">
                  <a data-in-app href={weekPath(one.week, 'costs')}>
                    {one.week}
                  </a>
                </th>
                <td>{wordOr(t, `state.${one.state}`, one.state)}</td>
                <td class="n">{amount(one.costMinor)}</td>
                <td class="n">{number(language, one.contacts)}</td>
                <td class="n">{one.perContactMinor === null ? '–' : amount(one.perContactMinor)}</td>
                <td class="n">{number(language, one.paidHours, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
