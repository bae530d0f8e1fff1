/** What every officers' page runs: keyboard, command palette, live lists, dialogs. Pages work without it. */
import { startDialogs } from './lib/dialogs.ts';
import { startForms } from './lib/forms.ts';
import { startKeys } from './lib/keys.ts';
import { startLive } from './lib/live.ts';
import { startPalette } from './lib/palette.ts';
import { startPrint } from './lib/print.ts';

// On a phone the places slide sideways: the one that is shown comes into sight.
document
  .querySelector('.nav-places > [aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'center' });
startForms(document);
startDialogs(document);
startPalette(document);
startKeys(document);
startLive();
startPrint(document);
