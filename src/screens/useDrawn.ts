import { useEffect, useState } from 'preact/hooks';

const moment = 100; // milliseconds: the database has answered what the first screenful asks

/** Whether the first screenful had its time: what only completes the page must not stand before it in the queue. */
export function useDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(true), moment);
    return () => clearTimeout(timer);
  }, []);
  return isDrawn;
}
