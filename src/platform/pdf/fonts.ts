import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Tinos has the metrics of Times New Roman, the typeface that Nghị định 30/2020 asks of official papers, and may be
 * shipped; Be Vietnam Pro is the product's own. Both carry every Vietnamese letter.
 */
const FONT_FILES = [
  '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
  '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
  '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf',
  '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
] as const;

/** Paths of the font files that printing uses; they come with the product, never from the machine. */
export function fontFiles(): string[] {
  return FONT_FILES.map((name) => require.resolve(name));
}

/** The font files as bytes, for a compiler that takes them from memory. */
export function fontBlobs(): Buffer[] {
  return fontFiles().map((path) => readFileSync(path));
}
