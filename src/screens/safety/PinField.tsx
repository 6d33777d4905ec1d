import { useId } from 'preact/hooks';

/** A PIN as it is typed: hidden, and with the keys that it needs. */
export function PinField({
  words,
  value,
  isNew = false,
  about,
  onValue,
}: {
  words: string;
  value: string;
  isNew?: boolean;
  /** The id of what is said about it. */
  about?: string;
  onValue(value: string): void;
}) {
  const id = useId();
  return (
    <div class="asked">
      <label for={id}>{words}</label>
      <input
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
