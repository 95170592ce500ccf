import { money, number } from '../format.js';
import type { Frame } from '../frame.js';
import { useLanguage, useWords } from '../settings.js';
import type { Row } from './rows.js';

interface StatusProps {
  readonly frame: Frame;
  readonly rows: readonly Row[];
  /** Shifts with edits. */
  readonly changed: number;
  /** Change of the paid hours. */
  readonly paidHours: number;
  /** Cost of the roster before and with the edits; undefined while it is being worked out. */
  readonly cost: { readonly beforeMinor: number; readonly afterMinor: number } | undefined;
}

/** How much is shown, and what the edits come to. */
export function Status({ frame, rows, changed, paidHours, cost }: StatusProps) {
  const t = useWords();
  const language = useLanguage();
  const signed = (value: number, text: string): string => `${value < 0 ? '−' : '+'}${text}`;
  const costText = ({ beforeMinor, afterMinor }: { beforeMinor: number; afterMinor: number }): string => {
    const { currency } = frame.centre;
    const change = afterMinor - beforeMinor;
    return `${signed(change, money(language, Math.abs(change), currency))} (${money(language, afterMinor, currency)})`;
  };
  const shown = t('roster.count', {
    n: number(language, rows.filter(({ kind }) => kind === 'agent').length),
    shifts: number(
      language,
      rows.reduce((sum, row) => sum + (row.kind === 'agent' ? row.shifts.length : 0), 0),
    ),
  });
  const parts =
    changed === 0
      ? []
      : [
          t('roster.changed', { n: changed }),
          `${t('glance.paid')} ${signed(paidHours, number(language, Math.abs(paidHours), 2))}`,
          t('roster.cost.change', { amount: cost === undefined ? '…' : costText(cost) }),
          t('roster.kept'),
        ];
  return (
    <p class="help" role="status">
      {[shown, ...parts].join(' · ')}
    </p>
  );
}
