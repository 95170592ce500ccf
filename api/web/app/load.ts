import { useCallback, useEffect, useState } from 'preact/hooks';
import { forget } from './api.js';

export type Loaded<T> =
  | { readonly state: 'busy' }
  | { readonly state: 'error'; readonly error: unknown; readonly retry: () => void }
  | { readonly state: 'ready'; readonly value: T };

/**
 * Loads what a page needs; a change of `key` loads anew, and an answer that comes too late is dropped.
 * @param version loads anew when it changes too, but what was there stays until the answer comes: nothing on the page jumps
 */
export function useLoad<T>(key: string, load: () => Promise<T>, version: number | string = 0): Loaded<T> {
  const [result, setResult] = useState<{ key: string; loaded: Loaded<T> }>({ key, loaded: { state: 'busy' } });
  const [round, setRound] = useState(0);
  const retry = useCallback(() => {
    forget();
    setRound((n) => n + 1);
  }, []);
  // `key` and `version` name everything that `load` depends on.
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setResult({ key, loaded: { state: 'ready', value } }),
      (error: unknown) => wanted && setResult({ key, loaded: { state: 'error', error, retry } }),
    );
    return () => {
      wanted = false;
    };
  }, [key, round, version]);
  return result.key === key ? result.loaded : { state: 'busy' };
}
