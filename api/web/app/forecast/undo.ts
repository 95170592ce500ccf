import { useEffect, useRef, useState } from 'preact/hooks';

type Step = () => Promise<unknown>;

/** Steps back, newest last; Ctrl Z takes the newest one too, unless a text is being typed. */
export function useUndo() {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const back = async (): Promise<void> => {
    const step = steps.at(-1);
    if (step === undefined) return;
    setSteps(steps.slice(0, -1));
    await step();
  };
  const newest = useRef(back);
  newest.current = back;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof Element && event.target.matches('input:not([type=checkbox]), textarea');
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || typing) return;
      event.preventDefault();
      void newest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return { hasSteps: steps.length > 0, back, add: (step: Step): void => setSteps((old) => [...old, step]) };
}
