/** What the intake page gains in the browser: the card reader, procedures while typing, papers marked at one press, charges that follow what is counted. */

import { startFees } from './lib/fees.ts';
import { startPaperFiles } from './lib/paper-files.ts';
import { startProcedureSearch } from './lib/procedure-search.ts';
import { startScanner } from './lib/scanner.ts';

startScanner(document);
startProcedureSearch(document);
startPaperFiles(document);
startFees(document);

const usual = document.querySelector<HTMLButtonElement>('[data-fill-usual]');
if (usual !== null) {
  usual.hidden = false;
  usual.addEventListener('click', () => {
    for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-usual]')) {
      const skip = select.closest('tr')?.querySelector<HTMLInputElement>('input[type="checkbox"]');
      if (select.value === '' && skip?.checked !== true) {
        select.value = select.dataset['usual'] ?? '';
      }
    }
  });
}
