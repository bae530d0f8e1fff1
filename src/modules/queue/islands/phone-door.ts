/** Taking a number on the phone: speaking instead of typing, and live waiting times. Everything works without. */
import { startLive } from '#ui/islands/lib/live.ts';
import { startVoiceSearch } from './lib/voice-search.ts';

startVoiceSearch();
startLive();
