import { plainDay } from '../format.js';
import type { Frame } from '../frame.js';
import { useLanguage, useWords } from '../settings.js';
import type { Filter, GroupBy, Person } from './rows.js';

/** What is shown of the roster; an empty date is the whole period. */
export interface View extends Filter {
  readonly group: GroupBy;
  readonly date: string;
}

interface ToolbarProps {
  readonly view: View;
  readonly onChange: (view: View) => void;
  readonly people: readonly Person[];
  readonly frame: Frame;
  readonly dates: readonly string[];
}

/** Filters, grouping, week or day. */
export function Toolbar({ view, onChange, people, frame, dates }: ToolbarProps) {
  const t = useWords();
  const language = useLanguage();
  const sites = [...new Set(people.map(({ site }) => site))].sort();
  const skills = [...new Set(people.flatMap((person) => person.skills))].sort();
  const contracts = [...new Set(people.flatMap(({ contract }) => contract ?? []))].sort();
  const siteName = (id: string): string => frame.centre.sites.find((site) => site.id === id)?.name ?? id;
  const queueName = (id: string): string => frame.centre.queues.find((queue) => queue.id === id)?.name ?? id;
  const choice = (name: 'site' | 'skill' | 'contract', values: readonly string[], nameOf: (id: string) => string) => (
    <label>
      {t(`roster.${name}`)}
      <select value={view[name]} onChange={(event) => onChange({ ...view, [name]: event.currentTarget.value })}>
        <option value="">{t('roster.all')}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {nameOf(value)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="toolbar" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        {t('roster.find')}
        <input
          type="search"
          value={view.text}
          onInput={(event) => onChange({ ...view, text: event.currentTarget.value })}
        />
      </label>
      {choice('site', sites, siteName)}
      {choice('skill', skills, queueName)}
      {contracts.length === 0 ? null : choice('contract', contracts, (id) => id)}
      <label>
        {t('roster.group')}
        <select
          value={view.group}
          onChange={(event) => onChange({ ...view, group: event.currentTarget.value as GroupBy })}
        >
          <option value="none">{t('roster.group.none')}</option>
          <option value="site">{t('roster.site')}</option>
          <option value="skill">{t('roster.skill')}</option>
          {contracts.length === 0 ? null : <option value="contract">{t('roster.contract')}</option>}
          {people.some(({ team }) => team !== undefined) ? <option value="team">{t('roster.team')}</option> : null}
        </select>
      </label>
      <label>
        {t('roster.view')}
        <select value={view.date} onChange={(event) => onChange({ ...view, date: event.currentTarget.value })}>
          <option value="">{t('roster.view.week')}</option>
          {dates.map((date) => (
            <option key={date} value={date}>
              {plainDay(language, date)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
