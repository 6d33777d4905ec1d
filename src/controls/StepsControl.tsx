import type { ControlProps } from './props.ts';

/** The ends of a number that is chosen rather than typed, or null: `parameters` start and end, at most 21 steps. */
export function stepsOf(parameters: Readonly<Record<string, string>> | undefined): number[] | null {
  const start = Number(parameters?.start ?? Number.NaN);
  const end = Number(parameters?.end ?? Number.NaN);
  const step = Number(parameters?.step ?? 1);
  const count = Math.floor((end - start) / step) + 1;
  if (!(step > 0) || !(count >= 2) || count > 21) return null;
  return Array.from({ length: count }, (_, index) => start + index * step);
}

/** A number between two ends, one radio each. */
export function StepsControl({ asked, id, onAnswer }: ControlProps) {
  const steps = stepsOf(asked.question.parameters) ?? [];
  return (
    <div class="steps">
      {steps.map((step) => (
        <label key={step} class="choice">
          <input
            type="radio"
            name={id}
            value={step}
            checked={asked.answer === step}
            disabled={asked.readOnly}
            onClick={(event) => onAnswer(step, event.detail > 0 ? 'tap' : 'key')}
          />
          <span>{step}</span>
        </label>
      ))}
    </div>
  );
}
