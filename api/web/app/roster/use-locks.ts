import { useCallback, useEffect, useState } from 'preact/hooks';
import { remember, remembered } from '../settings.js';

/** People of a plan whose shifts are to stay as they are; this device remembers them. */
export function useLocks(planId: string): {
  readonly locked: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
} {
  const name = `locks.${planId}`;
  const [locked, setLocked] = useState<ReadonlySet<string>>(
    () => new Set((remembered(name) ?? '').split('\n').filter((id) => id !== '')),
  );
  useEffect(() => remember(name, [...locked].join('\n')), [name, locked]);
  const toggle = useCallback(
    (id: string) =>
      setLocked((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  return { locked, toggle };
}
