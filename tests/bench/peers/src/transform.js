import { transform } from 'enketo-transformer/web';

globalThis.transformXForm = (xform) => transform({ xform, theme: 'formhub' });
