import type { ComponentType } from 'preact';
import { useText } from '../i18n/index.ts';
import type { Kind } from '../questionnaire/index.ts';
import { AcknowledgeControl } from './AcknowledgeControl.tsx';
import { LaterControl } from './LaterControl.tsx';
import { laterOf } from './later.ts';
import { ManyControl } from './ManyControl.tsx';
import { OneControl } from './OneControl.tsx';
import type { ControlProps } from './props.ts';
import { StepsControl, stepsOf } from './StepsControl.tsx';
import { TypedControl } from './TypedControl.tsx';

const controls: Partial<Record<Kind, ComponentType<ControlProps>>> = {
  one: OneControl,
  many: ManyControl,
  acknowledge: AcknowledgeControl,
  text: TypedControl,
  integer: TypedControl,
  decimal: TypedControl,
  time: TypedControl,
};

/** Whether the control of this question is a single box, named by a `label`; the others are groups with a `legend`. */
export const isBox = (asked: ControlProps['asked']): boolean => {
  const later = laterOf(asked);
  return later ? later.isBox === true : controlOf(asked) === TypedControl;
};

const controlOf = ({ question }: ControlProps['asked']): ComponentType<ControlProps> | undefined => {
  const { kind, parameters } = question;
  return (kind === 'integer' || kind === 'range') && stepsOf(parameters) ? StepsControl : controls[kind];
};

/** The control for a question's kind. A kind that this version cannot ask says so: it is never left out in silence. */
export function Control(props: ControlProps) {
  const { t } = useText();
  const later = laterOf(props.asked);
  if (later) return <LaterControl {...props} later={later} />;
  const Fitting = controlOf(props.asked);
  return Fitting ? <Fitting {...props} /> : <p class="wish">{t('step.unsupported')}</p>;
}
