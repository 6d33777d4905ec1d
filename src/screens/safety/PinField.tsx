import { useEffect, useId, useRef } from 'preact/hooks';

/** A PIN as it is typed: hidden, and with the keys that it needs. */
export function PinField({
  words,
  value,
  isNew = false,
  isFirst = false,
  about,
  onValue,
}: {
  words: string;
  value: string;
  isNew?: boolean;
  /** The only thing to do on the page: the keys come up with it. */
  isFirst?: boolean;
  /** The id of what is said about it. */
  about?: string;
  onValue(value: string): void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  return (
    <div class="asked">
      <label for={id}>{words}</label>
      <input
        ref={field}
        id={id}
        class="field"
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        value={value}
        aria-describedby={about}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
