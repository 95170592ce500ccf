import { read, send } from '../api.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { Chip, match, shiftText, type useAct } from './parts.js';
import type { Offer, PossibleOffer } from './types.js';

interface OfferListProps {
  readonly frame: Frame;
  readonly week: string;
  readonly round: number;
  readonly act: ReturnType<typeof useAct>['act'];
}

/** Hours before the work begins at which an offer ends. */
const HOURS_BEFORE = 1;

/** Offers of a week: those sent, and what else could be offered. */
export function OfferList({ frame, week, round, act }: OfferListProps) {
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad(
    `offers ${week} ${round}`,
    async () => (await read<{ offers: Offer[]; possible: PossibleOffer[] }>(`/v1/rosters/${week}/offers`)).value,
  );
  const mayOffer = may(frame, 'rooster:roster:publish');
  const queueName = (id: string | undefined): string => frame.centre.queues.find((one) => one.id === id)?.name ?? '';
  const text = ({ kind, queue, from, to }: PossibleOffer): string =>
    [t(`swap.offer.${kind}`), queueName(queue), shiftText(language, { start: from, end: to })]
      .filter((part) => part !== '')
      .join(', ');
  const offer = ({ kind, queue, from, to }: PossibleOffer): Promise<unknown> =>
    send('POST', `/v1/rosters/${week}/offers`, {
      kind,
      queue,
      from,
      to,
      expiresAt: new Date(Date.parse(from) - HOURS_BEFORE * 3_600_000).toISOString(),
    });
  return (
    <Show loaded={loaded}>
      {({ offers, possible }) => (
        <>
          <h3>{t('inbox.offers.sent')}</h3>
          {offers.length === 0 ? <p class="help">{t('inbox.offers.none')}</p> : null}
          <ul class="cards">
            {offers.map((one) => (
              <li key={one.id}>
                <p class="card-head">
                  <strong>{text(one)}</strong> <Chip state={one.state} />
                </p>
                <p class="muted">{t('inbox.offers.taken', { n: one.taken, places: one.places })}</p>
                {mayOffer && one.state === 'open' ? (
                  <button
                    type="button"
                    onClick={() =>
                      act(() => send('POST', `/v1/offers/${one.id}/withdraw`, undefined, match(one.revision)))
                    }
                  >
                    {t('self.withdraw')}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
          <h3>{t('inbox.offers.possible')}</h3>
          {possible.length === 0 ? <p class="help">{t('inbox.offers.possible.none')}</p> : null}
          <ul class="cards">
            {possible.map((one) => (
              <li key={`${one.kind} ${one.queue} ${one.from} ${one.to}`}>
                <p class="card-head">
                  <strong>{text(one)}</strong>
                  <span class="muted">{t('inbox.offers.places', { n: one.places })}</span>
                </p>
                {mayOffer ? (
                  <button type="button" onClick={() => act(() => offer(one), t('swap.sent'))}>
                    {t('inbox.offers.send', { n: one.people })}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Show>
  );
}
