/**
 * Lets Node run this project's TypeScript and TSX as it stands, without a build step.
 *
 * Node strips types from `.ts` itself, but neither handles JSX nor strips anything below `node_modules`,
 * where an installed `motcua` lives. One synchronous load hook covers both.
 */
import { readFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'oxc-transform';

enableCompileCache();

const SOURCE = /\/(?:src|simulators|bench|e2e)\/.*\.tsx?$/;

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !SOURCE.test(url.replace(/[?#].*$/, ''))) {
      return nextLoad(url, context);
    }
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
      lang: path.endsWith('x') ? 'tsx' : 'ts',
      jsx: { runtime: 'automatic', importSource: 'preact' },
      typescript: { onlyRemoveTypeImports: true },
      sourcemap: false,
    });
    if (errors.length > 0) {
      throw new SyntaxError(`${path}: ${errors.map((e) => e.message).join('; ')}`);
    }
    return { format: 'module', source: code, shortCircuit: true };
  },
});
