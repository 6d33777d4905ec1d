/** A passphrase is shown as it is typed: it is copied from paper, or to it. */
export function PassphraseField({
  id,
  value,
  about,
  onValue,
}: {
  id: string;
  value: string;
  /** The id of what is said about it. */
  about?: string;
  onValue(value: string): void;
}) {
  return (
    <input
      id={id}
      class="field"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      value={value}
      aria-describedby={about}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}
