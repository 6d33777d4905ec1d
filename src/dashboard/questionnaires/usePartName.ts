import { useText } from '../../i18n/index.ts';

const parts = [
  ...['title', 'label', 'hint', 'guidance', 'intro', 'text', 'image', 'bigImage', 'audio', 'video'],
  ...['requiredMessage', 'constraintMessage', 'relevant', 'required', 'softRequired', 'constraint'],
  ...[
    'choiceFilter',
    'choicesFrom',
    'count',
    'default',
    'readOnly',
    'begins',
    'calculate',
    'trigger',
    'list',
  ],
  ...['randomize', 'media', 'columns', 'appearance', 'parameters', 'page', 'metadata', 'version', 'id'],
  ...['instanceName', 'settings', 'consent', 'files', 'other'],
];

/** A part of a questionnaire as people call it; one that has no name here, as the document does. */
export function usePartName(): (part: string) => string {
  const { t } = useText();
  return (part) => (parts.includes(part) ? t(`forms.part.${part as 'other'}`) : part);
}
